package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.publisher.JenkinsWithStandIn;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step that waits for GitHub tells so, and holds no thread that others need. */
class WaitingTest extends JenkinsWithStandIn {

    @BeforeEach
    void waitLong() {
        servers(patientServer("stand-in", gitHub.url()));
    }

    @Test
    void theStatusTellsWhatItWaitsFor() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        var steps = run.getExecution().getCurrentExecutions(false).get();
        assertThat(steps, hasSize(1));
        assertThat(steps.get(0).getStatus(), is("sending to 127.0.0.1:" + gitHub.port() + ", try 1"));
        assertThat(
                ((CpsFlowExecution) run.getExecution()).getThreadDump().toString(),
                containsString("recordDeployment(sending to 127.0.0.1:" + gitHub.port() + ", try 1)"));

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

    /** The later record is the one that counts, so it comes later. */
    @Test
    void theSameDeploymentWaitsForTheOneBefore() throws Exception {
        var hold = gitHub.hold();
        var first = start(job(RECORD + ", version: '1'"));
        hold.awaitArrival();
        var second = start(job(RECORD + ", version: '2'"));
        jenkins.waitForMessage("Waiting for another record of the same deployment", second);
        assertThat(gitHub.received(), hasSize(1));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertThat(bodies().get(1).get("version").textValue(), is("2"));
        assertThat(gitHub.records(), hasSize(1));
    }

    /** More calls wait than there are threads, and a further build still gets its turn. */
    @Test
    void manyWaitingCallsHoldNobodyUp() throws Exception {
        var holds = new ArrayList<GitHubStandIn.Hold>();
        var waiting = new ArrayList<WorkflowRun>();
        for (int i = 0; i < 12; i++) {
            holds.add(gitHub.hold());
            waiting.add(start(job(RECORD.replace("shop-web", "shop-" + i))));
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
