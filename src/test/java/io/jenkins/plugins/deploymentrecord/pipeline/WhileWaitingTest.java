package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.publisher.ControllerDeliveries;
import io.jenkins.plugins.deploymentrecord.publisher.JenkinsWithStandIn;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.LogRecorder;

/** What an administrator may do while a step waits; docs/delivery.md promises the outcomes. */
class WhileWaitingTest extends JenkinsWithStandIn {

    private GitHubStandIn.Hold hold;
    private WorkflowRun sending;
    private WorkflowRun waiting;

    /** One record is on the wire, and one of the same deployment waits for it. */
    @BeforeEach
    void begin() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        hold = gitHub.hold();
        sending = start(job(RECORD + ", version: '1'"));
        hold.awaitArrival();
        waiting = start(job(RECORD + ", version: '2'"));
        jenkins.waitForMessage("Waiting for another record of the same deployment", waiting);
    }

    private void bothAreRecorded() throws Exception {
        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(sending));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
        assertThat(bodies().get(1).get("version").textValue(), is("2"));
    }

    @Test
    void aCredentialIsDeleted() throws Exception {
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(new HashMap<>());

        bothAreRecorded();
        assertThat(requests().get(1).at("/headers/authorization/0").textValue(), is("Bearer " + TOKEN));
        jenkins.assertLogContains(
                "there is no credential \"token\"", build(Result.FAILURE, RECORD.replace("shop-web", "another")));
    }

    @Test
    void aServerIsRenamed() throws Exception {
        servers(patientServer("another", gitHub.url()));

        bothAreRecorded();
    }

    @Test
    void aServerIsRemoved() throws Exception {
        servers();

        bothAreRecorded();
    }

    /** Jenkins stops the builds of a job before it deletes it. */
    @Test
    void aJobIsDeleted() throws Exception {
        try (var log = new LogRecorder()) {
            log.record("io.jenkins.plugins.deploymentrecord", Level.WARNING).capture(10);
            var job = waiting.getParent();
            var directory = job.getRootDir().toPath();

            job.delete();

            assertThat(jenkins.jenkins.getItemByFullName(job.getFullName()), is(nullValue()));
            await("the step has ended", () -> ControllerDeliveries.get().pending() == 1);
            hold.release();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(sending));
            assertThat(gitHub.received().size(), is(1));
            await("nothing is left", () -> !Files.exists(directory));
            assertThat(log.getMessages(), is(empty()));
        }
    }

    @Test
    void aBuildIsDeleted() throws Exception {
        var directory = waiting.getRootDir().toPath();
        waiting.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(waiting));
        waiting.delete();

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(sending));
        assertThat(gitHub.received().size(), is(1));
        assertThat(Files.exists(directory), is(false));
    }

    /** What is under way is finished; the Pipeline itself goes on when Jenkins does. */
    @Test
    void jenkinsIsToGoDown() throws Exception {
        jenkins.jenkins.doQuietDown();
        try {
            hold.release();
            gitHub.awaitReceived(2);
            await("both are recorded", () -> ControllerDeliveries.get().pending() == 0);
            assertThat(gitHub.records().getFirst().get("id"), is(notNullValue()));
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        bothAreRecorded();
    }
}
