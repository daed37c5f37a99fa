package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each link between the pages has a target, and each page can be reached. */
class DocumentationLinksTest {

    private static final String OWN_PAGES = "https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/";

    private static final Pattern TARGET = Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"|url: (\\S+)");

    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) +(.+)$");

    static List<String> pages() throws IOException {
        return Stream.of(
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md"),
                        ProjectTree.files("docs", ".md").stream(),
                        ProjectTree.files(".github", ".md").stream(),
                        ProjectTree.files(".github/ISSUE_TEMPLATE", ".yml").stream())
                .flatMap(page -> page)
                .toList();
    }

    static List<String> docs() throws IOException {
        return ProjectTree.files("docs", ".md");
    }

    private static String withoutBlocks(String page) throws IOException {
        return ProjectTree.read(page).replaceAll("(?ms)^ *```.*?^ *```$", "");
    }

    /**
     * Returns the anchors that GitHub generates for the headings of a page; the second anchor of the same text ends in
     * -1.
     */
    private static Set<String> anchors(String page) throws IOException {
        var count = new HashMap<String, Integer>();
        return HEADING.matcher(withoutBlocks(page))
                .results()
                .map(heading -> heading.group(2)
                        .replaceAll("]\\([^)]*\\)", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .map(anchor -> {
                    int earlier = count.merge(anchor, 1, Integer::sum) - 1;
                    return earlier == 0 ? anchor : anchor + '-' + earlier;
                })
                .collect(Collectors.toSet());
    }

    /**
     * Returns the links of a page to files of this project, relative to the root, each with its anchor or an empty
     * anchor.
     */
    private static List<Map.Entry<String, String>> links(String page) throws IOException {
        Path folder =
                Path.of(page).getParent() == null ? Path.of("") : Path.of(page).getParent();
        return TARGET.matcher(withoutBlocks(page))
                .results()
                .map(DocumentationLinksTest::target)
                .filter(target -> target.startsWith(OWN_PAGES) || !target.matches("[a-z]+:.*"))
                .map(target -> {
                    String[] parts = target.replace(OWN_PAGES, "").split("#", 2);
                    String file = parts[0].isEmpty()
                            ? page
                            : target.startsWith(OWN_PAGES)
                                    ? parts[0]
                                    : folder.resolve(parts[0])
                                            .normalize()
                                            .toString()
                                            .replace('\\', '/');
                    return Map.entry(file, parts.length == 1 ? "" : parts[1]);
                })
                .toList();
    }

    private static String target(MatchResult found) {
        return Stream.of(found.group(1), found.group(2), found.group(3))
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachLinkLeadsToAFileAndAHeading(String page) throws Exception {
        for (Map.Entry<String, String> link : links(page)) {
            assertThat(link.getKey(), Files.isRegularFile(ProjectTree.root().resolve(link.getKey())), is(true));
            if (!link.getValue().isEmpty()) {
                assertThat(link.getKey(), anchors(link.getKey()), hasItem(link.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("docs")
    void theReadmeLinksEachPage(String page) throws Exception {
        assertThat(links("README.md").stream().map(Map.Entry::getKey).toList(), hasItem(page));
    }

    @Test
    void eachImageIsShown() throws Exception {
        Set<String> shown = Stream.concat(Stream.of("README.md"), docs().stream())
                .flatMap(page -> {
                    try {
                        return links(page).stream().map(Map.Entry::getKey);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.toSet());
        for (String image : ProjectTree.files("docs/images", ".png")) {
            assertThat(shown, hasItem(image));
        }
    }

    /** Each page answers one question, and each heading is at most one level below the heading before it. */
    @ParameterizedTest
    @MethodSource("docs")
    void eachPageHasAQuestionAsItsTitleAndOrderedHeadings(String page) throws Exception {
        Matcher heading = HEADING.matcher(withoutBlocks(page));
        int level = 0;
        while (heading.find()) {
            int next = heading.group(1).length();
            if (level == 0) {
                assertThat(heading.group(), matchesPattern("# .*\\?"));
                assertThat(heading.start(), is(0));
            } else {
                assertThat(heading.group(), next, is(allOf(greaterThan(1), lessThanOrEqualTo(level + 1))));
            }
            level = next;
        }
        assertThat(level > 0, is(true));
    }
}
