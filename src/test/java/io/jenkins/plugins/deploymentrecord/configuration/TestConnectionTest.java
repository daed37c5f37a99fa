package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;

/** Tests the messages of "Test connection". */
class TestConnectionTest extends JenkinsWithStandIn {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private FormValidation test(String credentialsId) {
        return ((DeploymentRecordServerDescriptor) Jenkins.get().getDescriptorOrDie(DeploymentRecordServer.class))
                .doTestConnection(gitHub.url(), "octo-org", credentialsId);
    }

    @Test
    void aConnectionTestWithoutFindingsSucceeds() {
        gitHub.answerNext(
                200,
                JSON,
                "{\"resources\": {\"core\": {\"limit\": 5000, \"remaining\": 4999, \"reset\": 1772366400}}}");
        gitHub.answerNext(200, JSON, "{\"login\": \"octocat\"}");
        gitHub.answerNext(200, JSON, "{\"login\": \"octo-org\"}");
        gitHub.answerNext(200, JSON, "{\"total_count\": 0, \"deployment_records\": []}");

        FormValidation answer = test("token");

        assertThat(answer.kind, is(FormValidation.Kind.OK));
        assertThat(
                answer.renderHtml(),
                allOf(
                        containsString("<li>All is well, as far as can be tested without writing a record."),
                        containsString("127.0.0.1:" + gitHub.port() + " was reached"),
                        containsString("4999 of 5000 requests are left"),
                        containsString("The token belongs to the user octocat"),
                        containsString("The token can see the organization octo-org"),
                        containsString("may read deployment records of octo-org"),
                        containsString("cannot be tested without writing a record; nothing was written"),
                        containsString("Without a proxy"),
                        not(containsString(TOKEN))));
        assertThat(gitHub.records(), is(empty()));
    }

    /** GitHub answers 404 to a valid token, as no organization has the artifact. */
    @Test
    void aConnectionTestSucceedsIfGitHubDoesNotKnowTheArtifact() {
        FormValidation answer = test("token");

        assertThat(answer.kind, is(FormValidation.Kind.OK));
        assertThat(
                answer.renderHtml(),
                allOf(
                        containsString("All is well"),
                        containsString("of octo-org was not refused: GitHub has no such artifact")));
    }

    @Test
    void aWarningOfAConnectionTestHidesNoOtherFindings() {
        gitHub.answerNext(
                200,
                JSON,
                "{\"resources\": {\"core\": {\"limit\": 5000, \"remaining\": 4999, \"reset\": 1772366400}}}");
        gitHub.answerNext(503, Map.of("Retry-After", "9999999999"), "{\"message\": \"Service unavailable\"}");

        FormValidation answer = test("token");

        assertThat(answer.kind, is(FormValidation.Kind.WARNING));
        assertThat(
                answer.renderHtml(),
                allOf(
                        containsString("there are warnings"),
                        containsString("cannot answer at present (503). Test again later"),
                        containsString("4999 of 5000 requests are left"),
                        not(containsString("API URL"))));
    }

    @Test
    void aConnectionTestReportsARejectedToken() {
        gitHub.answerNext(401, JSON, "{\"message\": \"Bad credentials " + TOKEN + "\"}");

        FormValidation answer = test("token");

        assertThat(answer.kind, is(FormValidation.Kind.ERROR));
        assertThat(
                answer.renderHtml(),
                allOf(containsString("does not accept the token (401)"), not(containsString(TOKEN))));
    }

    @Test
    void aConnectionTestReportsAnUnreachableServer() {
        gitHub.close();

        FormValidation answer = test("token");

        assertThat(answer.kind, is(FormValidation.Kind.ERROR));
        assertThat(answer.renderHtml(), containsString("cannot be connected to"));
    }

    /** GHSA-xfrw-pcmc-r2p3: only a credential that the administrator chose is sent to a URL on a form. */
    @Test
    void aConnectionTestWithoutACredentialSendsNothing() {
        assertThat(test(" ").renderHtml(), containsString("No credential is set here"));
        assertThat(test("other").renderHtml(), containsString("There is no credential with the ID &quot;other&quot;"));
        assertThat(gitHub.received(), is(empty()));
    }

    /** The message names the invalid property. */
    @Test
    void aConnectionTestRefusesACredentialThatNoBuildMayUse() throws Exception {
        addGlobally(new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", null, Secret.fromString(TOKEN)));

        assertThat(
                test("system").renderHtml(),
                containsString("The credential &quot;system&quot; is of scope System, which no build may use"));
        assertThat(gitHub.received(), is(empty()));
    }
}
