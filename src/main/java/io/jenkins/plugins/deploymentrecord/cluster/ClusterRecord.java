package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;

/**
 * A valid record of a call.
 *
 * @param workload for {@link OutboxEntry#withWorkload}; null if the deployment was typed
 */
public record ClusterRecord(DeploymentRecord record, OutboxEntry.Workload workload) {}
