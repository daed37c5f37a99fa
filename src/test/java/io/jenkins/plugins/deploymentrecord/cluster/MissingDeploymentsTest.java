package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.names;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.others;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exactly the missing deployments are decommissioned. */
class MissingDeploymentsTest {

    private final RecordedDeployments known = new RecordedDeployments();

    @Test
    void missingDeploymentIsDecommissionedWithTheFieldsOfItsNewestRecord() throws Exception {
        var before = others().running(
                        "shop",
                        "StatefulSet",
                        "db",
                        "ghcr.io/octo-org/db",
                        "7",
                        'a',
                        Map.of("team", "x"),
                        Set.of(RuntimeRisk.SENSITIVE_DATA))
                .listedKinds("Deployment", "StatefulSet");
        ClusterRecords recorded = ClusterRecords.of(before.list(), TARGET, RepositoryByImage.forAll("octo-org/shop"));
        known.confirmed(recorded);
        TestCluster now = others().listedKinds("Deployment", "StatefulSet");

        ClusterPlan plan = now.plan(known, now.decommission());

        ClusterRecord gone = plan.decommissioned().getFirst();
        ClusterRecord was = recorded.records().getLast();
        assertThat(gone.record().toJson(), is(was.record().toJson().replace("\"deployed\"", "\"decommissioned\"")));
        assertThat(gone.record().organization(), is("Octo-Org"));
        assertThat(gone.workload(), is(was.workload()));
        assertThat(plan.decommissioned().size(), is(1));
        assertThat(plan.toSend().getLast(), is(gone));
    }

    @Test
    void nothingIsDecommissionedWithoutTheOption() throws Exception {
        known.confirmed(others().running("api", "1", 'a').records());

        assertThat(
                ClusterPlan.of(others().records(), known.index(), PlanOptions.CHANGES)
                        .toSend(),
                is(empty()));
    }

    @Test
    void missingDeploymentIsDecommissionedOnce() throws Exception {
        known.confirmed(others().running("api", "1", 'a').records());
        known.confirmed(others().plan(known));

        assertThat(others().plan(known).toSend(), is(empty()));
        assertThat(known.deployed(), not(contains("shop-api-app")));
    }

    @Test
    void workloadThatDoesNotRunIsLeftAlone() throws Exception {
        known.confirmed(others().running("pending", "1", 'a')
                .running("idle", "1", 'b')
                .running("gone", "1", 'c')
                .records());

        assertThat(
                known.missing(
                        others().pending("shop", "Deployment", "pending").scaledToZero("shop", "Deployment", "idle")),
                contains("shop-gone-app"));
    }

    @Test
    void workloadWhoseImageLostItsDigestIsLeftAlone() throws Exception {
        known.confirmed(others().running("api", "1", 'a').records());

        assertThat(
                known.missing(
                        others().scaledToZero("shop", "Deployment", "api").skipped("shop", "api", Reason.IMAGE_ID)),
                is(empty()));
    }

