package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;

/**
 * A record that takes the place of another.
 *
 * @param before the newest record that GitHub has or will have; equal to the new one if a newer one failed, or if only the
 *     workload is another
 * @param workloadBefore null if the record before was not made from a cluster's list
 */
public record ClusterUpdate(ClusterRecord record, DeploymentRecord before, OutboxEntry.Workload workloadBefore) {}
