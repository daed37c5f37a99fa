package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A redirect ends the call: the token is not sent to another server. */
class RedirectTest {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsRefusedAndNotFollowed(int status) {
        try (var gitHub = GitHubStandIn.start();
                var elsewhere = GitHubStandIn.start()) {
            gitHub.answerNext(status, Map.of("Location", elsewhere.url() + "/secret-path?query=1"), "");
            GitHubException failure = Clients.failure(gitHub.url());

            assertThat(elsewhere.received(), is(empty()));
            assertThat(failure, is(instanceOf(GitHubException.Refused.class)));
            assertThat(
                    failure.getMessage(),
                    is("127.0.0.1:" + gitHub.port() + " redirects to 127.0.0.1 (" + status
                            + "). The token is not sent there.\n"
                            + "Check that\n"
                            + "  - the organization was not renamed\n"
                            + "  - the server's API URL is right; GitHub's is https://api.github.com"
                            + Clients.more("a-redirect")));
        }
    }

    @ParameterizedTest
    @CsvSource({"/relative, 127.0.0.1", "ftp://elsewhere.example/, ?", "https://Elsewhere.example/x, elsewhere.example"
    })
    void redirectErrorNamesTheHostAlone(String location, String shown) {
        assertThat(
                text("302 Found", "Location: " + location + "\r\n"),
                containsString("redirects to " + shown + " (302). The token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"300 Choices", "304 Not Modified", "307 Redirect"})
    void redirectWithoutALocationIsAnError(String status) {
        assertThat(text(status, ""), containsString("redirects to ? ("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"199 Odd", "000 Odd"})
    void statusBelow300IsNotARedirect(String status) {
        assertThat(text(status, ""), not(containsString("redirects to")));
    }

    private static String text(String status, String headers) {
        try (var server = RawServer.answering(RawServer.http(status, headers, ""))) {
            return Clients.failure(server.url()).getMessage();
        }
    }
}
