package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A record of a key and the state of the record.
 *
 * @param kind how the entry ended; null while it waits
 * @param at the time of its end, in milliseconds since 1970, by the wall clock; 0 while it waits
 * @param message the reason in words; null if the entry was recorded or waits
 * @param by the ID of the user who discarded the entry; otherwise null
 * @param githubId GitHub's ID of the record; null unless GitHub returned it
 * @param attestationId the ID of the artifact's provenance attestation; null unless GitHub returned it
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

    /** @throws IllegalArgumentException if the entry or its number is null */
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

    /** Whether GitHub confirmed the record. */
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
