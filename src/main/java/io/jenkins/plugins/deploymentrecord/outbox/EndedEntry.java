package io.jenkins.plugins.deploymentrecord.outbox;

/**
 * An entry that failed.
 *
 * @param isAcknowledged whether an administrator has acknowledged the failure
 */
public record EndedEntry(OutboxEntry entry, EntryResult result, boolean isAcknowledged) {

    EndedEntry acknowledge() {
        return new EndedEntry(entry, result, true);
    }

    EndedEntry moved(Journal.Moved moved) {
        return new EndedEntry(Journal.moved(entry, moved), result, isAcknowledged);
    }
}
