package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.sun.management.ThreadMXBean;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.history.HistoryFile;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the cost of the pages of a job and a build with 50, 500 and 5,000 builds and twice as many records:
 * {@code mvn -P benchmark test -Dtest=PagesCost}. Prints the median response time and the memory that the request's
 * thread allocates.
 */
class PagesCost extends JenkinsWithStandIn {

    private static final int ROUNDS = 31;

    @ParameterizedTest
    @ValueSource(ints = {50, 500, 5_000})
    void pages(int builds) throws Exception {
        WorkflowJob job = job(RECORD + ", version: '1'\n" + RECORD.replace("production", "staging") + ", version: '1'");
        var run = jenkins.buildAndAssertSuccess(job);
        copy(run, builds);
        var reloaded = reload(job);

        System.out.printf("%d builds, %d KiB kept by the job%n", builds, history(job).toFile().length() / 1024);
        measure("  the job's page", reloaded.getUrl());
        measure("  what runs where and the history", reloaded.getUrl() + "deployment-records/");
        measure("  the last page of the history", reloaded.getUrl() + "deployment-records/?page=9999");
        measure("  what runs where, by REST", reloaded.getUrl() + "deployment-records/api/json");
        measure("  the history, by REST", reloaded.getUrl() + "deployment-records/api/json?tree=history[build,state]");
        measure("  a build's page", reloaded.getUrl() + builds + "/");
        measure("  a record's page", reloaded.getUrl() + builds + "/deployment-records/"
                + run.getAction(DeploymentRecordsRunAction.class)
                        .getRecords()
                        .getFirst()
                        .getKey()
                + "/");
        assertThat(reloaded.getLastBuild().getNumber(), is(builds));
    }

    private static Path history(WorkflowJob job) {
        return job.getRootDir().toPath().resolve(HistoryFile.NAME);
    }

    /** Creates further builds, on the disk only. */
    private static void copy(Run<?, ?> first, int builds) throws Exception {
        Path source = first.getRootDir().toPath();
        List<HistoryEntry> records = Histories.of(first).entries();
        JobHistory history = Histories.of(first.getParent());
        for (int build = 2; build <= builds; build++) {
            Path target = Files.createDirectories(source.resolveSibling(String.valueOf(build)));
            Files.copy(source.resolve("build.xml"), target.resolve("build.xml"));
            Files.copy(source.resolve("log"), target.resolve("log"));
            Files.copy(source.resolve(HistoryFile.NAME), target.resolve(HistoryFile.NAME));
            for (HistoryEntry record : records) {
                history.keep(build, record).join();
            }
        }
    }

    private static WorkflowJob reload(WorkflowJob job) throws Exception {
        job.updateNextBuildNumber(10_000);
        job.doReload();
        return jenkins.jenkins.getItemByFullName(job.getFullName(), WorkflowJob.class);
    }

    private static void measure(String what, String path) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            get(path);
        }
        var times = new double[ROUNDS];
        long allocated = allocated();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            get(path);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        long each = (allocated() - allocated) / ROUNDS;
        Arrays.sort(times);
        System.out.printf("%s: %.1f ms, %.1f MiB allocated%n", what, times[ROUNDS / 2], each / 1048576.0);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static void get(String path) throws Exception {
        var connection =
                (HttpURLConnection) URI.create(jenkins.getURL() + path).toURL().openConnection();
        assertThat(connection.getResponseCode(), is(200));
        try (var in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }
}
