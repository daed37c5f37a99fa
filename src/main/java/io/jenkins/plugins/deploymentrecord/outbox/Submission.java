package io.jenkins.plugins.deploymentrecord.outbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Accepts entries that are submitted together. Known entries are found again; new entries are written to the journal
 * before they are sent. Confined to the outbox's thread.
 */
final class Submission {

    private final Scheduler scheduler;
    private final JournalState state;
    private final GroupCommit commit;
    /** Whether entries that cannot be written are not accepted. */
    private final boolean mustBeOnDisk;

    private final Consumer<List<QueuedEntry>> admission;

    /** @param admission receives the entries to deliver */
    Submission(
            Scheduler scheduler,
            JournalState state,
            GroupCommit commit,
            boolean mustBeOnDisk,
            Consumer<List<QueuedEntry>> admission) {
        this.scheduler = scheduler;
        this.state = state;
        this.commit = commit;
        this.mustBeOnDisk = mustBeOnDisk;
        this.admission = admission;
    }

    /**
     * Accepts the entries. If a build waits for them, they are forced to the disk shortly after they are sent, so that
     * a quick answer does not wait for the force.
     */
    CompletableFuture<List<Outbox.Acceptance>> accept(List<OutboxEntry> submitted, Consumer<Progress> progress) {
        long now = scheduler.now().toEpochMilli();
        var all = new ArrayList<QueuedEntry>();
        var fresh = new ArrayList<QueuedEntry>();
        for (OutboxEntry entry : submitted) {
            String id = idFor(entry);
            QueuedEntry queued = state.entries.get(id);
            if (queued == null) {
                queued = new QueuedEntry(entry.accepted(id, now), state.nextOrder());
                queued.written = new CompletableFuture<>();
                queued.mayBeAtGitHub = state.removeFailure(id);
                state.entries.put(id, queued);
                fresh.add(queued);
            }
            all.add(queued);
        }
        if (!fresh.isEmpty()) {
            state.append(fresh.stream().map(queued -> queued.entry).toList(), mustBeOnDisk)
                    .whenComplete((size, failure) -> scheduler.execute(() -> written(fresh, failure)));
        }
        List<Outbox.Acceptance> acceptances = all.stream()
                .map(queued -> new Outbox.Acceptance(queued.entry, queued.isOnDisk(), queued.attach(progress)))
                .toList();
        return mustBeOnDisk
                ? CompletableFuture.allOf(acceptances.stream()
                                .map(Outbox.Acceptance::isOnDisk)
                                .toArray(CompletableFuture[]::new))
                        .thenApply(any -> acceptances)
                : CompletableFuture.completedFuture(acceptances);
    }

    /**
     * Returns the id of the known entry with the same record, or a new id. An id can have several records, such as in a
     * loop.
     */
    private String idFor(OutboxEntry entry) {
        String id = entry.id();
        for (int i = 2; ; i++) {
            QueuedEntry known = state.entries.get(id);
            if (known == null || known.entry.isSameRecord(entry)) {
                return id;
            }
            id = entry.id() + "~" + i;
        }
    }

    private void written(List<QueuedEntry> fresh, Throwable failure) {
        if (failure != null && mustBeOnDisk) {
            var notAccepted = new IOException(Texts.get("submission.notOnDisk", failure.getMessage()), failure);
            for (QueuedEntry queued : fresh) {
                state.entries.remove(queued.entry.id());
                queued.hasEnded = true;
                queued.written.completeExceptionally(notAccepted);
            }
            return;
        }
        admission.accept(fresh);
        if (failure != null || mustBeOnDisk) {
            onDisk(fresh, failure == null);
        } else {
            commit.whenForced(forced -> onDisk(fresh, forced));
        }
    }

    private static void onDisk(List<QueuedEntry> fresh, boolean isForced) {
        for (QueuedEntry queued : fresh) {
            queued.onDisk = isForced;
            queued.written.complete(isForced);
            queued.written = null;
        }
    }
}
