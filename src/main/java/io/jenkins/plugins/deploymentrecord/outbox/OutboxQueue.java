package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All entries that have not ended, and their journal. Confined to the outbox's thread. */
final class OutboxQueue implements EntryEvents {

    /**
     * The minimum time after a restart until an entry is given up, even if Jenkins was down past the entry's deadline.
     */
    private static final long MIN_LEFT = Duration.ofMinutes(10).toNanos();

    private final Outbox.Settings settings;
    private final Scheduler scheduler;
    private final OutboxListener listener;
    private final JsonLineFile journalFile;
    final Timers timers;
    final Dispatcher dispatcher;
    final Reads reads;
    final KeyStates keyStates;

    final JournalState state;
    private final GroupCommit commit;
    /** The identity of the Jenkins that is running; see {@link Outbox.Settings}. */
    private List<String> identity;
    /** The number of results that are not in the histories yet. */
    private int keeping;

    /** Reads the files. */
    OutboxQueue(
            Outbox.Settings settings,
            Scheduler scheduler,
            OutboxListener listener,
            TokenLookup lookup,
            RequestSender sender,
            RetryPolicy policy,
            JsonLineFile journalFile,
            JsonLineFile keysFile)
            throws IOException {
        this.settings = settings;
        this.identity = settings.identity();
        this.scheduler = scheduler;
        this.listener = listener;
        this.journalFile = journalFile;
        this.timers = new Timers(scheduler);
        this.dispatcher = new Dispatcher(scheduler, timers, lookup, sender, listener, policy, this);
        this.reads = new Reads(scheduler, timers, listener, policy, this, dispatcher.accounts);
        this.keyStates = new KeyStates(keysFile);
        this.state = new JournalState(scheduler, timers, listener, journalFile, keysFile);
        this.commit = new GroupCommit(scheduler, timers, keysFile, state);
    }

    /** Begins to deliver the journal's entries after the new start is on the disk; completes with the start count. */
    CompletableFuture<Long> start() throws IOException {
        Journal.Closed closed = state.read(identity, keyStates.newest());
        dispatcher.start(
                closed != null && closed.isQuiet(),
                closed != null && closed.isIdle(),
                settings.isHeld() || !state.identity.equals(identity));
        var started = new CompletableFuture<Long>();
        state.begin()
                .thenAccept(start -> scheduler.execute(() -> {
                    dispatcher.batch(() -> List.copyOf(state.entries.values()).forEach(queued -> admit(queued, true)));
                    started.complete(start);
                }));
        return started;
    }

    /** Converts a time of {@link Timers#now} to the wall clock. */
    Instant wall(long time) {
        return scheduler.now().plusNanos(time - timers.now());
    }

    /** Accepts entries that were submitted; see {@link Outbox#submit}. */
    CompletableFuture<List<Outbox.Acceptance>> accept(
            List<OutboxEntry> submitted, boolean mustBeOnDisk, Consumer<Progress> progress) {
        return new Submission(scheduler, state, commit, mustBeOnDisk, this::admitTogether).accept(submitted, progress);
    }

    /** Accepts failed entries again. */
    CompletableFuture<List<Outbox.Acceptance>> acceptAgain(List<OutboxEntry> failed, boolean mustBeOnDisk) {
        return new Submission(scheduler, state, commit, mustBeOnDisk, written -> {
                    written.forEach(queued -> listener.sentAgain(queued.entry));
                    admitTogether(written);
                })
                .accept(failed, null);
    }

    private void admitTogether(List<QueuedEntry> written) {
        dispatcher.batch(() -> written.forEach(queued -> admit(queued, false)));
    }

    private void admit(QueuedEntry queued, boolean isRestored) {
        OutboxEntry entry = queued.entry;
        keyStates.accepted(entry);
        queued.nextAttemptTime = timers.now();
        long left = Duration.ofMillis(Math.min(
                        entry.giveUpAfterMillis(),
                        entry.giveUpAt() - scheduler.now().toEpochMilli()))
                .toNanos();
        queued.deadline = timers.at(
                timers.now()
                        + (isRestored
                                ? Math.max(left, MIN_LEFT)
                                : Duration.ofMillis(entry.giveUpAfterMillis()).toNanos()),
                () -> giveUp(queued));
        if (keyStates.isSuperseded(entry)) {
            end(queued, Kind.SUPERSEDED, null, null);
        } else if (keyStates.isConfirmed(entry)) {
            end(queued, Kind.RECORDED, null, null);
        } else {
            dispatcher.add(queued);
        }
    }

    private void giveUp(QueuedEntry queued) {
        if (queued.isInFlight) {
            queued.isOverdue = true;
        } else {
            var last = queued.lastFailure();
            end(queued, Kind.GIVEN_UP, last == null ? Texts.get("end.noAttempt") : last.text(), null);
        }
    }

