package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.KeepAliveServer;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/**
 * The time for 200 records from 50 parallel branches, compared with the ideal, if GitHub responds after 100 ms: {@code
 * mvn -P benchmark test -Dtest=BranchesCost}. In the ideal, the maximum number of concurrent calls is open without a
 * gap. There is no rate limit, which would determine the time alone.
 */
class BranchesCost extends JenkinsWithStandIn {

    private static final int BRANCHES = 50;
    private static final int EACH = 4;
    private static final int ROUNDS = 5;
    private static final Duration LATENCY = Duration.ofMillis(100);
    /** The number of concurrent calls that configuration.GitHubHttp allows for each host. */
    private static final int AT_ONCE = 6;

    private static final String ANSWER = "{\"total_count\": 1, \"deployment_records\": [{\"id\": 123}]}";

    @Test
    void recordsFromParallelBranches() throws Exception {
        try (var slow = new KeepAliveServer(ANSWER.getBytes(StandardCharsets.UTF_8), LATENCY)) {
            var unpaced = server("slow", slow.url());
            unpaced.setRequestsPerMinute(0);
            servers(unpaced);
            WorkflowJob job = job("""
                    def branches = [:]
                    for (int b = 1; b <= %d; b++) {
                        def branch = "b${b}"
                        branches[branch] = {
                            for (int i = 0; i < %d; i++) {
                                recordDeployment name: 'shop', digest: '%s', logicalEnvironment: 'production',
                                    deploymentName: "shop-${branch}-${i}"
                            }
                        }
                    }
                    parallel branches
                    """.formatted(BRANCHES, EACH, DIGEST));
            double ideal = BRANCHES * EACH * LATENCY.toMillis() / 1000.0 / AT_ONCE;
            for (int round = 0; round <= ROUNDS; round++) {
                long start = System.nanoTime();
                jenkins.buildAndAssertSuccess(job);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "%s: %.2f s, %.2f times the ideal %.2f s%n",
                        round == 0 ? "warming up" : "round " + round, seconds, seconds / ideal, ideal);
            }
            assertThat(slow.answered(), is((ROUNDS + 1) * BRANCHES * EACH));
        }
    }
}
