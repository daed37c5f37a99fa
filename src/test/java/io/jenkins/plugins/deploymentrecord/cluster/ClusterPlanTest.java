package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.names;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.updatedNames;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The records that a plan sends, compared with the known records. */
class ClusterPlanTest {

    private static final KeyIndex NOTHING = new KeyIndex(List.of(), 1);

    private final RecordedDeployments known = new RecordedDeployments();
    private final TestCluster cluster =
            new TestCluster().running("api", "1", 'a').running("web", "1", 'b');

    private ClusterPlan plan(TestCluster of) throws Exception {
        return ClusterPlan.of(of.records(), known.index(), PlanOptions.CHANGES);
    }

    @Test
    void deploymentsWithoutKnownRecordsAreCreatedInTheOrderOfTheList() throws Exception {
        ClusterPlan plan = plan(cluster);

        assertThat(names(plan.created()), contains("shop-api-app", "shop-web-app"));
        assertThat(plan.toSend(), is(plan.created()));
        assertThat(plan.updated(), is(empty()));
        assertThat(plan.unchanged(), is(empty()));
    }

    @Test
    void onlyChangedDeploymentsAreSent() throws Exception {
        known.confirmed(cluster.records());

        ClusterPlan plan = plan(new TestCluster()
                .running("web", "2", 'c')
                .running("api", "1", 'a')
                .running("new", "1", 'd'));

        assertThat(names(plan.created()), contains("shop-new-app"));
        assertThat(updatedNames(plan), contains("shop-web-app"));
        assertThat(names(plan.unchanged()), contains("shop-api-app"));
        assertThat(names(plan.toSend()), contains("shop-web-app", "shop-new-app"));
    }

