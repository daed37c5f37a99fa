package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsProcess;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Jenkins is killed under load again and again. If Pipeline itself resumes a build, GitHub has the last record of the
 * build in the end. {@code -Dkills=20} for more kills, {@code -Dseed=…} to repeat a run.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    /** The extension's default limit would stop a long run. */
    private static final int MAX_SECONDS = 600 + 120 * KILLS;

    private static final int BUILDS = 6;
    private static final int RECORDS = 12;

    private static final String DONE = "resumed or done";

    @RegisterExtension
    private final RealJenkinsExtension process = JenkinsProcess.create().withTimeout(MAX_SECONDS);

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    @ParameterizedTest
    @EnumSource(FlowDurabilityHint.class)
    void gitHubHasTheLastRecordOfAResumedBuild(FlowDurabilityHint durability) throws Throwable {
        System.out.println("-Dtest=KillTest -Dkills=" + KILLS + " -Dseed=" + SEED);
        var random = new Random(SEED);
        process.startJenkins();
        process.runRemotely(KillTest::prepare, gitHub.url(), durability.name());
        var counts = new TreeMap<String, Integer>();
        var wrong = new ArrayList<String>();
        for (int round = 1; round <= KILLS; round++) {
            int before = gitHub.received().size();
            process.runRemotely(KillTest::begin);
            gitHub.awaitReceived(before + BUILDS + random.nextInt(BUILDS * (RECORDS - 2)));
            process.stopJenkinsForcibly();

            process.startJenkins();
            Map<String, String> failures = process.runRemotely(KillTest::failures, round);
            for (var build : failures.entrySet()) {
                String deployment = build.getKey();
                String failure = build.getValue();
                if (failure.isEmpty()) {
                    counts.merge(DONE, 1, Integer::sum);
                    String version = versionOf(deployment);
                    if (!version.equals("round " + round + " record " + RECORDS)) {
                        wrong.add(deployment + " ended with " + version);
                    }
                } else if (failure.contains(RecordDeploymentExecution.class.getName())) {
                    wrong.add(deployment + ", round " + round + ": " + failure);
                } else {
                    String firstLine = failure.lines().findFirst().orElseThrow();
                    counts.merge("given up by Pipeline: " + firstLine.replaceAll("[0-9]+", "#"), 1, Integer::sum);
                }
            }
        }
        System.out.println(durability + ": " + KILLS + " kills, builds: " + counts);

        assertThat(wrong, is(empty()));
        if (durability != FlowDurabilityHint.PERFORMANCE_OPTIMIZED) {
            assertThat(counts.getOrDefault(DONE, 0), is(greaterThan(0)));
        }
    }

    private String versionOf(String deployment) {
        return gitHub.records().stream()
                .filter(record -> record.path("deployment_name").asText().equals(deployment))
                .map(record -> record.at("/tags/version").asText())
                .findFirst()
                .orElse("nothing");
    }

    private static void prepare(JenkinsRule jenkins, String url, String durability) throws Throwable {
        var server = JenkinsWithStandIn.patientServer("stand-in", url);
        server.setRequestsPerMinute(0);
        JenkinsWithStandIn.connect(server);
        for (int i = 0; i < BUILDS; i++) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job-" + i);
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.valueOf(durability)));
            JenkinsWithStandIn.script(
                    job, """
                    for (int i = 1; i <= %d; i++) {
                        %s, tags: [version: "round ${BUILD_NUMBER} record ${i}"]
                    }
                    """.formatted(RECORDS, JenkinsWithStandIn.RECORD.replace("'shop-web'", "JOB_NAME")));
        }
    }

    private static void begin(JenkinsRule jenkins) throws Throwable {
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            job.scheduleBuild2(0).waitForStart();
        }
    }

    /**
     * Returns the failures by job: an empty string for a build that succeeded, otherwise the stack trace that Pipeline
     * reports as the cause.
     */
    private static HashMap<String, String> failures(JenkinsRule jenkins, int round) throws Throwable {
        var failures = new HashMap<String, String>();
        for (WorkflowJob job : jenkins.jenkins.getItems(WorkflowJob.class)) {
            failures.put(job.getName(), failure(jenkins, job.getBuildByNumber(round)));
        }
        return failures;
    }

    private static String failure(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        if (run == null) {
            return "the build is gone";
        }
        if (jenkins.waitForCompletion(run).getResult() == Result.SUCCESS) {
            return "";
        }
        FlowExecution execution = run.getExecution();
        Throwable cause = execution == null ? null : execution.getCauseOfFailure();
        return cause == null ? "no cause is kept; " + run.getResult() : Functions.printThrowable(cause);
    }
}
