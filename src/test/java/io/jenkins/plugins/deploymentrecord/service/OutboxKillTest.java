package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsProcess;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins is killed while a record is in flight. The accepted record arrives, whether or not its build is resumed. */
class OutboxKillTest {

    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int MAX_SECONDS = 600 + 120 * KILLS;

    @RegisterExtension
    private final RealJenkinsExtension process = JenkinsProcess.create().withTimeout(MAX_SECONDS);

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Test
    void theRecordOfAKilledFreestyleBuildArrives() throws Throwable {
        everyRecordArrives(OutboxKillTest::recordInAFreestyleBuild);
    }

    @Test
    void theRecordOfAKilledPerformanceOptimizedPipelineArrives() throws Throwable {
        everyRecordArrives(OutboxKillTest::recordInAPerformanceOptimizedPipeline);
    }

    @Test
    void theRecordOfAPipelineThatDoesNotWaitArrivesAfterAKill() throws Throwable {
        everyRecordArrives(OutboxKillTest::recordWithoutWaiting);
    }

    /** GitHub does not respond until Jenkins is killed, so the record must be sent once more. */
    private void everyRecordArrives(RealJenkinsExtension.StepWithTwoArgs<String, String> begin) throws Throwable {
        for (int round = 1; round <= KILLS; round++) {
            var hold = gitHub.hold();
            process.startJenkins();
            process.runRemotely(begin, gitHub.url(), String.valueOf(round));
            hold.awaitArrival();
            process.stopJenkinsForcibly();
            hold.release();

            process.startJenkins();
            gitHub.awaitReceived(2 * round);
            process.runRemotely(OutboxKillTest::awaitEmptyOutbox);
            process.stopJenkins();
            assertThat(gitHub.records(), hasSize(round));
        }
    }

    private static String script(String round, String more) {
        return JenkinsWithStandIn.RECORD.replace("shop-web", "shop-" + round) + more;
    }

    private static void recordInAFreestyleBuild(JenkinsRule jenkins, String url, String round) throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", url));
        var form = new DeploymentForm();
        form.setName("shop");
        form.setDigest(JenkinsWithStandIn.DIGEST);
        form.setLogicalEnvironment("production");
        form.setDeploymentName("shop-" + round);
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        project.scheduleBuild2(0).waitForStart();
    }

    private static void recordInAPerformanceOptimizedPipeline(JenkinsRule jenkins, String url, String round)
            throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", url));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        JenkinsWithStandIn.script(job, script(round, "")).scheduleBuild2(0).waitForStart();
    }

    private static void recordWithoutWaiting(JenkinsRule jenkins, String url, String round) throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", url));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        jenkins.assertBuildStatusSuccess(
                JenkinsWithStandIn.script(job, script(round, ", wait: false")).scheduleBuild2(0));
    }

    private static void awaitEmptyOutbox(JenkinsRule jenkins) throws Throwable {
        JenkinsWithStandIn.await(
                "the outbox is empty",
                () -> OutboxService.outbox()
                                .snapshot(entry -> true, 0, 1)
                                .get()
                                .health()
                                .waiting()
                        == 0);
    }
}
