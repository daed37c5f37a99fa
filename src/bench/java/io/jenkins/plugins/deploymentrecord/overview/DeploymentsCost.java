package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the cost of the page of all deployments with 500, 5,000 and 50,000 deployments of up to 2,000 jobs:
 * {@code mvn -P benchmark test -Dtest=DeploymentsCost}. Prints the median response time and the heap that the
 * deployments occupy.
 */
class DeploymentsCost extends JenkinsWithStandIn {

    private static final int ROUNDS = 21;
    private static final int JOBS = 2_000;

    @ParameterizedTest
    @ValueSource(ints = {500, 5_000, 50_000})
    void page(int deployments) throws Exception {
        for (int i = 0; i < Math.min(JOBS, deployments); i++) {
            if (jenkins.jenkins.getItem(job(i)) == null) {
                jenkins.createProject(FreeStyleProject.class, job(i));
            }
        }
        get("deployment-records/");
        long before = heap();
        for (int from = 0; from < deployments; from += 1_000) {
            var records = new ArrayList<KeyRecord>();
            for (int i = from; i < Math.min(deployments, from + 1_000); i++) {
                records.add(KnownDeployments.record(
                        job(i % JOBS),
                        i,
                        i % 2 == 0 ? "production" : "staging",
                        "deployment-" + i,
                        "1." + i,
                        "deployed",
                        EntryResult.Kind.RECORDED));
            }
            KnownDeployments.known(records);
        }
        System.out.printf("%d deployments: %.1f MiB of heap%n", deployments, (heap() - before) / 1048576.0);
        measure("  the page", "deployment-records/");
        measure("  a filtered page", "deployment-records/?text=deployment-77&sort=-since");
        measure("  the last page", "deployment-records/?page=9999");
        measure("  the same as JSON", "deployment-records/api/json");
        measure("  all as CSV", "deployment-records/deployments.csv");
        assertThat(get("deployment-records/deployments.csv"), greaterThan(deployments * 100));
    }

    private static String job(int number) {
        return "job-" + number;
    }

    /** Returns the used heap in bytes, after garbage collection. */
    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }

    private static void measure(String what, String path) throws Exception {
        var times = new double[ROUNDS];
        for (int warmUp = 0; warmUp < ROUNDS; warmUp++) {
            get(path);
        }
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            get(path);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf("%s: %.1f ms%n", what, times[ROUNDS / 2]);
    }

    /** @return the size of the response in bytes */
    private static int get(String path) throws Exception {
        var connection =
                (HttpURLConnection) URI.create(jenkins.getURL() + path).toURL().openConnection();
        assertThat(connection.getResponseCode(), is(200));
        try (var in = connection.getInputStream()) {
            return in.readAllBytes().length;
        }
    }
}
