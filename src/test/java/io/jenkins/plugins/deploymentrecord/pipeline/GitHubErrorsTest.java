package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The build's log explains why GitHub did not record a deployment. */
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

    /** Returns the log for a temporary error: the build goes on, and the record is still being delivered. */
    private String pending(int status, Map<String, String> headers, String body) throws Exception {
        for (int i = 0; i < 50; i++) {
            gitHub.answerNext(status, headers, body);
        }
        return pending();
    }

    private String pending() throws Exception {
        servers(impatientServer("stand-in", gitHub.url()));
        var run = build(
                Result.SUCCESS,
                "def value = " + RECORD.replaceFirst(" ", "(") + ")\necho \"pending: ${value.pending}\"");
        jenkins.assertLogContains("GitHub has not answered yet. The record is safe and is still being delivered", run);
        jenkins.assertLogContains("pending: true", run);
        jenkins.assertLogNotContains("Check that", run);
        return JenkinsRule.getLog(run);
    }

    /** The token may have been renewed just before. */
    @Test
    void aRefusedTokenIsRetried() throws Exception {
        assertThat(
                pending(401, JSON, "{\"message\": \"Bad credentials\"}"),
                containsString("GitHub refused the token (401). The same token is tried again every 30 seconds"));
    }

    @Test
    void a404WithARepositoryFailsTheBuild() throws Exception {
        gitHub.answerNext(404, JSON, "{\"message\": \"Not Found\"}");
        var run = build(Result.FAILURE, RECORD + ", githubRepository: 'shop'");

        assertThat(
                message(run, "ERROR: "),
                allOf(
                        containsString("(404). GitHub says: \"Not Found\""),
                        containsString("the token lacks the repository permission \"Artifact metadata: write\""),
                        endsWith(ERRORS + "#404-not-found")));
    }

    @Test
    void theCauseOfA404IsLookedUpWithTheSameToken() throws Exception {
        gitHub.answerNext(404, JSON, "{\"message\": \"Not Found\"}");
        gitHub.answerReads("/orgs/octo-org", 404, "{\"message\": \"Not Found\"}");
        gitHub.answerReads("/users/octo-org", 200, "{\"type\": \"User\"}");
        var run = build(Result.FAILURE, RECORD + ", githubRepository: 'shop'");

        assertThat(
                message(run, "ERROR: "),
                allOf(containsString("The cause: octo-org is a user account."), endsWith(ERRORS + "#404-not-found")));
        assertThat(gitHub.reads(), contains("/orgs/octo-org", "/users/octo-org"));
        assertThat(gitHub.readHeaders("Authorization"), everyItem(is("Bearer " + TOKEN)));
        assertThat(gitHub.received(), hasSize(1));
    }

    @Test
    void a404WithoutAKnownCauseListsThingsToCheck() throws Exception {
        gitHub.answerNext(404, JSON, "{\"message\": \"Not Found\"}");
        gitHub.answerReads("/orgs/octo-org", 500, "");
        var run = build(Result.FAILURE, RECORD + ", githubRepository: 'shop'");

        assertThat(
                message(run, "ERROR: "),
                containsString("\nCheck that\n  - octo-org/shop, which githubRepository names, exists"));
    }

    /** An attestation may be uploaded after the deployment. */
    @Test
    void a404WithoutARepositoryIsRetried() throws Exception {
        assertThat(pending(404, JSON, "{\"message\": \"Not Found\"}"), containsString("(404)"));
    }

    @Test
    void aMissingPermissionFailsTheBuild() throws Exception {
        assertThat(
                error(403, "Resource not accessible by personal access token"),
                allOf(
                        containsString("403"),
                        containsString("\"Resource not accessible by personal access token\""),
                        containsString("\"Artifact metadata: write\"")));
    }

    @Test
    void aSecondaryRateLimitIsRetried() throws Exception {
        assertThat(
                pending(
                        403,
                        Map.of("Retry-After", "30"),
                        "{\"message\": \"You have exceeded a secondary rate limit\"}"),
                allOf(
                        containsString("limits the token (403)"),
                        containsString("the limit ends at 20"),
                        containsString("\"You have exceeded a secondary rate limit\"")));
    }

    @Test
    void anExceededRateLimitIsRetried() throws Exception {
        assertThat(
                pending(
                        429,
                        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "2000000000"),
                        "{\"message\": \"API rate limit exceeded\"}"),
                allOf(
                        containsString("limits the token (429)"),
                        containsString("no requests are left until "),
                        containsString("\"API rate limit exceeded\"")));
    }

    /** GitHub may still be processing a request for the cluster. */
    @Test
    void aConflictIsRetried() throws Exception {
        assertThat(
                pending(409, JSON, "{\"message\": \"Conflict\"}"),
                allOf(containsString("(409)"), containsString("\"Conflict\"")));
    }

    @Test
    void aRecordThatGitHubRefusesFailsTheBuild() throws Exception {
        assertThat(
                error(422, JSON, """
                        {"message": "Validation Failed", "errors": [{"field": "name", "code": "invalid"}]}"""),
                allOf(
                        containsString("does not accept the record (422)"),
                        containsString("Validation Failed"),
                        containsString("\"field\":\"name\"")));
    }

    @Test
    void aServerErrorIsRetried() throws Exception {
        assertThat(
                pending(500, JSON, "{\"message\": \"Server Error\"}"),
                containsString("cannot answer at present (500)"));
    }

    @Test
    void anHtmlPageInsteadOfJsonIsRetried() throws Exception {
        assertThat(
                pending(200, Map.of("Content-Type", "text/html"), "<html><body><h1>Please log in</h1></body></html>"),
                allOf(containsString("with a page instead of GitHub's JSON"), containsString("Please log in")));
    }

    @Test
    void aRedirectFailsTheBuild() throws Exception {
        assertThat(
                error(302, Map.of("Location", "https://elsewhere.example/"), ""),
                allOf(containsString("redirects to "), containsString("elsewhere.example")));
    }

    @Test
    void aRefusedConnectionIsRetried() throws Exception {
        gitHub.close();

        assertThat(pending(), containsString("127.0.0.1:" + gitHub.port() + " cannot be connected to"));
    }

    @Test
    void aRequestTimeoutIsRetried() throws Exception {
        DeploymentRecordsConfiguration.get().setTimeoutSeconds(1);
        for (int i = 0; i < 10; i++) {
            gitHub.hold();
        }
        servers(impatientServer("stand-in", gitHub.url()));

        jenkins.assertLogContains("still being delivered", build(Result.SUCCESS, RECORD));
    }

    /** A malicious server must not be able to write lines of its own to the log. */
    @Test
    void aMessageOfGitHubIsLoggedOnOneLine() throws Exception {
        assertThat(
                error(422, "no\\n[Pipeline] sh\\u001b[31m\\nFinished: SUCCESS"),
                containsString("GitHub says: \"no [Pipeline] sh [31m Finished: SUCCESS\"\n"));
    }
}
