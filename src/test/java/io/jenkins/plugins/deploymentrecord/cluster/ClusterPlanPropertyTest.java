package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.kubernetes.Workload;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random clusters, recorded by several jobs, with requests that fail. */
class ClusterPlanPropertyTest {

    private static final List<String> NAMESPACES = List.of("shop", "pay", "kube-system");
    private static final List<String> KINDS = List.of("Deployment", "StatefulSet", "CronJob");
    private static final Kind[] ENDS = {Kind.RECORDED, Kind.RECORDED, null, Kind.REFUSED, Kind.GIVEN_UP};

    private static TestCluster cluster(Random random) {
        var cluster = new TestCluster();
        for (String namespace : NAMESPACES) {
            for (int i = 0; i < 6; i++) {
                String kind = KINDS.get(random.nextInt(KINDS.size()));
                String name = "app" + i;
                switch (random.nextInt(6)) {
                    case 0, 1, 2 ->
                        cluster.running(
                                namespace,
                                kind,
                                name,
                                random.nextBoolean() ? "nginx" : "docker.io/library/nginx",
                                random.nextBoolean() ? "latest" : "1." + random.nextInt(3),
                                (char) ('a' + random.nextInt(4)));
                    case 3 -> cluster.pending(namespace, kind, name);
                    case 4 -> cluster.scaledToZero(namespace, kind, name);
                    default -> {
                        // missing, or not created yet
                    }
                }
            }
        }
        return cluster.listedKinds(KINDS.toArray(String[]::new));
    }

    private static RecordedDeployments past(Random random) throws Exception {
        var known = new RecordedDeployments();
        for (int i = random.nextInt(4); i > 0; i--) {
            TestCluster before = cluster(random);
            String job = random.nextInt(3) == 0 ? "other" : "deploy";
            var plan = before.plan(
                    known,
                    new Decommissioning(
                            job, before.contents(), before.decommission().filter(), null, 100));
            plan.toSend().forEach(record -> known.add(record, TARGET, job, ENDS[random.nextInt(ENDS.length)]));
        }
        return known;
    }

    @Test
    void planEstablishesTheStateOfTheListAndTheSecondPlanSendsNothing() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            RecordedDeployments known = past(random);
            TestCluster now = cluster(random);
            ClusterPlan plan = now.plan(known);
            known.ended(plan, "deploy", random.nextBoolean() ? Kind.RECORDED : null);

            for (ClusterRecord record : now.records().records()) {
                assertThat("seed " + seed, known.newest(TARGET, record.record().deploymentName()), is(record.record()));
            }
            assertThat("seed " + seed, now.plan(known).toSend(), is(empty()));
            int grouped = plan.created().size()
                    + plan.updated().size()
                    + plan.unchanged().size();
            assertThat("seed " + seed, grouped, is(now.records().records().size()));
        }
    }

    @Test
    void listedDeploymentIsNeverDecommissioned() throws Exception {
        int decommissioned = 0;
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            RecordedDeployments known = past(random);
            TestCluster now = cluster(random);
            List<String> running = TestCluster.names(now.records().records());

            for (ClusterRecord gone : now.plan(known).decommissioned()) {
                OutboxEntry.Workload workload = gone.workload();
                assertThat("seed " + seed, running.contains(gone.record().deploymentName()), is(false));
                assertThat(
                        "seed " + seed,
                        now.contents()
                                .existing()
                                .contains(new Workload(workload.namespace(), workload.kind(), workload.name())),
                        is(false));
                decommissioned++;
            }
        }
        assertThat(decommissioned, is(greaterThan(500)));
    }

    /** GitHub refuses a request in which one digest has two names or versions. */
    @Test
    void recordsOfARequestHaveOneNameAndVersionForEachDigest() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            RecordedDeployments known = past(random);
            Map<String, String> labels = new HashMap<>();
            for (ClusterRecord record : cluster(random).plan(known).toSend()) {
                String label = record.record().name() + ':' + record.record().version();
                String other = labels.putIfAbsent(record.record().digest().value(), label);
                assertThat("seed " + seed, other == null ? label : other, is(label));
            }
        }
    }
}
