package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables in a text, in Jenkins' syntax. */
class VariableTextTest {

    private static final Map<String, String> VALUES =
            Map.of("VERSION", "1.4.2", "a.b", "dotted", "MONEY", "$VERSION", "BACKSLASH", "C:\\x", "NOTHING", "");

    private static VariableText expand(String text) {
        return VariableText.expand(text, VALUES::get);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1.4.2, 1.4.2",
                "$VERSION, 1.4.2",
                "v${VERSION}-x, v1.4.2-x",
                "$VERSION$VERSION, 1.4.21.4.2",
                "${a.b}, dotted",
                "$MONEY, $VERSION",
                "$BACKSLASH, C:\\x",
                "x$NOTHING, x",
                "$$VERSION, $VERSION",
                "$$$VERSION, $1.4.2",
                "5$, 5$",
                "${}, ${}",
                "${VERSION, ${VERSION",
                "$-, $-"
            })
    void variablesAreExpandedAsInJenkins(String text, String expected) {
        assertThat(expand(text), is(new VariableText(expected, Set.of())));
    }

    @Test
    void variablesWithoutAValueRemainAndAreListed() {
        VariableText expanded = expand("$VERISON-${VERSION}-${OTHER.ONE}-$VERISON");

        assertThat(expanded.value(), is("$VERISON-1.4.2-${OTHER.ONE}-$VERISON"));
        assertThat(expanded.unknown(), contains("VERISON", "OTHER.ONE"));
        assertThat(VariableText.names("$VERISON $$NONE ${VERSION}"), contains("VERISON", "VERSION"));
        assertThat(VariableText.names("1.4.2"), is(empty()));
        assertThat("as a shell writes it", VariableText.names("${VERSION:-1.0}"), contains("VERSION:-1.0"));
    }

    /** The expansion reads each value once, and stops as soon as the text is too long. */
    @Test
    void expansionStopsWhenTheTextBecomesTooLong() {
        var lookedUp = new ArrayList<String>();
        VariableText expanded = VariableText.expand("$BIG".repeat(1_000), name -> {
            lookedUp.add(name);
            return "x".repeat(1_000_000);
        });

        assertThat(lookedUp.size(), is(1));
        assertThat(VariableText.isTooLong(expanded.value()), is(true));
        assertThat(expanded.value().length(), is(lessThan(3 * VariableText.MAX_LENGTH)));
    }

    @Test
    void textOfMoreThan4096CharactersIsTooLong() {
        assertThat(VariableText.isTooLong("x".repeat(4096)), is(false));
        assertThat(VariableText.isTooLong("x".repeat(4097)), is(true));
    }
}
