package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An entry that has not ended, and its attempts so far. Confined to the outbox's thread. */
final class QueuedEntry {

    private static final int MAX_FIRST_FAILURES = 2;
    private static final int MAX_LAST_FAILURES = 6;
    private static final int MAX_TEXT = 600;

    /** The newest entry is last. */
    static final Comparator<QueuedEntry> BY_NUMBER = Comparator.comparing((QueuedEntry queued) -> queued.entry.number())
            .thenComparingLong(queued -> queued.order);

    /** The next entry to send is first. */
    static final Comparator<QueuedEntry> BY_TIME = Comparator.comparingLong(
                    (QueuedEntry queued) -> queued.nextAttemptTime)
            .thenComparingLong(queued -> queued.order);

    OutboxEntry entry;
    /** The place in the order of acceptance. */
    final long order;

    KeyQueue key;
    /** The queue in which the entry waits for its turn; null if it does not wait for a credential. */
    CredentialQueue readyAt;
    /** The request that contains the entry; null if there is none. */
    Request request;

    boolean hasEnded;
    boolean isInFlight;
    /** Whether the deadline passed while the entry was in flight. */
    boolean isOverdue;
    /** The ID of the user who discarded the entry; null if it was not discarded. */
    String discardedBy;
    /** Whether GitHub may have the record. */
    boolean mayBeAtGitHub;
    /** Whether the entry is in the journal. */
    boolean onDisk = true;

    /** The maximum number of entries in the entry's request, at least 1. Does not change while the entry is ready. */
    int maxTogether = RequestSender.MAX_ENTRIES;

    int attempts;
    long nextAttemptTime;
    /** The first occurrence of a failure that becomes final after a while; null if there is none. */
    RetryPolicy.FirstSeen firstSeen;

    Timers.Timer deadline;
    private List<Failure> failures;
    private List<Consumer<Progress>> listeners;
    /** Completes when the entry is written or cannot be written; null if the entry was in the journal at the start. */
    CompletableFuture<Boolean> written;
    /** Null until a build attaches. */
    CompletableFuture<EntryResult> result;

    QueuedEntry(OutboxEntry entry, long order) {
        this.entry = entry;
        this.order = order;
    }

    /** Whether the entry may share its next request with other entries. */
    boolean mayShareRequest() {
        return maxTogether > 1 && entry.fitsSharedRequest();
    }

    void failed(long at, String text) {
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + '…' : text;
        if (failures == null) {
            failures = new ArrayList<>(1);
        }
        if (failures.size() == MAX_FIRST_FAILURES + MAX_LAST_FAILURES) {
            failures.remove(MAX_FIRST_FAILURES);
        }
        failures.add(new Failure(at, cut));
    }

    List<Failure> failures() {
        return failures == null ? List.of() : List.copyOf(failures);
    }

    /** @return null if no attempt has failed */
    Failure lastFailure() {
        return failures == null ? null : failures.getLast();
    }

    /** Completes when it is known whether the entry is in the journal. */
    CompletableFuture<Boolean> isOnDisk() {
        return written == null ? CompletableFuture.completedFuture(onDisk) : written.copy();
    }

    void complete(EntryResult ended) {
        if (result != null) {
            result.complete(ended);
        }
    }

    EntryResult result(EntryResult.Kind kind, String why, RequestSender.Confirmed confirmed, Instant wall) {
        boolean isDoubtful = mayBeAtGitHub && kind != EntryResult.Kind.RECORDED && kind != EntryResult.Kind.SUPERSEDED;
        String message = kind == EntryResult.Kind.RECORDED
                ? null
                : Texts.get("end." + kind, why, attempts) + (isDoubtful ? '\n' + Texts.get("end.mayBeAtGitHub") : "");
        return new EntryResult(
                kind,
                wall.toEpochMilli(),
                message,
                kind == EntryResult.Kind.DISCARDED ? discardedBy : null,
                confirmed == null ? null : confirmed.record(),
                isDoubtful,
                attempts,
                failures(),
                !isAttached());
    }

    /** Whether the entry is in the dispatcher: it has been written to the journal and has not ended. */
    boolean isDispatched() {
        return key != null && !hasEnded;
    }

    boolean isAttached() {
        return listeners != null && !listeners.isEmpty();
    }

    /** @param listener null if no build waits */
    CompletableFuture<EntryResult> attach(Consumer<Progress> listener) {
        if (listener != null) {
            if (listeners == null) {
                listeners = new ArrayList<>(1);
            }
            listeners.add(listener);
        }
        if (result == null) {
            result = new CompletableFuture<>();
        }
        return result.copy();
    }

    void detach(Consumer<Progress> listener) {
        if (listeners != null) {
            listeners.remove(listener);
        }
    }

    /** @param error receives the exceptions of listeners */
    void notify(Progress progress, Consumer<Throwable> error) {
        for (Consumer<Progress> listener : List.copyOf(listeners)) {
            try {
                listener.accept(progress);
            } catch (RuntimeException | Error e) {
                error.accept(e);
            }
        }
    }
}
