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

/** The POM in the root directory as written, without its parent. */
record Pom(Document document) {

    static Pom ofRoot() throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ProjectTree.root().resolve("pom.xml").toFile()));
    }

    /** Returns the text at a path; empty if there is none. */
    String text(String path) throws XPathExpressionException {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document)
                .strip();
    }

    /** Returns the text at a path with its properties replaced, but not the properties in their values. */
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

    /** Returns the text of a child element; empty if there is none. */
    static String child(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
