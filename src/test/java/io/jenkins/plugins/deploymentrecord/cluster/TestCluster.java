package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.kubernetes.LabelSelector;
import io.jenkins.plugins.deploymentrecord.kubernetes.RunningContainer;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import io.jenkins.plugins.deploymentrecord.kubernetes.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The contents of a cluster, in the reader's format. */
final class TestCluster {

    static final ClusterTarget TARGET =
            new ClusterTarget(ApiUrl.of("https://api.github.com"), "Octo-Org", "production", null, "shop-eu-1");

    private final List<RunningContainer> containers = new ArrayList<>();
    private final List<SkippedContainer> skipped = new ArrayList<>();
    private final Set<Workload> existing = new TreeSet<>();
    /** Null if the kinds are those of the existing workloads. */
    private Set<String> listedKinds;

    /** Returns a cluster with other workloads, in two namespaces. */
    static TestCluster others() {
        return new TestCluster()
                .running("kube-system", "Deployment", "coredns", "coredns", "1", 'f')
                .running("stay", "1", 'e');
    }

    static String digest(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }

    /** Adds a Deployment in namespace shop whose container "app" runs. */
    TestCluster running(String name, String version, char digest) {
        return running("shop", "Deployment", name, "ghcr.io/octo-org/" + name, version, digest);
    }

    TestCluster running(String namespace, String kind, String name, String image, String version, char digest) {
        return running(namespace, kind, name, image, version, digest, Map.of(), Set.of());
    }

    TestCluster running(
            String namespace,
            String kind,
            String name,
            String image,
            String version,
            char digest,
            Map<String, String> tags,
            Set<RuntimeRisk> risks) {
        var workload = new Workload(namespace, kind, name);
        existing.add(workload);
        containers.add(new RunningContainer(
                workload, "app", false, name + "-x", image, version, new ArtifactDigest(digest(digest)), tags, risks));
        return this;
    }

    /** Adds a workload whose pod is in the list, but does not run. */
    TestCluster pending(String namespace, String kind, String name) {
        existing.add(new Workload(namespace, kind, name));
        skipped.add(new SkippedContainer(namespace, name + "-x", SkippedContainer.ALL, Reason.PHASE, "Pending"));
        return this;
    }

    /** Adds a workload that is in the list, but has no pods. */
    TestCluster scaledToZero(String namespace, String kind, String name) {
        existing.add(new Workload(namespace, kind, name));
        return this;
    }

    TestCluster skipped(String namespace, String name, Reason reason) {
        skipped.add(new SkippedContainer(namespace, name + "-x", "app", reason, "image"));
        return this;
    }

    TestCluster listedKinds(String... kinds) {
        listedKinds = Set.of(kinds);
        return this;
    }

    ClusterContents contents() {
        Set<String> kinds = listedKinds;
        if (kinds == null) {
            kinds = new TreeSet<>();
            for (Workload workload : existing) {
                kinds.add(workload.kind());
            }
        }
        return new ClusterContents(containers, skipped, existing, kinds, containers.size() + skipped.size(), List.of());
    }

    DeploymentList list() {
        return ContainerDeployments.of(
                contents(), ClusterFilter.EVERYTHING, DeploymentNameTemplate.DEFAULT, OnMissingDigest.SKIP);
    }

    ClusterRecords records() throws InvalidDeploymentException {
        return ClusterRecords.of(list(), TARGET, RepositoryByImage.NONE);
    }

    ClusterRecords records(ClusterFilter filter) throws InvalidDeploymentException {
        return ClusterRecords.of(
                ContainerDeployments.of(contents(), filter, DeploymentNameTemplate.DEFAULT, OnMissingDigest.SKIP),
                TARGET,
                RepositoryByImage.NONE);
    }

    /** Returns a plan of job "deploy" that may decommission all deployments. */
    ClusterPlan plan(RecordedDeployments known) throws InvalidDeploymentException {
        return plan(known, decommission());
    }

    ClusterPlan plan(RecordedDeployments known, Decommissioning call) throws InvalidDeploymentException {
        return ClusterPlan.of(records(call.filter()), known.index(), new PlanOptions(false, call));
    }

    Decommissioning decommission() {
        return new Decommissioning("deploy", contents(), ClusterFilter.EVERYTHING, null, 100);
    }

    Decommissioning decommission(ClusterFilter filter) {
        return new Decommissioning("deploy", contents(), filter, null, 100);
    }

    Decommissioning decommission(Boolean workloadsListed) {
        return new Decommissioning("deploy", contents(), ClusterFilter.EVERYTHING, workloadsListed, 100);
    }

    Decommissioning decommission(int maxPercent) {
        return new Decommissioning("deploy", contents(), ClusterFilter.EVERYTHING, null, maxPercent);
    }

    static ClusterFilter selector(String selector) {
        return new ClusterFilter(
                List.of(), List.of(), LabelSelector.parse(selector).orElseThrow(), true);
    }

    static ClusterFilter namespaces(String... namespaces) {
        return new ClusterFilter(List.of(namespaces), List.of(), LabelSelector.EVERYTHING, true);
    }

    static List<String> names(List<ClusterRecord> records) {
        return records.stream().map(record -> record.record().deploymentName()).toList();
    }

    static List<String> updatedNames(ClusterPlan plan) {
        return names(plan.updated().stream().map(ClusterUpdate::record).toList());
    }
}
