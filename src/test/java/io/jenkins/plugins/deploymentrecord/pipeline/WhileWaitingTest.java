package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.LogRecorder;

/** The actions of an administrator while a step waits; docs/delivery.md promises the outcomes. */
class WhileWaitingTest extends JenkinsWithStandIn {

    private Hold hold;
    private WorkflowRun run;

    /** Starts a build whose record is in flight. */
    @BeforeEach
    void begin() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        hold = gitHub.hold();
        run = start(job(RECORD));
        hold.awaitArrival();
    }

    private void assertRecorded() throws Exception {
        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(gitHub.records(), hasSize(1));
    }

    @Test
    void aRecordInFlightIsDeliveredIfItsCredentialIsDeleted() throws Exception {
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(new HashMap<>());

        assertRecorded();
        jenkins.assertLogContains(
                "there is no credential \"token\"", build(Result.FAILURE, RECORD.replace("shop-web", "another")));
    }

    @Test
    void aRecordInFlightIsDeliveredIfItsServerIsRenamed() throws Exception {
        servers(patientServer("another", gitHub.url()));

        assertRecorded();
    }

    /** The record in flight is not cancelled; other records wait until a server has their URL again. */
    @Test
    void recordsInFlightAreDeliveredIfTheirServerIsRemoved() throws Exception {
        var next = start(job(RECORD.replace("shop-web", "another")));
        gitHub.awaitReceived(2);
        servers();
        hold.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
        assertThat(gitHub.records(), hasSize(2));
    }

    @Test
    void theRecordOfADeletedJobIsDelivered() throws Exception {
        try (var log = new LogRecorder()) {
            log.record("io.jenkins.plugins.deploymentrecord", Level.WARNING).capture(10);
            var job = run.getParent();
            var directory = job.getRootDir().toPath();

            job.delete();

            assertThat(jenkins.jenkins.getItemByFullName(job.getFullName()), is(nullValue()));
            hold.release();
            await("it is recorded", () -> gitHub.records().size() == 1 && waiting() == 0);
            assertThat(Files.exists(directory), is(false));
            assertThat(log.getMessages(), is(empty()));
        }
    }

    @Test
    void theRecordOfADeletedBuildIsDelivered() throws Exception {
        var directory = run.getRootDir().toPath();
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        run.delete();

        hold.release();
        await("it is recorded", () -> gitHub.records().size() == 1 && waiting() == 0);
        assertThat(Files.exists(directory), is(false));
    }

    @Test
    void theRecordOfAKilledBuildIsDelivered() throws Exception {
        run.doTerm();
        run.doKill();
        jenkins.waitForCompletion(run);

        jenkins.assertLogContains("The record was accepted and will still be delivered", run);
        hold.release();
        await("it is recorded", () -> gitHub.records().size() == 1 && waiting() == 0);
    }

    /** The request in flight is completed; the Pipeline itself goes on when the shutdown is cancelled. */
    @Test
    void aRecordIsDeliveredWhileJenkinsPreparesForShutdown() throws Exception {
        jenkins.jenkins.doQuietDown();
        try {
            hold.release();
            await("it is recorded", () -> waiting() == 0);
            assertThat(gitHub.records().getFirst().get("id"), is(notNullValue()));
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        assertRecorded();
    }

    private static int waiting() throws Exception {
        return OutboxService.outbox()
                .snapshot(entry -> true, 0, 1)
                .get()
                .health()
                .waiting();
    }
}
