package io.jenkins.plugins.deploymentrecord.dev;

import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The POM in the root as it is written, without its parent. */
record Pom(Document document) {

    static Pom ofRoot() throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ProjectTree.root().resolve("pom.xml").toFile()));
    }

    /** Empty if nothing has the path. */
    String text(String path) throws XPathExpressionException {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document)
                .strip();
    }

    /** With the properties in it replaced, once. */
    String resolved(String path) throws XPathExpressionException {
        String text = text(path);
        for (Element property : elements("properties/*")) {
            text = text.replace("${" + property.getTagName() + "}", property.getTextContent());
        }
        return text.replace("${project.artifactId}", text("artifactId"));
    }

    List<Element> elements(String path) throws XPathExpressionException {
        var found = (NodeList)
                XPathFactory.newInstance().newXPath().evaluate("/project/" + path, document, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** Empty if the element has no such child. */
    static String child(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