    @Override
    public void end(QueuedEntry queued, Kind kind, String message, Confirmed confirmed) {
        if (queued.hasEnded) {
            return;
        }
        queued.hasEnded = true;
        queued.deadline.cancel();
        if (queued.key != null) {
            dispatcher.remove(queued);
        }
        OutboxEntry entry = queued.entry;
        EntryResult result = queued.result(kind, message, confirmed, scheduler.now());
        keyStates.ended(entry, result);
        if (kind == Kind.RECORDED && queued.key != null) {
            queued.key.olderThan(queued).forEach(older -> end(older, Kind.SUPERSEDED, null, null));
        }
        listener.ended(entry, result, Duration.ofMillis(Math.max(0, result.at() - entry.acceptedAt())));
        keep(queued, result);
        if (queued.key != null && kind != Kind.SUPERSEDED) {
            dispatcher.update(queued.key);
        }
    }

    /**
     * Saves the result in the histories first, then informs the builds that wait, then the journal. After a kill in
     * between, the entry is sent again, which is harmless.
     */
    private void keep(QueuedEntry queued, EntryResult result) {
        CompletableFuture<?> kept;
        try {
            kept = listener.keep(queued.entry, result);
        } catch (RuntimeException | Error e) {
            kept = CompletableFuture.failedFuture(e);
        }
        keeping++;
        kept.whenComplete((any, failure) -> scheduler.execute(() -> {
            if (failure != null) {
                // the entry stays in the journal and is delivered again after a restart
                internalError(failure);
                keeping--;
                queued.complete(result);
                return;
            }
            state.entries.remove(queued.entry.id());
            if (result.kind().isFailure()) {
                state.failures.put(queued.entry.id(), new EndedEntry(queued.entry, result, false));
                state.removeOldFailures();
            }
            commit.end(queued.entry.id(), result);
            keeping--;
            queued.complete(result);
        }));
    }

    @Override
    public void failed(QueuedEntry queued, String text) {
        queued.failed(scheduler.now().toEpochMilli(), text);
        state.append(
                List.of(new Journal.Attempts(
                        queued.entry.id(), queued.attempts, queued.mayBeAtGitHub, List.of(queued.lastFailure()))),
                false);
        listener.retried(queued.entry, text);
    }

    @Override
    public void changed(QueuedEntry queued) {
        if (queued.isAttached()) {
            queued.notify(Snapshots.progress(queued, this), this::internalError);
        }
    }

    @Override
    public void internalError(Throwable error) {
        listener.warning(Warning.INTERNAL_ERROR, journalFile.path(), String.valueOf(error));
    }

    /**
     * @return false if the entry is in flight, and can be discarded only after GitHub's answer, or if it is not
     *     dispatched
     */
    boolean discard(QueuedEntry queued, String by) {
        queued.discardedBy = by;
        if (queued.isInFlight || !queued.isDispatched()) {
            return false;
        }
        end(queued, Kind.DISCARDED, by, null);
        return true;
    }

    /** Ends the hold and makes the journal this Jenkins' own; has no effect if the outbox is not held. */
    void release() {
        if (!dispatcher.isHeld()) {
            return;
        }
        state.identity = identity;
        state.rewrite();
        dispatcher.updateAll(false);
    }

    /** Changes the identity. A held journal keeps the identity of the other Jenkins until an administrator decides. */
    void identityChanged(List<String> changed) {
        identity = List.copyOf(changed);
        if (!dispatcher.isHeld() && !identity.equals(state.identity)) {
            state.identity = identity;
            state.rewrite();
        }
    }

    void moved(String from, String to) {
        var moved = new Journal.Moved(from, to);
        state.entries.values().forEach(queued -> {
            CredentialQueue ready = queued.readyAt;
            if (ready != null) {
                ready.remove(queued);
            }
            queued.entry = Journal.moved(queued.entry, moved);
            if (ready != null) {
                ready.add(queued);
            }
        });
        state.failures.replaceAll((id, ended) -> ended.moved(moved));
        keyStates.moved(moved);
        state.append(List.of(moved), true);
    }

    /** Begins no more requests. Completes when nothing is in flight, or after the given time. */
    CompletableFuture<?> close(Duration patience) {
        dispatcher.stop();
        reads.stop();
        var closed = new CompletableFuture<Void>();
        awaitEnd(timers.now() + patience.toNanos(), closed);
        return closed;
    }

    private void awaitEnd(long until, CompletableFuture<Void> closed) {
        Attempts attempts = dispatcher.attempts();
        if (attempts.inFlight() + keeping == 0) {
            commit.commit();
        }
        if ((attempts.inFlight() + keeping > 0 || !commit.isIdle()) && timers.now() < until) {
            timers.at(Math.min(until, timers.now() + Duration.ofMillis(20).toNanos()), () -> awaitEnd(until, closed));
            return;
        }
        boolean isQuiet = dispatcher.isQuiet();
        attempts.cancelCalls();
        state.append(List.of(new Journal.Closed(isQuiet, dispatcher.isIdle())), true)
                .whenComplete((size, failure) -> closed.complete(null));
        // this line must be the last line, and the writer is closed soon
        scheduler.shutdown();
    }
}
