package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.io.File;
import java.io.RandomAccessFile;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An aborted build waits neither for GitHub nor for a file. */
class AbortTest extends JenkinsWithStandIn {

    private static final String SLOW = "node('%s') { recordDeployment name: 'shop', artifact: 'huge', "
            + "logicalEnvironment: 'production', deploymentName: 'shop-web' }";

    @BeforeEach
    void waitLong() {
        servers(patientServer("stand-in", gitHub.url()));
    }

    @Test
    void abortEndsTheWaitForGitHubAndTheRecordIsStillDelivered() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD + ", resultOnError: 'SUCCESS'\necho 'went on'"));
        hold.awaitArrival();

        run.getExecutor().doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogNotContains("went on", run);
        jenkins.assertLogNotContains("\tat ", run);
        jenkins.assertLogContains("The record was accepted and will still be delivered", run);
        hold.release();
        await("it is delivered", () -> gitHub.records().size() == 1);
    }

    /** The other steps of the Pipeline must not notice the late response. */
    @Test
    void aResponseAfterTheAbortChangesNothing() throws Exception {
        var hold = gitHub.hold();
        var run = start(job("try { " + RECORD + " } catch (e) { echo 'stopped' }\ninput 'next'"));
        hold.awaitArrival();
        run.getExecution().getCurrentExecutions(false).get().get(0).stop(new InterruptedException());
        jenkins.waitForMessage("stopped", run);

        hold.release();
        // by now, the response to the first request has been written
        build(Result.SUCCESS, RECORD.replace("shop-web", "another"));

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogNotContains("Recorded for", run);
    }

    @Test
    void aTimeoutAroundTheStepEndsTheWait() throws Exception {
        var hold = gitHub.hold();
        var run = build(Result.ABORTED, "timeout(time: 5, unit: 'SECONDS') { " + RECORD + " }");

        hold.awaitArrival();
        jenkins.assertLogContains("Timeout has been exceeded", run);
        jenkins.assertLogNotContains("Recorded for", run);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a large empty file takes its space there")
    void abortStopsAnAgentThatReadsAFile() throws Exception {
        var agent = jenkins.createOnlineSlave();
        var job = job(SLOW.formatted(agent.getNodeName()));
        agent.getWorkspaceFor(job).mkdirs();
        makeHuge(new File(agent.getWorkspaceFor(job).getRemote(), "huge"));
        var run = start(job);
        var computer = agent.toComputer();
        await("the agent reads", () -> isReading(computer.getThreadDump()));

        run.getExecutor().doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        await("the agent stops reading", () -> !isReading(computer.getThreadDump()));
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(gitHub.received(), empty());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a large empty file takes its space there")
    void abortStopsTheControllerThatReadsAFile() throws Exception {
        var job = job(SLOW.formatted("built-in"));
        jenkins.jenkins.getWorkspaceFor(job).mkdirs();
        makeHuge(new File(jenkins.jenkins.getWorkspaceFor(job).getRemote(), "huge"));
        var run = start(job);
        var computer = jenkins.jenkins.toComputer();
        await("the controller reads", () -> isReading(computer.getThreadDump()));

        run.getExecutor().doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        await("the controller stops reading", () -> !isReading(computer.getThreadDump()));
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(gitHub.received(), empty());
    }

    /** In this case, Remoting throws an exception that is not an IOException. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a large empty file takes its space there")
    void theStepFailsIfItsAgentIsLostDuringARead() throws Exception {
        var agent = jenkins.createOnlineSlave();
        var job = job(SLOW.formatted(agent.getNodeName()));
        agent.getWorkspaceFor(job).mkdirs();
        makeHuge(new File(agent.getWorkspaceFor(job).getRemote(), "huge"));
        var run = start(job);
        var computer = agent.toComputer();
        await("the agent reads", () -> isReading(computer.getThreadDump()));

        jenkins.disconnectSlave(agent);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The agent was lost while it read the artifact \"huge\"; nothing was sent.", run);
        jenkins.assertLogNotContains("RequestAborted", run);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a large empty file takes its space there")
    void readingManyFilesDelaysNoOtherBuildAndEndsWithAnAbort() throws Exception {
        String branches = IntStream.range(0, 9)
                .mapToObj(i -> "branch" + i + ": { recordDeployment name: 'shop', artifact: 'huge', "
                        + "logicalEnvironment: 'production', deploymentName: 'shop-" + i + "' }")
                .collect(Collectors.joining(", "));
        var job = job("node('built-in') { parallel(" + branches + ") }");
        jenkins.jenkins.getWorkspaceFor(job).mkdirs();
        makeHuge(new File(jenkins.jenkins.getWorkspaceFor(job).getRemote(), "huge"));
        var run = start(job);
        var computer = jenkins.jenkins.toComputer();
        await("the controller reads many", () -> reading(computer.getThreadDump()) >= 4);

        build(Result.SUCCESS, RECORD);
        build(
                Result.SUCCESS,
                "node('built-in') { writeFile file: 'shop.jar', text: 'shop'\nrecordDeployment name: 'shop', "
                        + "artifact: 'shop.jar', logicalEnvironment: 'production', deploymentName: 'shop-small' }");

        run.getExecutor().doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        await("the controller stops reading", () -> !isReading(computer.getThreadDump()));
        assertThat(gitHub.received(), hasSize(2));
    }

    /** Makes a file that takes no space, and hours to read. */
    private static void makeHuge(File file) throws Exception {
        try (var huge = new RandomAccessFile(file, "rw")) {
            huge.setLength(1L << 42);
        }
    }

    private static boolean isReading(Map<String, String> threads) {
        return reading(threads) > 0;
    }

    private static long reading(Map<String, String> threads) {
        return threads.values().stream()
                .filter(stack -> stack.contains("ArtifactDigest.of"))
                .count();
    }
}
