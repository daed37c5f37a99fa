package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No error and no record contains the token, wherever a server echoes it. */
class TokenSecrecyTest {

    /** Some places do not allow an underscore. */
    private static final String PLAIN = Clients.SECRET.replace("_", "");

    static Stream<Arguments> echoes() {
        return Stream.of(Clients.SECRET, PLAIN)
                .flatMap(token -> Stream.concat(wholeAnswers(token), brokenAnswers(token))
                        .map(answer -> Arguments.of(token, answer)));
    }

    private static Stream<byte[]> wholeAnswers(String token) {
        String page = "<html><script>" + "x".repeat(8192 - 34) + "</script>" + token + "</html>";
        return Stream.of(
                RawServer.http("401 No", "", "{\"message\": \"Bad token " + token + "\"}"),
                RawServer.http("401 No", "", "{\"message\": \"" + escaped(token) + "\"}"),
                RawServer.http("422 No", "", "{\"message\": {\"a\": \"" + token + "\"}}"),
                RawServer.http("422 No", "", "{\"message\": \"a\", \"errors\": [\"" + token + "\"]}"),
                RawServer.http("500 No", "", "Authorization: Bearer " + token),
                RawServer.http("500 No", "", "{\"other\": \"" + token + "\"}"),
                RawServer.http("502 No", "", "<html><title>" + token + "</title>"),
                RawServer.http("502 No", "", page),
                RawServer.http("502 No", "", "x".repeat(299 - token.length() / 2) + token),
                RawServer.http("500 No", "X-GitHub-Request-Id: " + token + "\r\n", "{}"),
                RawServer.http("500 " + token, "", "{}"),
                RawServer.http("403 No", "X-GitHub-SSO: required; url=https://a.example/" + token + "\r\n", "{}"),
                RawServer.http("404 No", "X-Accepted-GitHub-Permissions: " + token + "\r\n", "{}"),
                RawServer.http("302 Found", "Location: https://" + token + ".example/\r\n", ""),
                RawServer.http("302 Found", "Location: https://a.example/" + token + "?" + token + "\r\n", ""),
                RawServer.http("429 No", "Retry-After: " + token + "\r\n", token),
                RawServer.http("200 OK", "", token),
                RawServer.http("200 OK", "", "<html>" + token),
                RawServer.http("200 OK", "", "{\"a\": \"" + token + "\"}"),
                RawServer.http("200 OK", "", "{\"" + token));
    }

