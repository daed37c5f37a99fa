package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The docs contain every section that an error links to. */
class ErrorSectionTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    /** Returns the anchors that GitHub generates for the headings of the page. */
    private static List<String> anchors() throws IOException {
        return HEADING.matcher(Files.readString(page()))
                .results()
                .map(ErrorSectionTest::anchor)
                .toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Returns the page, seen from the root or from the folder of the client tier. */
    private static Path page() {
        Path here = Path.of("docs/errors.md");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorSectionExistsInTheDocs(ErrorSection section) throws IOException {
        assertThat(anchors(), hasItem(section.anchor()));
    }

    @Test
    void headingsOfTheErrorsPageHaveUniqueAnchors() throws IOException {
        assertThat(anchors().stream().distinct().count(), is((long) anchors().size()));
    }

    @Test
    void errorEndsWithTheAddressOfItsSection() {
        assertThat(
                ErrorSection.NOT_FOUND.endOf("It is not there."),
                is("It is not there." + Clients.more("404-not-found")));
    }
}
