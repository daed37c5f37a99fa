package io.jenkins.plugins.deploymentrecord.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of a plan in a log. */
class PlanLinesTest {

    private final RecordedDeployments known = new RecordedDeployments();

    @Test
    void everyGroupOfAPlanHasItsCountAndItsDeployments() throws Exception {
        known.confirmed(new TestCluster()
                .running("kube-system", "Deployment", "coredns", "coredns", "1", 'f')
                .running("api", "1", 'a')
                .running("old", null, 'b')
                .records());

        ClusterPlan plan = new TestCluster()
                .running("kube-system", "Deployment", "coredns", "coredns", "1", 'f')
                .running("api", "2", 'c')
                .running("web", "1", 'd')
                .skipped("shop", "bare", Reason.NO_OWNER)
                .plan(known);

        assertThat(
                plan.lines(),
                contains(
                        "created: 1",
                        "  shop-web-app: ghcr.io/octo-org/web:1 (sha256:dddddddddddd)",
                        "updated: 1",
                        "  shop-api-app: version 1 -> 2, digest sha256:aaaaaaaaaaaa -> sha256:cccccccccccc",
                        "decommissioned: 1",
                        "  shop-old-app: ghcr.io/octo-org/old (sha256:bbbbbbbbbbbb)",
                        "unchanged: 1",
                        "  kube-system-coredns-app: coredns:1 (sha256:ffffffffffff)",
                        "skipped: 1",
                        "  \"shop/bare-x\", container \"app\": no workload owns the pod",
                        "requests: 1, records: 3"));
    }

    @Test
    void addedOrRemovedFieldIsNamedInThePlan() throws Exception {
        known.confirmed(new TestCluster().running("api", null, 'a').records());

        assertThat(
                new TestCluster().running("api", "1", 'a').plan(known).lines().get(2),
                is("  shop-api-app: version none -> 1"));
    }

    @ParameterizedTest
    @CsvSource({"50, 50, ''", "51, 51, and 1 more", "5000, 51, and 4950 more"})
    void longGroupOfAPlanIsCutAfterFiftyLinesAndCounted(int deployments, int lines, String last) throws Exception {
        var cluster = new TestCluster();
        for (int i = 0; i < deployments; i++) {
            cluster.running("app" + i, "1", 'a');
        }
        ClusterPlan plan = ClusterPlan.of(cluster.records(), known.index(), PlanOptions.CHANGES);

        assertThat(plan.lines().size(), is(lines + 6));
        assertThat(plan.lines().getFirst(), is("created: " + deployments));
        if (!last.isEmpty()) {
            assertThat(plan.lines().get(51), is("  " + last));
        }
    }
}
