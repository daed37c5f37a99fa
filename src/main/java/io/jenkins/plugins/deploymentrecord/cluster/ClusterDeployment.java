package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.io.Serializable;
import java.util.List;

/**
 * A deployment of a cluster, as it was typed or found, not yet valid. Every field but place may be null.
 *
 * @param place the deployment's name in an error, such as {@code deployments[3]}
 * @param name null if the image names the artifact
 * @param image {@code registry/name@sha256:…}, in place of digest; always null if the deployment was found
 * @param githubRepository null if {@link RepositoryByImage} decides
 * @param tags null to leave GitHub's tags alone, as are the runtime risks
 * @param workload the container that runs it, and the workload of the container; null if the deployment was typed
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

    /** The name of one of its fields in an error. */
    String placeOf(String field) {
        return workload == null ? place + '.' + field : place + ": " + field;
    }
}
