package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/** Pages work under a Content-Security-Policy: https://www.jenkins.io/doc/developer/security/csp/ */
class InlineScriptTest {

    static List<String> jellyFiles() throws IOException {
        return ProjectTree.files("src/main/resources", ".jelly");
    }

    @ParameterizedTest
    @MethodSource("jellyFiles")
    void aPageHasNoInlineScriptOrStyle(String file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        NodeList elements =
                builder.parse(ProjectTree.root().resolve(file).toFile()).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            var element = (Element) elements.item(i);
            assertThat(element.getTagName(), not(is("style")));
            if (element.getTagName().equals("script")) {
                assertThat("an inline script", element.hasAttribute("src"), is(true));
            }
            assertThat(
                    "a checkUrl without checkDependsOn",
                    element.hasAttribute("checkUrl") && !element.hasAttribute("checkDependsOn"),
                    is(false));
            NamedNodeMap attributes = element.getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                String name = attributes.item(j).getNodeName();
                boolean isHandler =
                        name.equals("onclick") || element.getNamespaceURI() == null && name.startsWith("on");
                assertThat(name, isHandler, is(false));
            }
        }
    }
}
