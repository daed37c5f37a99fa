package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.TypedText;

/**
 * The fields that all records of a call share, without white space around them; not yet valid.
 *
 * @param physicalEnvironment null if there is none, as is cluster
 */
public record ClusterTarget(
        ApiUrl server, String organization, String logicalEnvironment, String physicalEnvironment, String cluster) {

    public ClusterTarget {
        organization = TypedText.trimToNull(organization);
        logicalEnvironment = TypedText.trimToNull(logicalEnvironment);
        physicalEnvironment = TypedText.trimToNull(physicalEnvironment);
        cluster = TypedText.trimToNull(cluster);
    }

    /** The key of a deployment there. The target must be valid. */
    DeploymentKey key(String deploymentName) {
        return new DeploymentKey(
                server.toString(), organization, logicalEnvironment, physicalEnvironment, cluster, deploymentName);
    }

    /** Whether a deployment is there. The target must be valid. */
    public boolean covers(DeploymentKey key) {
        return key(key.deploymentName()).equals(key);
    }
}
