package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A record of a key, and its state.
 *
 * @param kind how it ended; null while it waits
 * @param at of its end, in milliseconds since 1970 by the wall clock; 0 while it waits
 * @param message why it ended like that, for a person; null if it was recorded or waits
 * @param by the ID of the user who discarded it, else null
 * @param githubId GitHub's number of the record; null unless GitHub returned it
 * @param attestationId of the artifact's provenance attestation; null unless GitHub returned it
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyRecord(
        OutboxEntry entry,
        EntryResult.Kind kind,
        long at,
        String message,
        String by,
        Long githubId,
        Long attestationId) {

    /** @throws IllegalArgumentException if there is no entry, or it has no number */
    public KeyRecord {
        if (entry == null || entry.number() == null) {
            throw new IllegalArgumentException("a record of a key without its number");
        }
    }

    static KeyRecord waiting(OutboxEntry entry) {
        return new KeyRecord(entry, null, 0, null, null, null, null);
    }

    static KeyRecord ended(OutboxEntry entry, EntryResult result) {
        return new KeyRecord(
                entry,
                result.kind(),
                result.at(),
                result.message(),
                result.by(),
                result.answer() == null ? null : result.answer().id(),
                result.answer() == null ? null : result.answer().attestationId());
    }

    public boolean isWaiting() {
        return kind == null;
    }

    /** Whether GitHub confirmed it. */
    public boolean isConfirmed() {
        return kind == EntryResult.Kind.RECORDED;
    }

    boolean isNewerThan(KeyRecord other) {
        return other == null || entry.number().compareTo(other.entry.number()) > 0;
    }

    KeyRecord moved(Journal.Moved moved) {
        OutboxEntry now = Journal.moved(entry, moved);
        return now == entry ? this : new KeyRecord(now, kind, at, message, by, githubId, attestationId);
    }
}
