package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The findings about a server, a token and an organization; the check writes nothing. */
@Timeout(60)
class ConnectionCheckTest {

    private static final String LIMIT =
            "{\"resources\": {\"core\": {\"limit\": 5000, \"remaining\": 4990, \"reset\": 1772366400}}}";
    private static final Clock CLOCK = Clock.fixed(Clients.NOW, ZoneOffset.UTC);
    private static final String GOOD = "OK All is well, as far as can be tested without writing a record.";
    private static final String LOOK = "WARNING No error was found, but there are warnings.";
    private static final String WRONG = "ERROR Records cannot be written with these settings: see the errors.";
    private static final String OCTOCAT = "OK The token belongs to the user octocat.";
    private static final String LEFT = "OK 4990 of 5000 requests are left until " + time("2026-03-01T12:00:00Z") + ".";
    private static final String WRITE = "OK The permission to write deployment records cannot be tested without"
            + " writing a record; nothing was written.";

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
        return findings(url, organization, Clients.TOKEN);
    }

    private static List<String> findings(String url, String organization, GitHubToken token) {
        return ConnectionCheck.run(Clients.http().build(), ApiUrl.of(url), organization, token, "test", CLOCK).stream()
                .map(finding -> finding.severity() + " " + finding.text())
                .toList();
    }

    private static String time(String instant) {
        return LogTime.format(Instant.parse(instant));
    }

    private List<String> findings(String organization) {
        return findings(gitHub.url(), organization);
    }

    private String reached() {
        return "OK 127.0.0.1:" + gitHub.port() + " was reached.";
    }

    @Test
    void connectionCheckReportsThatAllIsWell() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(200, Map.of(), "{\"login\": \"octocat\"}");
        gitHub.answerNext(200, Map.of(), "{\"login\": \"octo-org\"}");
        gitHub.answerNext(200, Map.of(), "{\"total_count\": 0, \"deployment_records\": []}");
        assertThat(
                findings(" octo-org "),
                contains(
                        GOOD,
                        reached(),
                        LEFT,
                        OCTOCAT,
                        "OK The token can see the organization octo-org.",
                        "OK The token may read deployment records of octo-org.",
                        WRITE));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void connectionCheckWithoutAnOrganizationChecksTheTokenOnly(String organization) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        assertThat(
                findings(organization),
                contains(
                        GOOD,
                        reached(),
                        LEFT,
                        OCTOCAT,
                        "OK No organization is set here, so no organization was checked; each job must name its"
                                + " own.",
                        WRITE));
    }

    @Test
    void badTokenIsAnError() {
        gitHub.answerNext(401, Map.of(), "{\"message\": \"Bad credentials\"}");
        assertThat(findings("octo-org"), contains(WRONG, badToken()));
    }

    private String badToken() {
        return "ERROR 127.0.0.1:" + gitHub.port() + " was reached, but does not accept the token (401): it is not a"
                + " token, has expired, was revoked, or belongs to another server.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]", "{\"resources\": {\"core\": 1}}", "\u0000"})
    void answerFromAnotherServerIsAnError(String body) {
        gitHub.answerNext(200, Map.of(), body);
        assertThat(findings("octo-org"), contains(WRONG, notGitHub(200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404, 422})
    void serverWithoutARateLimitResourceIsAnError(int status) {
        gitHub.answerNext(status, Map.of(), LIMIT);
        assertThat(findings("octo-org"), contains(WRONG, notGitHub(status)));
    }

    private String notGitHub(int status) {
        return "ERROR 127.0.0.1:" + gitHub.port() + " was reached, but does not answer like GitHub (" + status
                + "). Check the API URL; GitHub's is https://api.github.com";
    }

    /**
     * The server may become unavailable at any question. The API URL is right in that case, so no finding asks to check
     * it.
     */
    @ParameterizedTest
    @CsvSource({"500, 0", "502, 1", "503, 2", "503, 3"})
    void unavailableServerIsAWarning(int status, int answersBefore) {
        script(answersBefore);
        gitHub.answerNext(status, Map.of(), "{\"message\": \"Service unavailable\"}");
        List<String> findings = findings("octo-org");
        assertThat(findings.get(0), is(LOOK));
        assertThat(
                findings.get(findings.size() - 1),
                is("WARNING 127.0.0.1:" + gitHub.port() + " was reached, but cannot answer at present (" + status
                        + "). Test again later; https://www.githubstatus.com shows whether GitHub works."));
    }

    @ParameterizedTest
    @CsvSource({"403, 0", "429, 1", "403, 2", "429, 3"})
    void rateLimitIsAWarningWithItsEnd(int status, int answersBefore) {
        script(answersBefore);
        gitHub.answerNext(
                status, Map.of("Retry-After", "30"), "{\"message\": \"You have exceeded a secondary rate limit\"}");
        List<String> findings = findings("octo-org");
        assertThat(findings.get(0), is(LOOK));
        assertThat(
                findings.get(findings.size() - 1),
                is("WARNING 127.0.0.1:" + gitHub.port() + " limits the token (" + status + ") until "
                        + time("2026-03-01T12:00:30Z") + ". Test again then."));
    }

    @Test
    void rateLimitInWordsAloneIsAWarning() {
        gitHub.answerNext(403, Map.of(), "{\"message\": \"You have exceeded a secondary rate limit\"}");
        assertThat(
                findings("octo-org"),
                contains(
                        LOOK,
                        "WARNING 127.0.0.1:" + gitHub.port() + " limits the token (403) until "
                                + time("2026-03-01T12:01:00Z") + ". Test again then."));
    }

    @Test
    void exhaustedRateLimitIsAWarning() {
        gitHub.answerNext(200, Map.of(), LIMIT.replace("4990", "0"));
        assertThat(
                findings("").subList(0, 3),
                contains(
                        LOOK,
                        reached(),
                        "WARNING 0 of 5000 requests are left until " + time("2026-03-01T12:00:00Z") + "."));
    }

    @ParameterizedTest
    @CsvSource({"410, Gone", "400, API version 2022-11-28 is not supported"})
    void endedApiVersionIsAnError(int status, String message) {
        gitHub.answerNext(status, Map.of(), "{\"message\": \"" + message + "\"}");
        assertThat(
                findings("octo-org"),
                contains(
                        WRONG,
                        "ERROR 127.0.0.1:" + gitHub.port()
                                + " no longer accepts requests with the API version 2022-11-28 ("
                                + status + "). Update this plugin."));
    }

    @Test
    void apiVersionThatEndsSoonIsAWarning() {
        gitHub.answerNext(200, Map.of("Sunset", "Fri, 10 Apr 2026 00:00:00 GMT"), LIMIT);
        assertThat(
                findings("").subList(0, 4),
                contains(
                        LOOK,
                        reached(),
                        LEFT,
                        "WARNING GitHub ends the API version 2022-11-28 at " + time("2026-04-10T00:00:00Z")
                                + ". Update this plugin before then."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 10 Mar 2028 00:00:00 GMT", "soon"})
    void apiVersionThatEndsInYearsIsNotAWarning(String sunset) {
        gitHub.answerNext(200, Map.of("Sunset", sunset), LIMIT);
        assertThat(findings("").get(0), is(GOOD));
    }

    @Test
    void proxyThatRequiresAPasswordIsAnError() {
        try (var server = RawServer.answering(RawServer.http("407 No", "", ""))) {
            assertThat(
                    findings(server.url(), "octo-org").get(1),
                    startsWith("ERROR The proxy on the way to 127.0.0.1:" + server.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "1e400", "\"soon\"", "null"})
    void malformedRateLimitResetIsTolerated(String reset) {
        gitHub.answerNext(
                200,
                Map.of(),
                "{\"resources\": {\"core\": {\"limit\": 1, \"remaining\": 1, \"reset\": " + reset + "}}}");
        assertThat(findings("").get(0), is(GOOD));
    }

    @Test
    void tokenOfAnInstallationIsReported() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(403, Map.of(), "{\"message\": \"Resource not accessible by integration\"}");
        assertThat(findings("").get(3), is("OK The token belongs to an installation of a GitHub App."));
    }

    private void scriptExpiry(String expiry) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(200, Map.of("GitHub-Authentication-Token-Expiration", expiry), "{\"login\": \"octocat\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-03 12:00:00 UTC, 2026-03-03T12:00:00Z",
        "2026-03-15 13:59:59 +0200, 2026-03-15T11:59:59Z",
        "2026-02-28 12:00:00 UTC, 2026-02-28T12:00:00Z"
    })
    void tokenThatExpiresSoonIsAWarning(String header, String shown) {
        scriptExpiry(header);
        List<String> findings = findings("");
        assertThat(findings.get(0), is(LOOK));
        assertThat(findings.get(4), is("WARNING The token expires at " + time(shown) + "."));
    }

    @Test
    void tokenThatExpiresLaterIsNotAWarning() {
        scriptExpiry("2026-03-15 12:00:00 UTC");
        List<String> findings = findings("");
        assertThat(findings.get(0), is(GOOD));
        assertThat(findings.get(4), is("OK The token expires at " + time("2026-03-15T12:00:00Z") + "."));
    }

    /** Jenkins renews the token each hour. */
    @Test
    void expiryOfAnInstallationTokenIsNotAWarning() {
        scriptExpiry("2026-03-01 13:00:00 UTC");
        assertThat(
                findings(gitHub.url(), "", GitHubToken.of("ghs_abc").orElseThrow())
                        .get(4),
                is("OK The token expires at " + time("2026-03-01T13:00:00Z") + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2026-13-40 99:00:00 UTC", "99999999999-01-01 00:00:00 UTC", Clients.SECRET})
    void malformedTokenExpiryIsIgnored(String header) {
        scriptExpiry(header);
        assertThat(findings("").subList(3, 5), contains(is(OCTOCAT), startsWith("OK No organization is set here")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 302})
    void unknownOwnerOfTheTokenIsAWarning(int status) {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(status, Map.of(), "{}");
        assertThat(findings("").get(3), is("WARNING The owner of the token is not known (" + status + ")."));
    }

    @Test
    void tokenRevokedDuringTheCheckIsAnError() {
        script(1);
        gitHub.answerNext(401, Map.of(), "{}");
        assertThat(findings("octo-org"), contains(WRONG, reached(), LEFT, badToken()));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 302})
    void invisibleOrganizationIsAnError(int status) {
        script(2);
        gitHub.answerNext(status, Map.of(), "{}");
        assertThat(
                findings("octo-org"),
                contains(
                        WRONG,
                        reached(),
                        LEFT,
                        OCTOCAT,
                        "ERROR The token cannot see the organization octo-org (" + status + "): it does not"
                                + " exist, is a user account, or is not covered by the token."));
    }

    @Test
    void requiredSingleSignOnIsReportedWithItsAddress() {
        script(2);
        gitHub.answerNext(
                403,
                Map.of("X-GitHub-SSO", "required; url=https://github.com/orgs/octo-org/sso?authorization_request=AZSC"),
                "{}");
        assertThat(
                findings("octo-org").get(4),
                endsWith(" The token's owner can authorize the token for single sign-on at"
                        + " https://github.com/orgs/octo-org/sso?authorization_request=AZSC"));
    }

    @Test
    void missingPermissionIsAnErrorThatNamesIt() {
        script(3);
        gitHub.answerNext(
                403,
                Map.of("X-Accepted-GitHub-Permissions", "artifact_metadata=read"),
                "{\"message\": \"Resource not accessible by personal access token\"}");
        List<String> findings = findings("octo-org");
        assertThat(findings.get(0), is(WRONG));
        assertThat(
                findings.subList(5, 7),
                contains(
                        "ERROR The token lacks the permission for deployment records of octo-org (403): give it the"
                                + " repository permission \"Artifact metadata: write\". The permission that GitHub"
                                + " requires: artifact_metadata=read.",
                        WRITE));
    }

    /** The real GitHub gives this answer for an unknown artifact. */
    @Test
    void unknownArtifactIsTheExpectedAnswerToAGoodToken() {
        script(3);
        gitHub.answerNext(
                404,
                Map.of("X-Accepted-GitHub-Permissions", "artifact_metadata=read"),
                "{\"message\": \"no artifacts found\"}");
        assertThat(
                findings("octo-org"),
                contains(
                        GOOD,
                        reached(),
                        LEFT,
                        OCTOCAT,
                        "OK The token can see the organization octo-org.",
                        "OK Reading deployment records of octo-org was not refused: GitHub has no such artifact"
                                + " (404), as expected. A token without the permission gets the"
                                + " same answer, so this does not prove the permission. The permission that GitHub"
                                + " requires:"
                                + " artifact_metadata=read.",
                        WRITE));
    }

    @ParameterizedTest
    @CsvSource({"404, <html>", "404, {}", "302, {}", "418, {}"})
    void answerWithoutGitHubsMessageLeavesThePermissionUnknown(int status, String body) {
        script(3);
        gitHub.answerNext(status, Map.of(), body);
        List<String> findings = findings("octo-org");
        assertThat(findings.get(0), is(LOOK));
        assertThat(
                findings.get(5),
                is("WARNING It is not known whether the token may read deployment records of octo-org (" + status
                        + ")."));
    }

    /** Scripts the first of the good answers. */
    private void script(int answers) {
        List.of(LIMIT, "{\"login\": \"octocat\"}", "{\"login\": \"octo-org\"}")
                .subList(0, answers)
                .forEach(body -> gitHub.answerNext(200, Map.of(), body));
    }

    @Test
    void tokenEchoedByTheServerIsMasked() {
        gitHub.answerNext(200, Map.of(), LIMIT);
        gitHub.answerNext(200, Map.of(), "{\"login\": \"a\\n" + Clients.SECRET + "\"}");
        assertThat(findings("").get(3), is("OK The token belongs to the user a ****."));
    }

    @Test
    void unreachableServerIsAnError() {
        assertThat(
                findings("http://127.0.0.1:1", "octo-org"),
                contains(is(WRONG), startsWith("ERROR 127.0.0.1:1 cannot be connected to (ConnectException: ")));
    }

    @Test
    void missingAnswerIsAnError() {
        var end = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> end.await())) {
            var http = Clients.http().callTimeout(Duration.ofMillis(300)).build();
            var findings = ConnectionCheck.run(http, ApiUrl.of(server.url()), "octo-org", Clients.TOKEN, "test", CLOCK);
            assertThat(
                    findings.stream().map(ConnectionCheck.Finding::text).toList(),
                    contains(startsWith("Records cannot be"), matchesPattern("(?s).* did not answer in time: .*")));
            end.countDown();
        }
    }

    /** The client keeps connections, and a server may silently close an idle connection. */
    @Test
    void connectionCheckReplacesADroppedConnection() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + LIMIT.length() + "\r\n\r\n" + LIMIT;
        try (var droppingServer = RawServer.answering(answer.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(
                    findings(droppingServer.url(), "octo-org"),
                    contains(
                            LOOK,
                            "OK 127.0.0.1:" + droppingServer.port() + " was reached.",
                            LEFT,
                            "WARNING The owner of the token is not known (200).",
                            "OK The token can see the organization octo-org.",
                            "OK The token may read deployment records of octo-org.",
                            WRITE));
        }
    }
}
