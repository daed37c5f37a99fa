package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;

/**
 * The deployments that a call may decommission: those that its job recorded from lists of kubectl and that the call
 * covers.
 *
 * @param job the job's current full name
 * @param contents the contents of the list; null if the deployments were typed, which is an error
 * @param filter the filter with which the contents were read
 * @param workloadsListed true if kubectl listed all kinds of workload, so that a kind without items has no workloads.
 *     False if kubectl listed pods alone, so that a workload without a pod in the list is missing, although it may be
 *     scaled to zero. Null if only workloads whose kind is in the list can be missing; a list without workloads is then
 *     an error
 * @param maxPercent the limit of missing deployments, 0 to 100 percent of the covered deployments that are deployed;
 *     more are an error
 */
public record Decommissioning(
        String job, ClusterContents contents, ClusterFilter filter, Boolean workloadsListed, int maxPercent) {}