    @Test
    void workloadOfTheSameNameInAnotherNamespaceOrKindIsAnotherWorkload() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("shop", "Deployment", "web", "web", "1", 'b')
                .records());

        assertThat(
                known.missing(others().scaledToZero("kube-system", "Deployment", "api")
                        .scaledToZero("shop", "StatefulSet", "web")),
                contains("shop-api-app", "shop-web-app"));
    }

    @Test
    void deploymentNameOfAnotherWorkloadIsUpdated() throws Exception {
        known.confirmed(
                others().running("shop", "Deployment", "db", "db", "1", 'a').records());

        ClusterPlan plan =
                others().running("shop", "StatefulSet", "db", "db", "2", 'b').plan(known);

        assertThat(plan.decommissioned(), is(empty()));
        assertThat(TestCluster.updatedNames(plan), contains("shop-db-app"));
    }

    @Test
    void deploymentsOfAnotherJobAreLeftAlone() throws Exception {
        known.ended(others().running("api", "1", 'a').records(), "other", Kind.RECORDED);

        assertThat(known.missing(others()), is(empty()));
    }

    @Test
    void deploymentsThatWereNotRecordedFromAListAreLeftAlone() throws Exception {
        others().running("api", "1", 'a')
                .records()
                .records()
                .forEach(
                        record -> known.add(new ClusterRecord(record.record(), null), TARGET, "deploy", Kind.RECORDED));

        assertThat(known.missing(others()), is(empty()));
    }

    @Test
    void deploymentsOfAnotherClusterAreLeftAlone() throws Exception {
        var elsewhere = new ClusterTarget(TARGET.server(), "Octo-Org", "production", null, "shop-us-1");
        known.confirmed(ClusterRecords.of(others().running("api", "1", 'a').list(), elsewhere, RepositoryByImage.NONE));

        assertThat(known.missing(others()), is(empty()));
    }

    @Test
    void deploymentsInOtherNamespacesThanTheCallsAreLeftAlone() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("pay", "Deployment", "api", "api", "1", 'b')
                .records());
        TestCluster now = others();

        assertThat(known.missing(now, now.decommission(TestCluster.namespaces("pa*"))), contains("pay-api-app"));
    }

    @Test
    void callWithASelectorDecommissionsOnlyDeploymentsRecordedWithTheSameSelector() throws Exception {
        known.confirmed(others().running("plain", "1", 'a').records());
        known.confirmed(others().running("mine", "1", 'b').records(TestCluster.selector("team=a,tier in (x, y)")));
        known.confirmed(others().running("yours", "1", 'c').records(TestCluster.selector("team=b")));
        TestCluster now = others();

        assertThat(
                known.missing(now, now.decommission(TestCluster.selector("tier in (y,x), team == a"))),
                contains("shop-mine-app"));
        assertThat(known.missing(now), contains("shop-mine-app", "shop-plain-app", "shop-yours-app"));
    }

    @Test
    void listOfOneNamespaceDecommissionsNothingInOtherNamespacesUnlessTheCallNamesThem() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("pay", "Deployment", "api", "api", "1", 'b')
                .records());
        TestCluster ofShop = new TestCluster().running("stay", "1", 'e');

        ClusterPlan plan = ofShop.plan(known);

        assertThat(names(plan.decommissioned()), contains("shop-api-app"));
        assertThat(plan.notices().getFirst(), containsString("in other namespaces are left alone: 2."));
        assertThat(
                known.missing(ofShop, ofShop.decommission(TestCluster.namespaces("*"))),
                contains("kube-system-coredns-app", "pay-api-app", "shop-api-app"));
    }

    @Test
    void podWithoutARecordShowsItsNamespace() throws Exception {
        known.confirmed(
                others().running("pay", "Deployment", "api", "api", "1", 'b').records());
        TestCluster now = new TestCluster()
                .running("kube-system", "Deployment", "coredns", "coredns", "1", 'f')
                .skipped("default", "bare", Reason.NO_OWNER);

        assertThat(known.missing(now), contains("pay-api-app", "shop-stay-app"));
    }

    @Test
    void workloadsOfAKindOutsideTheListAreLeftAloneUnlessAllKindsWereListed() throws Exception {
        known.confirmed(others().running("shop", "CronJob", "report", "report", "1", 'a')
                .records());
        TestCluster now = others();

        ClusterPlan plan = now.plan(known);

        assertThat(plan.decommissioned(), is(empty()));
        assertThat(plan.notices().getFirst(), containsString("not in the list are left alone: 1."));
        assertThat(known.missing(now, now.decommission(true)), contains("shop-report-app"));
    }

    @Test
    void replicaSetsInAListShowTheirDeployments() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("shop", "Rollout", "web", "web", "1", 'b')
                .running("shop", "StatefulSet", "db", "db", "1", 'c')
                .records());

        assertThat(known.missing(others().listedKinds("ReplicaSet")), contains("shop-api-app", "shop-web-app"));
    }

    @Test
    void listOfPodsAloneIsAnErrorUnlessTheCallSaysSo() throws Exception {
        known.confirmed(others().running("api", "1", 'a').records());
        TestCluster now = others().listedKinds();

        for (Decommissioning call : List.of(now.decommission(), now.decommission(true))) {
            var error = assertThrows(InvalidDeploymentException.class, () -> now.plan(known, call));
            assertThat(error.errors().getFirst().field(), is("workloadsListed"));
            assertThat(error.getMessage(), containsString("kubectl get pods,rs,deploy,sts,ds,job,cronjob -A -o json"));
        }
        assertThat(known.missing(now, now.decommission(false)), contains("shop-api-app"));
    }

    @Test
    void typedDeploymentsWithDecommissioningAreAnError() throws Exception {
        TestCluster now = others();
        var call = new Decommissioning("deploy", null, ClusterFilter.EVERYTHING, false, 100);

        var error = assertThrows(InvalidDeploymentException.class, () -> now.plan(known, call));

        assertThat(error.errors().getFirst().field(), is("decommissionMissing"));
    }

    @Test
    void failedDecommissioningIsSentAgain() throws Exception {
        known.confirmed(others().running("api", "1", 'a').records());
        known.ended(others().plan(known), "deploy", Kind.REFUSED);

        assertThat(known.missing(others()), contains("shop-api-app"));
    }

    @Test
    void unconfirmedDeploymentIsNotDecommissioned() throws Exception {
        known.ended(others().running("api", "1", 'a').records(), "deploy", Kind.REFUSED);

        assertThat(known.missing(others()), is(empty()));
    }

    @Test
    void decommissionedRecordSharesNameAndVersionWithTheRecordsOfItsDigest() throws Exception {
        known.confirmed(others().running("shop", "Deployment", "old", "nginx", "1.25", 'a')
                .records());

        ClusterPlan plan = others().running("shop", "Deployment", "new", "docker.io/library/nginx", "1.26", 'a')
                .plan(known);

        ClusterRecord gone = plan.decommissioned().getFirst();
        assertThat(gone.record().name(), is("docker.io/library/nginx"));
        assertThat(gone.record().version(), is("1.26"));
        assertThat(gone.record().status(), is(DeploymentStatus.DECOMMISSIONED));
    }
}
