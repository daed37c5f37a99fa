package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.publisher.JenkinsWithStandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the build's log tells when GitHub does not take a record. */
class GitHubErrorsTest extends JenkinsWithStandIn {

    private static final String ERRORS =
            "https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/docs/errors.md";

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    private String error(int status, Map<String, String> headers, String body) throws Exception {
        gitHub.answerNext(status, headers, body);
        return error();
    }

    private String error(int status, String message) throws Exception {
        return error(status, JSON, "{\"message\": \"" + message + "\"}");
    }

    private String error() throws Exception {
        var run = build(Result.FAILURE, RECORD);
        jenkins.assertLogNotContains("\tat ", run);
        jenkins.assertLogNotContains("Recorded for", run);
        return message(run, "ERROR: ");
    }

    @Test
    void tokenIsNotAccepted() throws Exception {
        assertThat(error(401, "Bad credentials"), is("""
                ERROR: 127.0.0.1:%s does not accept the token (401). GitHub says: "Bad credentials"
                Check that
                  - the credential holds the token itself, without "Bearer" or a user name in front
                  - the token has not expired or been revoked
                  - it is a token for this server
                More: %s#401-the-token-is-not-accepted""".formatted(gitHub.port(), ERRORS)));
    }

    @Test
    void nothingIsFound() throws Exception {
        assertThat(error(404, "Not Found"), is("""
                ERROR: 127.0.0.1:%s does not find what the record speaks of (404). GitHub says: "Not Found"
                Check that
                  - githubRepository names the repository that the artifact was built from (it was not given), \
                or GitHub has a provenance attestation of %s
                  - the token has the repository permission "Artifact metadata: write" and covers that repository
                  - octo-org is an organization, not a user account, is written as on GitHub, and can be seen with the token
                More: %s#404-not-found""".formatted(gitHub.port(), DIGEST, ERRORS)));
    }

    @Test
    void permissionIsMissing() throws Exception {
        assertThat(
                error(403, "Resource not accessible by personal access token"),
                allOf(
                        containsString("403"),
                        containsString("\"Resource not accessible by personal access token\""),
                        containsString("\"Artifact metadata: write\"")));
    }

    @Test
    void tokenIsLimited() throws Exception {
        assertThat(
                error(403, Map.of("Retry-After", "30"), "{\"message\": \"You have exceeded a secondary rate limit\"}"),
                allOf(
                        containsString("limits the token (403)"),
                        containsString("not again before 20"),
                        containsString("\"You have exceeded a secondary rate limit\"")));
    }

    @Test
    void requestsAreUsedUp() throws Exception {
        assertThat(
                error(
                        429,
                        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "2000000000"),
                        "{\"message\": \"API rate limit exceeded\"}"),
                allOf(
                        containsString("limits the token (429)"),
                        containsString("its requests are used up until "),
                        containsString("\"API rate limit exceeded\"")));
    }

    @Test
    void conflict() throws Exception {
        assertThat(
                error(409, "Conflict"),
                allOf(containsString("(409)"), containsString("cluster"), containsString("\"Conflict\"")));
    }

    @Test
    void recordIsNotAccepted() throws Exception {
        assertThat(
                error(422, JSON, """
                        {"message": "Validation Failed", "errors": [{"field": "name", "code": "invalid"}]}"""),
                allOf(
                        containsString("does not accept the record (422)"),
                        containsString("Validation Failed"),
                        containsString("\"field\":\"name\"")));
    }

    @Test
    void gitHubIsBroken() throws Exception {
        // more often than it is tried within the server's budget
        for (int i = 0; i < 50; i++) {
            gitHub.answerNext(500, JSON, "{\"message\": \"Server Error\"}");
        }

        assertThat(
                error(),
                allOf(
                        containsString("cannot answer at present (500)"),
                        containsString("https://www.githubstatus.com")));
    }

    @Test
    void aPageAnswersInGitHubsPlace() throws Exception {
        assertThat(
                error(200, Map.of("Content-Type", "text/html"), "<html><body><h1>Please log in</h1></body></html>"),
                allOf(containsString("with a page instead of GitHub's JSON"), containsString("Please log in")));
    }

    @Test
    void aRedirect() throws Exception {
        assertThat(
                error(302, Map.of("Location", "https://elsewhere.example/"), ""),
                allOf(containsString("points to another place (302"), containsString("elsewhere.example")));
    }

    @Test
    void nobodyListens() throws Exception {
        gitHub.close();

        assertThat(
                error(),
                allOf(
                        containsString("127.0.0.1:" + gitHub.port() + " cannot be connected to"),
                        containsString("the server's API URL is right")));
    }

    @Test
    void nobodyAnswersInTime() throws Exception {
        DeploymentRecordsConfiguration.get().setTimeoutSeconds(1);
        for (int i = 0; i < 10; i++) {
            gitHub.hold();
        }

        assertThat(error(), containsString("127.0.0.1:" + gitHub.port() + " did not answer in time"));
    }

    /** A hostile server cannot write lines of its own into the log. */
    @Test
    void whatGitHubSaysStaysOnOneLine() throws Exception {
        assertThat(
                error(401, "no\\n[Pipeline] sh\\u001b[31m\\nFinished: SUCCESS"),
                containsString("GitHub says: \"no [Pipeline] sh [31m Finished: SUCCESS\"\n"));
    }
}