    private static Stream<byte[]> brokenAnswers(String token) {
        return Stream.of(
                        token + "\r\n\r\n",
                        "HTTP/1.1 " + token + "\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + token + "\r\n\r\n{}",
                        "HTTP/1.1 200 OK\r\n" + token + "\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + token + "\r\n",
                        "HTTP/1.1 204 No\r\nContent-Length: 9\r\nX: " + token + "\r\n\r\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String token) {
        return "\\u%04x".formatted((int) token.charAt(0)) + token.substring(1);
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void errorNeverContainsAnEchoedToken(String token, byte[] answer) throws Exception {
        try (var server = RawServer.answering(answer)) {
            GitHubException failure = Clients.failure(Clients.of(server.url())
                    .send(
                            Records.built(Records.required()),
                            GitHubToken.of(token).orElseThrow()));
            assertThat(server.requests().get(0), containsString("Bearer " + token));
            // half of the token would be too much, too
            assertThat(everythingOf(failure), not(containsStringIgnoringCase(token.substring(0, 15))));
            assertThat(everythingOf(failure), not(containsStringIgnoringCase(token.substring(token.length() - 15))));
        }
    }

    /** Returns the text, the stack trace with all causes and suppressed exceptions, and the serialized form. */
    private static String everythingOf(GitHubException failure) throws IOException {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        return failure + text.toString() + bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** The token with something between its characters, or with escaped characters. */
    static Stream<String> splitTokens() {
        return Stream.concat(
                Stream.of(
                                "\u200b",
                                "\u200d",
                                "\u2060",
                                "\u00ad",
                                "\ufeff",
                                "\u0000",
                                "\u001b",
                                "\u0085",
                                "\u202e",
                                "\u2028",
                                "\u034f",
                                "\ufe0f",
                                "\u0301",
                                "\u115f",
                                "\u3164",
                                "\u2800",
                                "\udb40\udc41",
                                "\n",
                                "\t",
                                " ",
                                "\u00a0",
                                "\\u200b",
                                "\\\\u200B",
                                "\\n",
                                "\\ud83d",
                                "%E2%80%8B",
                                "%25e2%2580%258b",
                                "%00",
                                "%0A",
                                "&#8203;",
                                "&#x200b;",
                                "&#x200B",
                                "&zwnj;",
                                "&amp;#8203;",
                                "&shy;",
                                "\u200b\\u200b%e2%80%8b ")
                        .map(splitter -> Clients.SECRET.substring(0, 20) + splitter + Clients.SECRET.substring(20)),
                Stream.of("\\u%04x", "\\\\u%04X", "\\x%02x", "%%%02x", "%%25%02X", "&#%d;", "&#x%x;", "&amp;#%d;")
                        .map(TokenSecrecyTest::written));
    }

    private static String written(String format) {
        return Clients.SECRET
                .chars()
                .mapToObj(c -> Clients.SECRET.indexOf(c) % 2 == 0 ? format.formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    static Stream<Arguments> splitEchoes() {
        return splitTokens()
                .flatMap(token -> Stream.of("Authorization: Bearer %s", "<html><p>%s</p></html>", "{\"other\": \"%s\"}")
                        .flatMap(body ->
                                Stream.of("500 No", "200 OK").map(status -> Arguments.of(status, body, token))));
    }

    @ParameterizedTest
    @MethodSource("splitEchoes")
    void errorNeverContainsPiecesOfASplitToken(String status, String body, String token) {
        String text = errorOf(RawServer.http(status, "", body.formatted(token)));
        assertThat(text, containsString("****"));
        assertNoPiece(text);
    }

    @ParameterizedTest
    @MethodSource("splitTokens")
    void quotedMessageNeverContainsPiecesOfASplitToken(String token) {
        String body =
                new ObjectMapper().createObjectNode().put("message", token).toString();
        assertNoPiece(errorOf(RawServer.http("422 No", "", body)));
    }

    @Test
    void quotedPageNeverContainsATokenSplitByMarkup() {
        String half = Clients.SECRET.substring(0, 20) + "<wbr>" + Clients.SECRET.substring(20);
        for (String before : List.of("", "<i></i>".repeat(1168), "<script>" + "x".repeat(8161) + "</script>")) {
            assertNoPiece(errorOf(RawServer.http("502 No", "", "<html>" + before + half)));
        }
    }

    private static String errorOf(byte[] answer) {
        try (var server = RawServer.answering(answer)) {
            return Clients.failure(server.url()).getMessage();
        }
    }

    private static void assertNoPiece(String text) {
        assertThat(text, not(containsStringIgnoringCase(Clients.SECRET.substring(0, 15))));
        assertThat(text, not(containsStringIgnoringCase(Clients.SECRET.substring(Clients.SECRET.length() - 15))));
        assertThat(text, not(containsStringIgnoringCase("RealToken")));
    }

    @Test
    void recordNeverContainsAnEchoedToken() {
        String body = """
                {"total_count": 1, "deployment_records": [{"digest": "a%1$s", "logical_environment": "%1$s",
                  "physical_environment": "%1$s", "cluster": "%1$s", "deployment_name": "%1$s", "created_at": "%1$s",
                  "updated_at": "%1$s"}]}
                """.formatted(Clients.SECRET);
        try (var server = RawServer.answering(RawServer.http("200 OK", "", body))) {
            DeploymentRecordResponse read =
                    Clients.answer(Clients.of(server.url()).send(Records.built(Records.required()), Clients.TOKEN));
            assertThat(
                    read,
                    is(new DeploymentRecordResponse(
                            null, "a****", "****", "****", "****", "****", "****", "****", null)));
        }
    }
}
