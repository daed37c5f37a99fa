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

/** The state of deployments as this controller knows it: the newest record of each that GitHub confirmed. */
interface KnownDeployments {

    /**
     * A confirmed record.
     *
     * @param version null if the record has none
     * @param job its full name
     * @param build its number
     */
    record Known(String status, @CheckForNull String version, String job, int build) {}

    /** Empty if this controller recorded no such deployment, or another artifact since. */
    Optional<Known> find(DeploymentKey key, ArtifactDigest digest);

    /**
     * As the outbox knows it now.
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
