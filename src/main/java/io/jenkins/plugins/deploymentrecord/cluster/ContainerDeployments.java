package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;

/** The deployments that a list of kubectl shows. */
public final class ContainerDeployments {

    private ContainerDeployments() {}

    /**
     * One deployment for each running container, in the order of the contents.
     *
     * @param filter the filter with which the contents were read
     */
    public static DeploymentList of(
            ClusterContents contents,
            ClusterFilter filter,
            DeploymentNameTemplate template,
            OnMissingDigest onMissingDigest) {
        throw new UnsupportedOperationException();
    }
}
