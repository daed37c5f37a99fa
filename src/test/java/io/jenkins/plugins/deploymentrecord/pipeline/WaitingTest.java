package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step that waits for GitHub shows this as its status, and blocks no thread that others need. */
class WaitingTest extends JenkinsWithStandIn {

    @BeforeEach
    void waitLong() {
        servers(patientServer("stand-in", gitHub.url()));
    }

    @Test
    void theStatusOfAWaitingStepShowsTheReason() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        var steps = run.getExecution().getCurrentExecutions(false).get();
        assertThat(steps, hasSize(1));
        await("the status", () -> steps.get(0).getStatus().equals("Waits for GitHub's answer."));
        assertThat(
                ((CpsFlowExecution) run.getExecution()).getThreadDump().toString(),
                containsString("recordDeployment(Waits for GitHub's answer.)"));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void aWaitingStepDoesNotBlockAnotherBranch() throws Exception {
        var hold = gitHub.hold();
        var run = start(job("""
                parallel waiting: {
                    %s
                }, going: {
                    node { echo 'the other branch went on' }
                }
                """.formatted(RECORD)));
        hold.awaitArrival();

        jenkins.waitForMessage("the other branch went on", run);
        assertThat(run.isBuilding(), is(true));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    /** The record that was requested later must also arrive later, since it replaces the other record. */
    @Test
    void aRecordWaitsForTheEarlierRecordOfTheSameDeployment() throws Exception {
        var hold = gitHub.hold();
        var first = start(job(RECORD + ", version: '1'"));
        hold.awaitArrival();
        var second = start(job(RECORD + ", version: '2'"));
        jenkins.waitForMessage("Another record of the same deployment is sent first", second);
        assertThat(gitHub.received(), hasSize(1));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertThat(bodies().get(1).get("version").textValue(), is("2"));
        assertThat(gitHub.records(), hasSize(1));
    }

    /**
     * More steps wait for a response than calls may be open. Other builds, and builds for another server, are not
     * delayed.
     */
    @Test
    void manyWaitingStepsDelayNoOtherBuild() throws Exception {
        try (var other = GitHubStandIn.start()) {
            // another name for the same machine counts as another host
            servers(
                    patientServer("stand-in", gitHub.url()),
                    patientServer("other", other.url().replace("127.0.0.1", "localhost")));
            var holds = new ArrayList<Hold>();
            var waiting = new ArrayList<WorkflowRun>();
            for (int i = 0; i < 12; i++) {
                holds.add(gitHub.hold());
                waiting.add(start(job(RECORD.replace("shop-web", "shop-" + i))));
            }
            gitHub.awaitReceived(6);
            for (WorkflowRun run : waiting) {
                await("it sends, or waits for its turn", () -> isSendingOrWaiting(run));
            }

            build(Result.FAILURE, "recordDeployment()");
            build(Result.SUCCESS, RECORD + ", dryRun: true");
            build(Result.SUCCESS, RECORD + ", server: 'other'");
            assertThat(other.received(), hasSize(1));
            assertThat("no more are open", gitHub.received(), hasSize(6));
            assertThat(waiting.stream().allMatch(WorkflowRun::isBuilding), is(true));

            holds.forEach(Hold::release);
            for (WorkflowRun run : waiting) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            }
        }
    }

    private static boolean isSendingOrWaiting(WorkflowRun run) throws Exception {
        FlowExecution execution = run.getExecution();
        if (execution == null) {
            return false;
        }
        var steps = execution.getCurrentExecutions(false).get();
        String status = steps.isEmpty() ? null : steps.get(0).getStatus();
        return status != null && (status.startsWith("Waits for GitHub") || status.startsWith("Waits for its turn"));
    }
}
