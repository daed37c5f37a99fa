package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.KeepAliveServer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The time and the controller's CPU time of a record, sent by each {@link Peer}: {@code mvn -P benchmark test
 * -Dtest=PeersCost}. All peers alternate in one Jenkins, at Pipeline's default durability; the tables show the medians
 * of the rounds. The server responds at once, and no rate limit slows the records down.
 */
class PeersCost extends JenkinsWithStandIn {

    private static final int BRANCHES = 50;
    private static final int ONE_BY_ONE = 100;
    /** The number of records for curl: its processes take their time even if the controller is warm. */
    private static final int CURLS = 10;

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 7;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final String ANSWER = """
        {"total_count": 1, "deployment_records": [{"id": 123, "digest": "%s", "logical_environment": "production",
          "physical_environment": "", "cluster": "", "deployment_name": "shop-web", "tags": {}, "runtime_risks": [],
          "created_at": "2011-01-26T19:14:43Z", "updated_at": "2011-01-26T19:14:43Z", "attestation_id": 456}]}
        """.formatted(DIGEST);

    private KeepAliveServer quick;

    /** The number of records that the builds have sent so far. */
    private int sent;

    @BeforeEach
    void connectToQuickServer() throws Exception {
        quick = new KeepAliveServer(ANSWER.getBytes(StandardCharsets.UTF_8));
        var unlimited = server("quick", quick.url());
        unlimited.setRequestsPerMinute(0);
        servers(unlimited);
    }

    @AfterEach
    void closeQuickServer() throws Exception {
        quick.close();
    }

    @Test
    void oneByOne() throws Exception {
        measure(
                "one by one",
                peer -> peer == Peer.CURL ? CURLS : ONE_BY_ONE,
                (peer, count) -> peer.loop(quick.url(), count));
    }

    @Test
    void inBranches() throws Exception {
        measure(
                "in " + BRANCHES + " branches", peer -> BRANCHES, (peer, count) -> peer.branches(quick.url(), count));
    }

    private void measure(String title, ToIntFunction<Peer> records, BiFunction<Peer, Integer, String> script)
            throws Exception {
        var jobs = new EnumMap<Peer, WorkflowJob>(Peer.class);
        var costs = new EnumMap<Peer, List<Cost>>(Peer.class);
        for (Peer peer : Peer.values()) {
            jobs.put(peer, job(script.apply(peer, records.applyAsInt(peer))));
            costs.put(peer, new ArrayList<>());
        }
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Peer peer : Peer.values()) {
                boolean isMeasured = round >= WARM_UP;
                if (peer == Peer.CURL && !isMeasured && round > 0) {
                    continue;
                }
                Cost cost = build(peer, jobs.get(peer), records.applyAsInt(peer));
                if (isMeasured) {
                    costs.get(peer).add(cost);
                }
            }
        }
        System.out.println("| " + title + " | ms for a record | CPU ms for a record | lines of Jenkinsfile |");
        costs.forEach((peer, measured) -> System.out.printf(
                "| `%s` | %.1f | %.1f | %d |%n",
                peer.title, median(measured, Cost::millis), median(measured, Cost::cpuMillis), peer.lines()));
    }

    /**
     * The cost of one record: the time until the build has ended, and the CPU time of this process until all records
     * are sent.
     */
    private record Cost(double millis, double cpuMillis) {}

    private Cost build(Peer peer, WorkflowJob job, int records) throws Exception {
        System.gc();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        jenkins.buildAndAssertSuccess(job);
        long end = System.nanoTime();
        if (peer != Peer.ECHO) {
            sent += records;
            await("all records are sent", () -> quick.answered() == sent);
        }
        long cpuEnd = cpuNanos();
        assertThat(quick.answered(), is(sent));
        return new Cost(millis(end - start) / records, millis(cpuEnd - cpu) / records);
    }

    private static double millis(long nanos) {
        return (double) nanos / NANOS_PER_MILLI;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return costs.stream().mapToDouble(part).sorted().toArray()[costs.size() / 2];
    }
}
