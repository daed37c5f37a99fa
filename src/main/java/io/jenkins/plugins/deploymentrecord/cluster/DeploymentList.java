package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import java.io.Serializable;
import java.util.List;

/**
 * The deployments of a call, and the errors of the list so far. {@link ClusterRecords} finds the others.
 *
 * @param errors empty if there is no error so far
 * @param skipped the containers and pods without a deployment; empty if the list was typed
 * @param notices sentences about doubtful deployments
 */
public record DeploymentList(
        List<ClusterDeployment> deployments,
        List<FieldError> errors,
        List<SkippedContainer> skipped,
        List<String> notices)
        implements Serializable {}
