package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Instant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator is told about a server, a token and an organization; nothing is written for that. */
@Timeout(60)
class ConnectionCheckTest {

    private static final String LIMIT =
            "{\"resources\": {\"core\": {\"limit\": 5000, \"remaining\": 4990, \"reset\": 1772366400}}}";
    private static final String LEFT = "GOOD 4990 of 5000 requests are left until " + LogTime.format(Instant.parse("2026-03-01T12:00:00Z")) + ".";
    private static final String WRITE = "UNSURE Whether the token may write deployment records cannot be found out"
            + " without writing one; nothing was written.";

    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        assertThat("written", gitHub.received(), is(empty()));
        gitHub.close();
    }

    private static List<String> findings(String url, String organization) {
        return ConnectionCheck.run(Clients.http().build(), ApiUrl.of(url), organization, Clients.TOKEN, "test").stream()
                .map(finding -> finding.severity() + " " + finding.text())
                .toList();
    }

    private List<String> findings(String organization) {
        return findings(gitHub.url(), organization);
    }

    private String reached() {
        return "GOOD 127.0.0.1:" + gitHub.port() + " was reached.";
    }

    @Test
    void allIsWell() {
        scriptUpToRecords(200);
        assertThat(
                findings(" octo-org "),
                contains(
                        reached(),
                        LEFT,
                        "GOOD The token belongs to the user octocat.",
                        "GOOD The organization octo-org can be seen.",
                        "GOOD The token may read deployment records of octo-org.",
                        WRITE));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutAnOrganization(String organization) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        assertThat(
                findings(organization),
                contains(
                        reached(),
                        LEFT,
                        "GOOD The token belongs to the user octocat.",
                        "UNSURE No organization is set here, so nothing was asked about one; each job has to name its"
                                + " own.",
                        WRITE));
    }

    @Test
    void aTokenThatIsNotAccepted() {
        gitHub.answerNext(401, Map.of(), "{\"message\": \"Bad credentials\"}");
        assertThat(
                findings("octo-org"),
                contains(
                        reached(),
                        "BAD The token is not accepted (401): it is not one, has expired or was revoked, or is another"
                                + " server's."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]", "{\"resources\": {\"core\": 1}}", "\u0000"})
    void anotherServer(String body) {
        gitHub.answerNext(200, Map.of(), body);
        assertThat(findings("octo-org"), contains(notGitHub(200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 403, 404, 500})
    void aServerWithoutALimit(int status) {
        gitHub.answerNext(status, Map.of(), LIMIT);
        assertThat(findings("octo-org"), contains(notGitHub(status)));
    }

    private String notGitHub(int status) {
        return "BAD 127.0.0.1:" + gitHub.port() + " was reached, but does not answer as GitHub does (" + status
                + "). Check the API URL; GitHub's is https://api.github.com";
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "1e400", "\"soon\"", "null"})
    void aResetThatIsNoTime(String reset) {
        gitHub.answerNext(
                200,
                Map.of(),
                "{\"resources\": {\"core\": {\"limit\": 1, \"remaining\": 1, \"reset\": " + reset + "}}}");
        assertThat(findings(""), not(empty()));
    }

    @Test
    void anInstallationAndItsExpiry() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(
                403,
                Map.of("GitHub-Authentication-Token-Expiration", "" + LogTime.format(Instant.parse("2026-04-01T12:00:00Z"))),
                "{\"message\": \"No\"}");
        assertThat(
                findings("").subList(2, 4),
                contains(
                        "GOOD The token is not a user's: it is that of a GitHub App's installation.",
                        "GOOD The token expires: " + LogTime.format(Instant.parse("2026-04-01T12:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500})
    void anUnknownOwner(int status) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(status, Map.of(), "{}");
        assertThat(findings("").get(2), is("UNSURE Whose token it is, is not known (" + status + ")."));
    }

    @Test
    void aTokenThatIsRevokedMeanwhile() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(401, Map.of(), "{}");
        assertThat(findings("octo-org"), contains(reached(), LEFT, "UNSURE Whose token it is, is not known (401)."));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 302})
    void anOrganizationThatCannotBeSeen(int status) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(200, Map.of(), "{\"login\": \"octocat\"}");
        gitHub.answerNext(status, Map.of(), "{}");
        assertThat(
                findings("octo-org").subList(3, 5),
                contains(
                        "BAD The organization octo-org cannot be seen with this token (" + status + "): it does not"
                                + " exist, is a user account, or the token does not cover it.",
                        WRITE));
    }

    @Test
    void aMissingPermission() {
        scriptUpToRecords(403);
        assertThat(
                findings("octo-org").subList(4, 6),
                contains(
                        "BAD The token lacks the permission for deployment records of octo-org (403): give it the"
                                + " repository permission \"Artifact metadata: write\".",
                        WRITE));
    }

    @Test
    void anUnknownPermission() {
        scriptUpToRecords(404);
        assertThat(
                findings("octo-org").get(4),
                is("UNSURE Whether the token may read deployment records of octo-org is not known (404)."));
    }

    private void scriptUpToRecords(int status) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(200, Map.of(), "{\"login\": \"octocat\"}");
        gitHub.answerNext(200, Map.of(), "{\"login\": \"octo-org\"}");
        gitHub.answerNext(status, Map.of(), "{}");
    }

    @Test
    void noToken() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(
                200,
                Map.of("GitHub-Authentication-Token-Expiration", Clients.SECRET),
                "{\"login\": \"a\\n" + Clients.SECRET + "\"}");
        assertThat(
                findings("").subList(2, 4),
                contains("GOOD The token belongs to the user a ****.", "GOOD The token expires: ****"));
    }

    @Test
    void noServer() {
        assertThat(
                findings("http://127.0.0.1:1", "octo-org"),
                contains(startsWith("BAD 127.0.0.1:1 cannot be connected to (ConnectException: ")));
    }

    @Test
    void noAnswer() {
        var end = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> end.await())) {
            var http = Clients.http().callTimeout(Duration.ofMillis(300)).build();
            var findings = ConnectionCheck.run(http, ApiUrl.of(server.url()), "octo-org", Clients.TOKEN, "test");
            assertThat(
                    findings.stream().map(ConnectionCheck.Finding::text).toList(),
                    contains(matchesPattern("(?s).* did not answer in time: .*")));
            end.countDown();
        }
    }

    /** The client keeps connections, and a server drops one that is idle without a word. */
    @Test
    void aConnectionThatWasKeptMayBeGone() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + LIMIT.length() + "\r\n\r\n" + LIMIT;
        try (var droppingServer = RawServer.answering(answer.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(
                    findings(droppingServer.url(), "octo-org"),
                    contains(
                            "GOOD 127.0.0.1:" + droppingServer.port() + " was reached.",
                            LEFT,
                            "UNSURE Whose token it is, is not known (200).",
                            "GOOD The organization octo-org can be seen.",
                            "GOOD The token may read deployment records of octo-org.",
                            WRITE));
        }
    }
}