    @Test
    void waitingRecordIsNotSentAgain() throws Exception {
        known.ended(cluster.records(), "deploy", null);

        assertThat(plan(cluster).toSend(), is(empty()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECORDED")
    void failedRecordIsSentAgain(Kind kind) throws Exception {
        known.ended(cluster.records(), "deploy", kind);

        assertThat(names(plan(cluster).created()), contains("shop-api-app", "shop-web-app"));
    }

    /** GitHub may have the newer record although it failed. */
    @Test
    void confirmedRecordIsSentAgainAfterANewerRecordFailed() throws Exception {
        known.confirmed(cluster.records());
        known.ended(new TestCluster().running("api", "2", 'c').records(), "deploy", Kind.GIVEN_UP);

        ClusterPlan plan = plan(cluster);

        assertThat(names(plan.toSend()), contains("shop-api-app"));
        assertThat(plan.lines().get(2), is("  shop-api-app: as before, but a newer record failed"));
    }

    @Test
    void fullPlanSendsUnchangedDeployments() throws Exception {
        known.confirmed(cluster.records());

        ClusterPlan plan = ClusterPlan.of(cluster.records(), known.index(), new PlanOptions(true, null));

        assertThat(names(plan.unchanged()), contains("shop-api-app", "shop-web-app"));
        assertThat(plan.toSend(), is(plan.unchanged()));
        assertThat(plan.requests(), is(1));
    }

    @Test
    void recordsOfAnotherTargetAreIgnored() throws Exception {
        for (ClusterTarget other : List.of(
                new ClusterTarget(TARGET.server(), "other", "production", null, "shop-eu-1"),
                new ClusterTarget(TARGET.server(), "Octo-Org", "staging", null, "shop-eu-1"),
                new ClusterTarget(TARGET.server(), "Octo-Org", "production", "rack 1", "shop-eu-1"),
                new ClusterTarget(TARGET.server(), "Octo-Org", "production", null, "shop-eu-2"))) {
            known.confirmed(ClusterRecords.of(cluster.list(), other, RepositoryByImage.NONE));
        }

        assertThat(plan(cluster).created().size(), is(2));
    }

    @Test
    void targetIgnoresTheCaseOfTheOrganization() throws Exception {
        known.confirmed(ClusterRecords.of(
                cluster.list(),
                new ClusterTarget(TARGET.server(), "octo-org", "production", null, " shop-eu-1 "),
                RepositoryByImage.NONE));

        assertThat(plan(cluster).toSend(), is(empty()));
    }

    @Test
    void decommissionedDeploymentIsUpdatedIfItRunsAgain() throws Exception {
        known.confirmed(cluster.records());
        known.confirmed(new TestCluster().running("web", "1", 'b').plan(known));

        ClusterPlan plan = plan(cluster);

        assertThat(plan.lines().get(2), is("  shop-api-app: status decommissioned -> deployed"));
        assertThat(names(plan.toSend()), contains("shop-api-app"));
    }

    @Test
    void orderOfTagsAndRisksIsNotAChange() throws Exception {
        known.confirmed(new TestCluster()
                .running(
                        "shop",
                        "Deployment",
                        "api",
                        "api",
                        "1",
                        'a',
                        new TreeMap<>(Map.of("a", "1", "b", "2")),
                        EnumSet.allOf(RuntimeRisk.class))
                .records());
        var tags = new LinkedHashMap<String, String>();
        tags.put("b", "2");
        tags.put("a", "1");
        var typed = TypedDeployments.of(List.of(Map.of(
                "name",
                "api",
                "version",
                "1",
                "digest",
                TestCluster.digest('a'),
                "deploymentName",
                "shop-api-app",
                "tags",
                tags,
                "runtimeRisks",
                List.of("sensitive-data", "lateral-movement", "internet-exposed", "critical-resource"))));

        ClusterPlan plan = ClusterPlan.of(
                ClusterRecords.of(typed, TARGET, RepositoryByImage.NONE), known.index(), PlanOptions.CHANGES);

        assertThat(plan.toSend(), is(empty()));
    }

    @Test
    void changedTagIsSent() throws Exception {
        known.confirmed(new TestCluster()
                .running("shop", "Deployment", "api", "api", "1", 'a', Map.of("team", "x"), Set.of())
                .records());

        ClusterPlan plan = plan(
                new TestCluster().running("shop", "Deployment", "api", "api", "1", 'a', Map.of("team", "y"), Set.of()));

        assertThat(plan.lines().get(2), is("  shop-api-app: tags {team=x} -> {team=y}"));
    }

    /** Decommissioning depends on the workload that is stored with the record. */
    @Test
    void deploymentWithAChangedWorkloadIsSentAlthoughItsRecordIsTheSame() throws Exception {
        known.confirmed(new TestCluster()
                .running("shop", "Deployment", "db", "db", "1", 'a')
                .records());

        ClusterPlan plan = plan(new TestCluster().running("shop", "StatefulSet", "db", "db", "1", 'a'));

        assertThat(
                plan.lines().get(2), is("  shop-db-app: workload Deployment shop/db/app -> StatefulSet shop/db/app"));
        assertThat(names(plan.toSend()), contains("shop-db-app"));
    }

    @Test
    void recordWithoutAWorkloadIsSentOnceIfMissingDeploymentsAreDecommissioned() throws Exception {
        cluster.records()
                .records()
                .forEach(record ->
                        known.add(new ClusterRecord(record.record(), null), TARGET, "other job", Kind.RECORDED));

        assertThat(plan(cluster).toSend(), is(empty()));
        ClusterPlan plan = cluster.plan(known);
        assertThat(updatedNames(plan), contains("shop-api-app", "shop-web-app"));
        assertThat(cluster.plan(known.confirmed(plan)).toSend(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({"shop-eu-1, 1, 1", "shop-eu-1, 1000, 1", "shop-eu-1, 1001, 2"})
    void requestHasUpToAThousandRecords(String name, int records, int requests) throws Exception {
        var many = new TestCluster();
        for (int i = 0; i < records; i++) {
            many.running("app" + i, "1", 'a');
        }
        var target = new ClusterTarget(TARGET.server(), "octo-org", "production", null, name);
        ClusterRecords all = ClusterRecords.of(many.list(), target, RepositoryByImage.forAll("r"));

        ClusterPlan plan = ClusterPlan.of(all, NOTHING, PlanOptions.CHANGES);

        assertThat(plan.requests(), is(requests));
        assertThat(plan.lines().getLast(), is("requests: " + requests + ", records: " + records));
    }

    @Test
    void planWithoutChangesNeedsNoRequest() throws Exception {
        known.confirmed(cluster.records());

        assertThat(plan(cluster).requests(), is(0));
    }
}
