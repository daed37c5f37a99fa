package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;

/**
 * The present state of a key, whichever job recorded it.
 *
 * @param newest the newest accepted record
 * @param confirmed the newest record that GitHub confirmed; the same object as newest if that is it, and null if GitHub
 *     confirmed none
 */
public record KeyState(KeyRecord newest, KeyRecord confirmed) {

    public DeploymentKey key() {
        return newest.entry().key();
    }

    /** With another record of the key, or with another state of a record; {@code old} is null for the first record. */
    static KeyState with(KeyState old, KeyRecord line) {
        if (old == null) {
            return new KeyState(line, line.isConfirmed() ? line : null);
        }
        KeyRecord newest = old.newest.isNewerThan(line) ? old.newest : line;
        KeyRecord confirmed = line.isConfirmed() && (old.confirmed == null || !old.confirmed.isNewerThan(line))
                ? line
                : old.confirmed;
        return newest == old.newest && confirmed == old.confirmed ? old : new KeyState(newest, confirmed);
    }

    KeyState moved(Journal.Moved moved) {
        KeyRecord movedNewest = newest.moved(moved);
        KeyRecord movedConfirmed =
                confirmed == newest ? movedNewest : confirmed == null ? null : confirmed.moved(moved);
        return movedNewest == newest && movedConfirmed == confirmed ? this : new KeyState(movedNewest, movedConfirmed);
    }
}
