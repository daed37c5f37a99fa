package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import java.io.Serializable;
import java.util.List;

/**
 * The deployments of a call, and everything that was wrong with the list so far. {@link ClusterRecords} finds the rest.
 *
 * @param errors empty if nothing is wrong so far
 * @param skipped the containers and pods that give no deployment; empty if the list was typed
 * @param notices sentences about doubtful deployments
 */
public record DeploymentList(
        List<ClusterDeployment> deployments,
        List<FieldError> errors,
        List<SkippedContainer> skipped,
        List<String> notices)
        implements Serializable {}
