package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;

/**
 * The present state of a key, regardless of the job that recorded it.
 *
 * @param newest the newest accepted record
 * @param confirmed the newest record that GitHub confirmed; the same object as {@code newest} if the newest record is
 *     confirmed; null if GitHub confirmed no record
 */
public record KeyState(KeyRecord newest, KeyRecord confirmed) {

    public DeploymentKey key() {
        return newest.entry().key();
    }

    /**
     * Returns the state after a further record of the key or a further state of a record; {@code old} is null for the
     * first record.
     */
    static KeyState with(KeyState old, KeyRecord record) {
        if (old == null) {
            return new KeyState(record, record.isConfirmed() ? record : null);
        }
        KeyRecord newest = old.newest.isNewerThan(record) ? old.newest : record;
        KeyRecord confirmed = record.isConfirmed() && (old.confirmed == null || !old.confirmed.isNewerThan(record))
                ? record
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
