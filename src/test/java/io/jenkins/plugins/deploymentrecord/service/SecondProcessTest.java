package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.administration.NotDeliveringMonitor;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.storage.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * Jenkins starts on a home directory whose outbox another process owns, and takes the outbox over when that process
 * ends.
 */
class SecondProcessTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final GitHubStandIn gitHub = GitHubStandIn.start();
    private Process other;

    /** The other process: holds the lock of a directory until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] directory) throws IOException {
            System.out.println(new ProcessLock(Path.of(directory[0])).take());
            System.in.read();
        }
    }

    @AfterEach
    void close() {
        gitHub.close();
        if (other != null) {
            other.destroyForcibly();
        }
    }

    private void startOtherProcess() throws IOException {
        other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        sessions.getHome()
                                .toPath()
                                .resolve(OutboxService.DIRECTORY)
                                .toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.inputReader().readLine(), is(ProcessLock.State.HELD.name()));
    }

    private static JSONObject page(JenkinsRule jenkins) throws Exception {
        return jenkins.getJSON("manage/deployment-records/api/json").getJSONObject();
    }

    @Test
    void aSecondProcessRefusesRecordsAndNamesTheOwnerUntilItTakesTheOutboxOver() throws Throwable {
        gitHub.answerNext(429, Map.of("Retry-After", "3600"), "{}");
        sessions.then(jenkins -> {
            JenkinsWithStandIn.connect(JenkinsWithStandIn.server("stand-in", gitHub.url()));
            jenkins.assertBuildStatusSuccess(
                    job(jenkins, JenkinsWithStandIn.RECORD + ", wait: false").scheduleBuild2(0));
            gitHub.awaitReceived(1);
        });
        startOtherProcess();

        sessions.then(jenkins -> {
            var monitor = ExtensionList.lookupSingleton(NotDeliveringMonitor.class);
            String who = "Another Jenkins process delivers the records of this Jenkins home: process " + other.pid()
                    + " on ";
            var run = job(jenkins, JenkinsWithStandIn.RECORD).scheduleBuild2(0);
            jenkins.assertLogContains("ERROR: " + who, jenkins.assertBuildStatus(Result.FAILURE, run));
            var withoutWait =
                    job(jenkins, JenkinsWithStandIn.RECORD + ", wait: false").scheduleBuild2(0);
            jenkins.assertLogContains("ERROR: " + who, jenkins.assertBuildStatus(Result.FAILURE, withoutWait));
            var freestyle = jenkins.createFreeStyleProject();
            freestyle.getBuildersList().add(new RecordDeploymentBuilder(form()));
            jenkins.assertLogContains("ERROR: " + who, jenkins.buildAndAssertStatus(Result.FAILURE, freestyle));
            assertThat(page(jenkins).getString("state"), is("notDelivering"));
            assertThat(page(jenkins).getString("detail"), containsString(who));
            assertThat(monitor.getText(), containsString(who));
            assertThat(gitHub.received(), hasSize(1));

            other.destroyForcibly().waitFor();

            JenkinsWithStandIn.await(
                    "the outbox is taken over",
                    () -> page(jenkins).getString("state").equals("delivering"));
            assertThat(monitor.getText(), is(nullValue()));
            JenkinsWithStandIn.await(
                    "the record of the first process is delivered",
                    () -> gitHub.records().size() == 1);
            jenkins.assertBuildStatusSuccess(
                    job(jenkins, JenkinsWithStandIn.RECORD).scheduleBuild2(0));
        });
    }

    private static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        return JenkinsWithStandIn.script(jenkins.createProject(WorkflowJob.class), script);
    }

    private static DeploymentForm form() {
        var form = new DeploymentForm();
        form.setName("shop");
        form.setDigest(JenkinsWithStandIn.DIGEST);
        form.setLogicalEnvironment("production");
        form.setDeploymentName("shop-web");
        return form;
    }
}
