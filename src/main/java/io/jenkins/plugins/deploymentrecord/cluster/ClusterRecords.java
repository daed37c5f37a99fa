package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import java.util.List;

/**
 * The valid records of a call.
 *
 * @param records in the order of the list
 * @param skipped the containers and pods that give no record
 * @param notices sentences about doubtful deployments
 */
public record ClusterRecords(
        ClusterTarget target, List<ClusterRecord> records, List<SkippedContainer> skipped, List<String> notices) {

    /** @throws InvalidDeploymentException with every error of the target, the list and the repositories */
    public static ClusterRecords of(DeploymentList list, ClusterTarget target, RepositoryByImage repositories)
            throws InvalidDeploymentException {
        throw new UnsupportedOperationException();
    }
}
