package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;

/**
 * The deployments that a call may decommission: those that its job recorded from lists of kubectl, and that the call
 * covers.
 *
 * @param job the job's present full name
 * @param contents of the list; null if the deployments were typed, which is an error
 * @param filter the filter with which the contents were read
 * @param workloadsListed whether the list was asked for all kinds of workload, of which a missing kind has none left.
 *     False: the list was asked for pods alone, so that a workload without a pod in the list counts as missing, although it
 *     may be scaled to zero. Null: only workloads whose kind is in the list can be missing, and a list without any is an
 *     error
 * @param maxPercent of the deployments that are covered and deployed, 0 to 100: if more are missing, that is an error
 */
public record Decommissioning(
        String job, ClusterContents contents, ClusterFilter filter, Boolean workloadsListed, int maxPercent) {}
