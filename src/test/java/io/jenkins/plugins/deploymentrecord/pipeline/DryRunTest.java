package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dry run does everything except send the request. */
class DryRunTest extends JenkinsWithStandIn {

    @AfterEach
    void nothingWasSent() {
        assertThat(gitHub.received(), empty());
    }

    @Test
    void printsTheRequestOfADryRun() throws Exception {
        var run = build(Result.SUCCESS, RECORD + ", version: '1', tags: [team: 'Größe'], dryRun: true");

        assertThat(message(run, "Dry run"), is("""
                Dry run, nothing is sent. This request would be sent to octo-org at %s:
                {
                  "name" : "shop",
                  "digest" : "%s",
                  "version" : "1",
                  "status" : "deployed",
                  "logical_environment" : "production",
                  "deployment_name" : "shop-web",
                  "tags" : {
                    "team" : "Größe"
                  }
                }""".formatted(gitHub.url(), DIGEST)));
        jenkins.assertLogNotContains("Recorded for", run);
    }

    @Test
    void hashesTheArtifactInADryRun() throws Exception {
        var run = build(Result.SUCCESS, """
                node {
                    writeFile file: 'a', text: 'hello'
                    recordDeployment name: 'shop', artifact: 'a', logicalEnvironment: 'production',
                        deploymentName: 'shop-web', dryRun: true
                }
                """);

        jenkins.assertLogContains("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", run);
    }

    @Test
    void looksUpTheCredentialInADryRun() throws Exception {
        var run = build(Result.FAILURE, RECORD + ", dryRun: true, credentialsId: 'gone'");

        assertThat(message(run, "ERROR: "), containsString("there is no credential \"gone\""));
        jenkins.assertLogNotContains("Dry run", run);
    }

    @Test
    void checksTheRecordInADryRun() throws Exception {
        var run = build(Result.FAILURE, RECORD + ", dryRun: true, status: 'gone'");

        assertThat(message(run, "ERROR: "), containsString("status: is not a status"));
        jenkins.assertLogNotContains("Dry run", run);
    }
}
