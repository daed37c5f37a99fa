package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer with a success status that does not come from GitHub. */
@Timeout(60)
class UnreadableAnswerTest {

    private static final String MORE = Clients.more("an-answer-that-is-not-githubs");

    private static String text(byte[] answer) {
        try (var server = RawServer.answering(answer)) {
            GitHubException failure = Clients.failure(server.url());
            assertThat(failure, is(instanceOf(GitHubException.UnexpectedAnswer.class)));
            return failure.getMessage().replace("127.0.0.1:" + server.port(), "host");
        }
    }

    private static String text(String body) {
        return text(RawServer.http("200 OK", "", body));
    }

    static Stream<Arguments> notGitHubs() {
        return Stream.of(
                Arguments.of("{\"total_count\": ", "{\"total_count\":"),
                Arguments.of("OK", "OK"),
                Arguments.of("[{\"total_count\": 1}]", "[{\"total_count\": 1}]"),
                Arguments.of("\"text\"", "\"text\""),
                Arguments.of("null", "null"),
                Arguments.of("1", "1"),
                Arguments.of("\u0000\u0001", ""),
                Arguments.of("[".repeat(100_000), "[".repeat(300) + '\u2026'),
                Arguments.of("{\"a\":".repeat(20_000), "{\"a\":".repeat(60) + '\u2026'),
                Arguments.of("1".repeat(100_000), "1".repeat(300) + '\u2026'));
    }

    @ParameterizedTest
    @MethodSource("notGitHubs")
    void successWithoutGitHubsJsonIsAnError(String body, String quoted) {
        assertThat(
                text(body),
                is("host answered 200 with something other than GitHub's JSON: \"" + quoted + "\"\n"
                        + "Check that no proxy on the way answers in place of GitHub, and that the server's API URL is"
                        + " right." + MORE));
    }

    @Test
    void successWithAPageIsAnError() {
        assertThat(
                text("<!DOCTYPE html><html><body><h1>Please</h1> log in</body></html>"),
                is("host answered 200 with a page instead of GitHub's JSON: \"Please log in\"\n"
                        + "Check that no proxy or log-in page on the way answers in place of GitHub, and that the server's"
                        + " API URL is right." + MORE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "201 Created", "204 No Content", "205 Reset Content"})
    void successWithoutABodyIsAnError(String status) {
        assertThat(
                text(RawServer.http(status, "", "")),
                is("host answered " + status.substring(0, 3)
                        + " with an empty body; it is not known whether GitHub has the record.\n"
                        + "Check that no proxy on the way answers in place of GitHub." + MORE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"total_count\":-1}",
                "{\"total_count\":null}",
                "{\"total_count\":{}}",
                "{\"total_count\":\"many\"}",
                "{\"message\":\"queued\"}",
                "{\"deployment_records\":[{\"id\":1}]}"
            })
    void successWithoutATotalCountIsAnError(String body) {
        assertThat(
                text(body),
                is("host answered 200, but does not say that it has the record: \"" + body + "\"\n"
                        + "Check that the server's API URL is right." + MORE));
    }

    private static final String ENDLESS = "host answered 200 with more than 1024 KiB, which GitHub never does.\n"
            + "Check that no proxy on the way answers in place of GitHub." + MORE;

    @Test
    void successOfMoreThanOneMebibyteIsAnError() {
        assertThat(text(confirmation(1024 * 1024 + 1)), is(ENDLESS));
    }

    @Test
    void successOfOneMebibyteIsRead() {
        try (var server = RawServer.answering(RawServer.http("200 OK", "", confirmation(1024 * 1024)))) {
            DeploymentRecordResponse read =
                    Clients.answer(Clients.of(server.url()).send(Records.built(Records.required()), Clients.TOKEN));
            assertThat(read.id(), is(7L));
        }
    }

    private static String confirmation(int length) {
        String start = "{\"total_count\": 1, \"deployment_records\": [{\"id\": 7}], \"more\": \"";
        return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    @Test
    void decompressionBombIsAnError() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 100; i++) {
                gzip.write(zeros);
            }
        }
        assertThat(text(RawServer.http("200 OK", "Content-Encoding: gzip\r\n", packed.toByteArray())), is(ENDLESS));
    }

    @Test
    void hugeBodyOfAFailureIsQuotedShortened() {
        try (var server = RawServer.answering(RawServer.http("500 No", "", "x".repeat(3_000_000)))) {
            assertThat(
                    Clients.failure(server.url()).getMessage(),
                    startsWith("127.0.0.1:" + server.port() + " cannot answer at present (500). The answer is not from"
                            + " GitHub: \"" + "x".repeat(300) + "\u2026\"\n"));
        }
    }

    @Test
    void truncatedFailureIsReportedByItsStatus() {
        byte[] cut = "HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\n{\"mess".getBytes(StandardCharsets.UTF_8);
        try (var server = RawServer.answering(cut)) {
            GitHubException failure = Clients.failure(server.url());
            assertThat(failure, is(instanceOf(GitHubException.Unauthorized.class)));
            assertThat(
                    failure.getMessage(),
                    startsWith("127.0.0.1:" + server.port()
                            + " does not accept the token (401). The answer gives no reason.\n"));
        }
    }
}
