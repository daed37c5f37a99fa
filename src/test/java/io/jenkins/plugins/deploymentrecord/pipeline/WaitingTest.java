package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.publisher.JenkinsWithStandIn;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** A step that waits for GitHub tells so, and holds no thread that others need. */
class WaitingTest extends JenkinsWithStandIn {

    @Test
    void theStatusTellsWhatItWaitsFor() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        var steps = run.getExecution().getCurrentExecutions(false).get();
        assertThat(steps, hasSize(1));
        assertThat(steps.get(0).getStatus(), startsWith("waiting for the answer of 127.0.0.1:" + gitHub.port() + ", "));
        assertThat(
                ((CpsFlowExecution) run.getExecution()).getThreadDump().toString(),
                containsString("recordDeployment(waiting for the answer of 127.0.0.1:" + gitHub.port()));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void theOtherBranchGoesOn() throws Exception {
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

    /** More calls wait than there are threads, and a further build still gets its turn. */
    @Test
    void manyWaitingCallsHoldNobodyUp() throws Exception {
        var holds = new ArrayList<GitHubStandIn.Hold>();
        var waiting = new ArrayList<WorkflowRun>();
        for (int i = 0; i < 12; i++) {
            holds.add(gitHub.hold());
            waiting.add(start(job(RECORD)));
        }
        gitHub.awaitReceived(8);

        build(Result.FAILURE, "recordDeployment()");
        build(Result.SUCCESS, RECORD + ", dryRun: true");
        assertThat(waiting.stream().allMatch(WorkflowRun::isBuilding), is(true));

        holds.forEach(GitHubStandIn.Hold::release);
        for (WorkflowRun run : waiting) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }
    }
}
