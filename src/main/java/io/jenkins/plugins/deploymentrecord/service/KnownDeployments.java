package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/**
 * The states of deployments that this controller knows: for each deployment, the newest record that GitHub confirmed.
 */
interface KnownDeployments {

    /**
     * A confirmed record.
     *
     * @param version null if the record has no version
     * @param job the job's full name
     * @param build the build's number
     */
    record Known(String status, @CheckForNull String version, String job, int build) {}

    /**
     * Finds the confirmed record of a deployment; empty if this controller has recorded no such deployment, or has
     * since recorded another artifact.
     */
    Optional<Known> find(DeploymentKey key, ArtifactDigest digest);

    /**
     * Returns the deployments with the present states of the outbox.
     *
     * @throws IOException if the outbox is not open, or does not answer
     */
    static KnownDeployments of(Set<DeploymentKey> keys) throws IOException {
        var confirmed = new HashMap<DeploymentKey, OutboxEntry>();
        for (KeyState state : OutboxService.keys(keys::contains).states()) {
            if (state.confirmed() != null) {
                confirmed.put(state.key(), state.confirmed().entry());
            }
        }
        return (key, digest) -> Optional.ofNullable(confirmed.get(key)).flatMap(entry -> known(entry, digest));
    }

    private static Optional<Known> known(OutboxEntry entry, ArtifactDigest digest) {
        var body = entry.parsedBody();
        return digest.value().equals(body.path("digest").textValue())
                ? Optional.of(new Known(
                        body.path("status").textValue(),
                        body.path("version").textValue(),
                        entry.origin().job(),
                        entry.origin().build()))
                : Optional.empty();
    }
}
