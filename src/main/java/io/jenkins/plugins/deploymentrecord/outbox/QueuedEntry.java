package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An entry that has not ended, and its attempts so far. For the outbox's thread. */
final class QueuedEntry {

    private static final int MAX_FIRST_FAILURES = 2;
    private static final int MAX_LAST_FAILURES = 6;
    private static final int MAX_TEXT = 600;

    /** The newest last. */
    static final Comparator<QueuedEntry> BY_NUMBER = Comparator.comparing((QueuedEntry queued) -> queued.entry.number())
            .thenComparingLong(queued -> queued.order);

    /** The next to be sent first. */
    static final Comparator<QueuedEntry> BY_TIME = Comparator.comparingLong(
                    (QueuedEntry queued) -> queued.nextAttemptTime)
            .thenComparingLong(queued -> queued.order);

    OutboxEntry entry;
    /** Of acceptance. */
    final long order;

    KeyQueue key;
    /** Not null while it waits for its turn at a credential. */
    CredentialQueue readyAt;
    /** Not null while it is looked up for, or sent. */
    Request request;

    boolean hasEnded;
    boolean isInFlight;
    /** Its time was over while it was in flight. */
    boolean isOverdue;
    /** Who discarded it while it was in flight. */
    String discardedBy;
    /** Whether GitHub may have it. */
    boolean mayBeAtGitHub;
    /** Whether the journal has it. */
    boolean onDisk = true;

    /** How many entries may go in one request with it, itself included; at least 1. Does not change while it is ready. */
    int maxTogether = RequestSender.MAX_ENTRIES;

    int attempts;
    long nextAttemptTime;
    /** When a failure that is final after a while was first seen, by the retry policy's reasons; null if there was none. */
    RetryPolicy.FirstSeen firstSeen;

    Timers.Timer deadline;
    private List<Failure> failures;
    private List<Consumer<Progress>> listeners;
    /** Completes when the entry is written, or cannot be; null if it was in the journal at the start. */
    CompletableFuture<Boolean> written;
    /** Null while nobody is attached. */
    CompletableFuture<EntryResult> result;

    QueuedEntry(OutboxEntry entry, long order) {
        this.entry = entry;
        this.order = order;
    }

    /** Whether it may go in one request with others now. */
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

    /** @return null if nothing failed yet */
    Failure lastFailure() {
        return failures == null ? null : failures.getLast();
    }

    /** Completes once it is known whether the journal has it. */
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

    /** Whether the dispatcher has it: it is written down, and has not ended. */
    boolean isDispatched() {
        return key != null && !hasEnded;
    }

    boolean isAttached() {
        return listeners != null && !listeners.isEmpty();
    }

    /** @param listener null if nobody waits */
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

    /** @param error takes the exceptions of listeners */
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
