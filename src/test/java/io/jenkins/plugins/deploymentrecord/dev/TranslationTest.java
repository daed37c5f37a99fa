package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** Jenkins' translators get every text through crowdin.yml, in one language. */
class TranslationTest {

    private static final String RESOURCES = "src/main/resources";

    private static List<String> texts() throws IOException {
        return Stream.concat(
                        ProjectTree.files(RESOURCES, ".properties").stream(),
                        ProjectTree.files(RESOURCES, ".html").stream())
                .toList();
    }

    private static JsonNode sources() throws IOException {
        return ProjectTree.yaml("crowdin.yml").get("files");
    }

    /** In Crowdin's patterns, two asterisks also match no directory at all; in Java's patterns, they do not. */
    private static boolean matches(String pattern, String file) {
        String glob = "glob:" + pattern.replace("/**/", "{/,/**/}");
        return FileSystems.getDefault().getPathMatcher(glob).matches(Path.of("/" + file));
    }

    @Test
    void eachTextHasExactlyOneSource() throws Exception {
        assertThat(texts(), is(not(empty())));
        for (String file : texts()) {
            var found = new ArrayList<String>();
            for (JsonNode source : sources()) {
                String pattern = source.get("source").asText();
                if (matches(pattern, file)) {
                    found.add(pattern);
                }
            }
            assertThat(file + ' ' + found, found.size(), is(1));
        }
    }

    @Test
    void aTranslationIsBesideItsTextAndIsNotASource() throws Exception {
        for (JsonNode source : sources()) {
            String pattern = source.get("source").asText();
            String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
            String translation = source.get("translation").asText();
            assertThat(translation, startsWith(folder + "%file_name%_%two_letters_code%"));
            assertThat(source.get("ignore").get(0).asText(), is(translation));
        }
    }

    /** Each text is a pattern for MessageFormat, in which a single apostrophe begins a quotation. */
    @Test
    void apostrophesOfTranslationsAreDoubled() throws Exception {
        for (JsonNode source : sources()) {
            if (source.get("source").asText().endsWith(".properties")) {
                assertThat(source.get("escape_quotes").asInt(), is(1));
            }
        }
    }

    @Test
    void theSourceTreeHasNoTranslations() throws Exception {
        assertThat(
                texts().stream()
                        .filter(file -> file.matches(".*_[a-z]{2}(_[A-Z]{2})?\\.(properties|html)"))
                        .toList(),
                is(empty()));
    }

    /** All pages except the plugin's description, which Jenkins shows without translation. */
    static List<String> pages() throws IOException {
        return ProjectTree.files(RESOURCES, ".jelly").stream()
                .filter(file -> !file.equals(RESOURCES + "/index.jelly"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageTakesItsTextsFromProperties(String file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        assertThat(
                ownTexts(factory.newDocumentBuilder()
                        .parse(ProjectTree.root().resolve(file).toFile())
                        .getDocumentElement()),
                is(empty()));
    }

    /** Returns the texts between tags, except expressions; the documentation of a taglib is for developers. */
    private static List<String> ownTexts(Element element) {
        var texts = new ArrayList<String>();
        if ("documentation".equals(element.getLocalName())) {
            return texts;
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                texts.addAll(ownTexts(inner));
            } else if (child instanceof Text text
                    && text.getData().replaceAll("\\$\\{[^}]*}", "").matches("(?s).*\\p{L}{2}.*")) {
                texts.add(text.getData().strip());
            }
        }
        return texts;
    }
}
