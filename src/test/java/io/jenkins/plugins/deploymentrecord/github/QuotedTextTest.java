package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign text appears in a log as one short, harmless line. */
class QuotedTextTest {

    private static String textOf(String message) {
        try (var gitHub = GitHubStandIn.start()) {
            String body = new ObjectMapper()
                    .createObjectNode()
                    .put("message", message)
                    .toString();
            gitHub.answerNext(422, Map.of(), body);
            return Clients.failure(gitHub.url()).getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\n\r\nb",
                "a\tb",
                "a\u0000b",
                "a\u0007\u0008b",
                "a\u001bb",
                "a\u0085b",
                "a\u009bb",
                "a\u00adb",
                "a\u200bb",
                "a\u200e\u200fb",
                "a\u2028b",
                "a\u2029b",
                "a\u202a\u202b\u202c\u202d\u202eb",
                "a\u2066\u2067\u2068\u2069b",
                "a\ufeffb",
                "a\udb40\udc41b",
                "a     b",
                " \n a b \n "
            })
    void invisibleCharactersAreDroppedFromAQuotation(String message) {
        assertThat(textOf(message), containsString("GitHub says: \"a b\"\n"));
    }

    @Test
    void unpairedSurrogatesAreDroppedFromAQuotation() {
        try (var server = RawServer.answering(RawServer.http("422 No", "", "{\"message\": \"a\\ud800b\\udc00\"}"))) {
            assertThat(Clients.failure(server.url()).getMessage(), containsString("GitHub says: \"a b\"\n"));
        }
    }

    @Test
    void colorCodesAreDroppedFromAQuotation() {
        assertThat(textOf("\u001b[31mred\u001b[0m"), containsString("GitHub says: \"[31mred [0m\"\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{0} ''{1}'' '{2}'", "$1 \\1 %s", "\u4e2d\u6587 \u0416 \ud83d\ude80 \u00e9"})
    void visibleCharactersAreQuotedUnchanged(String message) {
        assertThat(textOf(message), containsString("GitHub says: \"" + message + "\"\n"));
    }

    @Test
    void quotationIsCutAfterThreeHundredCharacters() {
        String rocket = "\ud83d\ude80";
        assertThat(textOf(rocket.repeat(300)), containsString("GitHub says: \"" + rocket.repeat(300) + "\"\n"));
        assertThat(textOf(rocket.repeat(301)), containsString("GitHub says: \"" + rocket.repeat(300) + "\u2026\"\n"));
        assertThat(textOf("x".repeat(500_000)), containsString("GitHub says: \"" + "x".repeat(300) + "\u2026\"\n"));
    }

    @Test
    void shortPrintableValueIsNotChanged() {
        assertThat(Texts.clean("a  b"), is("a  b"));
        assertThat(Texts.clean("a\u001b  b"), is("a b"));
        assertThat(Texts.clean("a  b" + "x".repeat(296)), is("a  b" + "x".repeat(296)));
        assertThat(Texts.clean("x".repeat(301)), is("x".repeat(300) + '\u2026'));
    }
}
