package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;

/**
 * The newest records of a key.
 *
 * @param accepted null if it is not known
 * @param confirmed by GitHub; null if it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyState(OutboxEntry accepted, OutboxEntry confirmed) {

    DeploymentKey key() {
        return accepted == null ? confirmed.key() : accepted.key();
    }

    KeyState with(KeyState line) {
        return new KeyState(newer(accepted, line.accepted), newer(confirmed, line.confirmed));
    }

    private static OutboxEntry newer(OutboxEntry old, OutboxEntry other) {
        return old == null || other != null && other.number().compareTo(old.number()) >= 0 ? other : old;
    }
}
