package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.io.Serializable;
import java.util.List;

/**
 * A deployment in a cluster, as it was typed or found, not yet validated. Every field except place may be null.
 *
 * @param place the name of the deployment in an error, such as {@code deployments[3]}
 * @param name null if the image names the artifact
 * @param image {@code registry/name@sha256:…}, as an alternative to digest; always null if the deployment was found
 * @param githubRepository null if {@link RepositoryByImage} decides
 * @param tags null to leave GitHub's tags alone; the same holds for the runtime risks
 * @param workload the container that runs the artifact, and the workload of the container; null if the deployment was
 *     typed
 */
public record ClusterDeployment(
        String place,
        String name,
        String digest,
        String image,
        String deploymentName,
        String version,
        String status,
        String githubRepository,
        List<TypedTag> tags,
        List<String> runtimeRisks,
        OutboxEntry.Workload workload)
        implements Serializable {

    /** A tag; both may be null or blank. */
    public record TypedTag(String key, String value) implements Serializable {}

    /** Returns the name of a field of this deployment in an error. */
    String placeOf(String field) {
        return workload == null ? place + '.' + field : place + ": " + field;
    }
}
