package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;

/**
 * A record that replaces another.
 *
 * @param before the newest record that GitHub has or will have; equal to the new record if a newer record failed, or if
 *     only the workload differs
 * @param workloadBefore null if the previous record was not made from a list of kubectl
 */
public record ClusterUpdate(ClusterRecord record, DeploymentRecord before, OutboxEntry.Workload workloadBefore) {}
