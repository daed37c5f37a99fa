package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Converts entries of the outbox to entries of histories, and back. */
@Restricted(NoExternalUse.class)
public final class HistoryEntries {

    private HistoryEntries() {}

    /** Converts an entry that ended. */
    static HistoryEntry of(OutboxEntry entry, EntryResult result) {
        return of(entry)
                .ended(
                        state(result.kind()),
                        result.at(),
                        result.answer(),
                        result.failures().stream()
                                .map(failure -> new HistoryEntry.Event(failure.at(), failure.text()))
                                .toList(),
                        result.message(),
                        result.by());
    }

    /** Converts an entry that is waiting. */
    static HistoryEntry of(OutboxEntry entry) {
        return HistoryEntry.waiting(
                EntryId.step(entry.id()),
                entry.number(),
                entry.origin().requestedAt(),
                entry.origin().requestedBy(),
                entry.destination().server(),
                entry.destination().apiUrl(),
                entry.destination().organization(),
                entry.parsedBody());
    }

    private static HistoryEntry.State state(EntryResult.Kind kind) {
        return switch (kind) {
            case RECORDED -> HistoryEntry.State.RECORDED;
            case SUPERSEDED -> HistoryEntry.State.SUPERSEDED;
            case REFUSED -> HistoryEntry.State.REFUSED;
            case GIVEN_UP -> HistoryEntry.State.GIVEN_UP;
            case DISCARDED -> HistoryEntry.State.DISCARDED;
        };
    }

    /** Converts a record of the index. */
    public static HistoryEntry of(KeyRecord record) {
        return record.isWaiting()
                ? of(record.entry())
                : of(record.entry())
                        .ended(
                                state(record.kind()),
                                record.at(),
                                record.githubId() == null && record.attestationId() == null
                                        ? null
                                        : new DeploymentRecordResponse(
                                                record.githubId(),
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                record.attestationId()),
                                List.of(),
                                record.message(),
                                record.by());
    }

    /**
     * Converts a record of a job's history to a record of the index; null if the record was never accepted or is
     * waiting. Waiting records are in the journal.
     */
    @CheckForNull
    static KeyRecord keyRecord(String job, JobHistory.Entry kept) {
        HistoryEntry record = kept.record();
        EntryResult.Kind kind = kind(record.state());
        if (kind == null || record.number() == null || record.key().isEmpty()) {
            return null;
        }
        OutboxEntry entry = OutboxEntry.of(
                new EntryId(job, kept.build(), 0, record.id()).toString(),
                record.number(),
                new OutboxEntry.Origin(job, kept.build(), record.requestedAt(), record.requestedBy()),
                new OutboxEntry.Destination(record.server(), record.apiUrl(), record.organization(), ""),
                record.body().toString(),
                false,
                0);
        var answer = record.answer();
        return new KeyRecord(
                entry,
                kind,
                record.endedAt(),
                record.message(),
                record.discardedBy(),
                answer == null ? null : answer.id(),
                answer == null ? null : answer.attestationId());
    }

    @CheckForNull
    private static EntryResult.Kind kind(HistoryEntry.State state) {
        return switch (state) {
            case RECORDED -> EntryResult.Kind.RECORDED;
            case SUPERSEDED -> EntryResult.Kind.SUPERSEDED;
            case REFUSED -> EntryResult.Kind.REFUSED;
            case GIVEN_UP -> EntryResult.Kind.GIVEN_UP;
            case DISCARDED -> EntryResult.Kind.DISCARDED;
            case WAITING, WAITING_AGAIN, INVALID -> null;
        };
    }
}
