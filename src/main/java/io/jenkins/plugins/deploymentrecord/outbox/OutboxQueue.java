package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All entries that have not ended, and the journal that has them. For the outbox's thread. */
final class OutboxQueue implements Attempts.Ends {

    static final Duration FAILURES_KEPT = Duration.ofDays(7);
    private static final int MAX_FAILURES = 1_000;
    /** For an entry that was not given up before a restart, however long Jenkins was down. */
    private static final long MIN_LEFT = Duration.ofMinutes(10).toNanos();

    private static final long REWRITE_INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final int MIN_LINES_BEFORE_REWRITE = 10_000;

    private final Outbox.Settings settings;
    private final Scheduler scheduler;
    private final OutboxListener listener;
    private final JsonLineFile journalFile;
    final Timers timers;
    final Dispatcher dispatcher;
    private final Journal journal;
    private final KeyStates keyStates;

    final Map<String, QueuedEntry> entries = new LinkedHashMap<>();
    final Map<String, EndedEntry> failures = new LinkedHashMap<>();
    private List<ObjectNode> others;
    private List<String> identity;
    private long start;
    private long order;
    /** Results that the histories do not have yet. */
    private int keeping;
    /** Null while the journal can be written. */
    Instant notWritableSince;

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
        this.scheduler = scheduler;
        this.listener = listener;
        this.journalFile = journalFile;
        this.timers = new Timers(scheduler);
        this.dispatcher = new Dispatcher(scheduler, timers, lookup, sender, listener, policy, this);
        this.keyStates = new KeyStates(keysFile);
        this.journal = new Journal(journalFile);
    }

    /**
     * Begins to deliver what the journal has, once the new start is on disk.
     *
     * @return the start's count
     */
    CompletableFuture<Long> start() throws IOException {
        Journal.Contents contents = journal.read();
        Journal.Head head = contents.head();
        boolean isNew = head == null && contents.entries().isEmpty();
        identity = isNew ? settings.identity() : head == null ? List.of() : head.identity();
        start = 1 + Math.max(
                head == null ? 0 : head.start(),
                Math.max(contents.newest().start(), keyStates.newest().start()));
        others = contents.others();
        if (!others.isEmpty()) {
            listener.warning(Warning.NEWER_LINES, journalFile.path(), String.valueOf(others.size()));
        }
        entries.putAll(contents.entries());
        order = contents.order();
        failures.putAll(contents.ended());
        Journal.Closed closed = isNew ? new Journal.Closed(true, true) : contents.closed();
        boolean isOrderly = closed != null;
        dispatcher.start(
                isOrderly && closed.isQuiet(),
                isOrderly && closed.isIdle(),
                settings.isHeld() || !identity.equals(settings.identity()));
        var started = new CompletableFuture<Long>();
        rewrite().whenComplete((size, failure) -> {
            // a full disk may have no room for a second journal, and yet for a line
            CompletableFuture<?> written = failure == null
                    ? CompletableFuture.completedFuture(size)
                    : journal.append(List.of(new Journal.Head(start, identity)), true);
            written.whenComplete((line, unwritten) -> scheduler.execute(() -> {
                List.copyOf(entries.values()).forEach(queued -> admit(queued, true));
                started.complete(start);
            }));
        });
        return started;
    }

    /** A time of {@link Timers#now}, by the wall clock. */
    Instant wall(long time) {
        return scheduler.now().plusNanos(time - timers.now());
    }

    /** @param mustBeOnDisk whether the entries shall not be accepted if they cannot be written */
    CompletableFuture<List<Outbox.Acceptance>> accept(
            List<OutboxEntry> submitted, boolean mustBeOnDisk, Consumer<Progress> progress) {
        long now = scheduler.now().toEpochMilli();
        var all = new ArrayList<QueuedEntry>();
        var fresh = new ArrayList<QueuedEntry>();
        for (OutboxEntry entry : submitted) {
            String id = idFor(entry);
            QueuedEntry queued = entries.get(id);
            if (queued == null) {
                queued = new QueuedEntry(entry.accepted(id, now), order++);
                queued.written = new CompletableFuture<>();
                entries.put(id, queued);
                fresh.add(queued);
            }
            all.add(queued);
        }
        if (!fresh.isEmpty()) {
            append(fresh.stream().map(queued -> queued.entry).toList(), true)
                    .whenComplete((size, failure) ->
                            scheduler.execute(() -> written(fresh, failure, mustBeOnDisk)));
        }
        List<Outbox.Acceptance> acceptances = all.stream()
                .map(queued -> new Outbox.Acceptance(queued.entry, queued.isOnDisk(), queued.attach(progress)))
                .toList();
        return CompletableFuture.allOf(acceptances.stream()
                        .map(Outbox.Acceptance::isOnDisk)
                        .toArray(CompletableFuture[]::new))
                .thenApply(any -> acceptances);
    }

    /** A known id with the same record is the same entry; with another record, such as in a loop, it is another entry. */
    private String idFor(OutboxEntry entry) {
        String id = entry.id();
        for (int i = 2; ; i++) {
            QueuedEntry known = entries.get(id);
            if (known == null || known.entry.isSameRecord(entry)) {
                return id;
            }
            id = entry.id() + "~" + i;
        }
    }

    private void written(List<QueuedEntry> fresh, Throwable failure, boolean mustBeOnDisk) {
        for (QueuedEntry queued : fresh) {
            if (failure == null || !mustBeOnDisk) {
                queued.onDisk = failure == null;
                admit(queued, false);
                queued.written.complete(failure == null);
                queued.written = null;
            } else {
                entries.remove(queued.entry.id());
                queued.hasEnded = true;
                queued.written.completeExceptionally(failure);
            }
        }
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
        boolean isDoubtful = queued.mayBeAtGitHub && kind != Kind.RECORDED && kind != Kind.SUPERSEDED;
        String text = kind == Kind.RECORDED
                ? null
                : Texts.get("end." + kind, message, queued.attempts)
                        + (isDoubtful ? ' ' + Texts.get("end.mayBeAtGitHub") : "");
        var result = new EntryResult(
                kind,
                scheduler.now().toEpochMilli(),
                text,
                kind == Kind.DISCARDED ? queued.discardedBy : null,
                confirmed == null ? null : confirmed.record(),
                isDoubtful,
                queued.attempts,
                queued.failures(),
                !queued.isAttached());
        if (kind == Kind.RECORDED) {
            keyStates.confirmed(entry);
            if (queued.key != null) {
                queued.key.olderThan(queued).forEach(older -> end(older, Kind.SUPERSEDED, null, null));
            }
        }
        listener.ended(entry, result, Duration.ofMillis(Math.max(0, result.at() - entry.acceptedAt())));
        keep(queued, result);
        if (queued.key != null && kind != Kind.SUPERSEDED) {
            dispatcher.touch(queued.key);
        }
    }

    /** First the histories, then the journal, then those who wait. */
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
                // it stays in the journal, and is delivered again after a restart
                fault(failure);
                keeping--;
                queued.complete(result);
                return;
            }
            entries.remove(queued.entry.id());
            if (result.kind().isFailure()) {
                failures.put(queued.entry.id(), new EndedEntry(queued.entry, result, false));
                forgetOldFailures();
            }
            append(List.of(new Journal.Ended(queued.entry.id(), result)), true)
                    .whenComplete((size, unwritten) -> scheduler.execute(() -> {
                        keeping--;
                        queued.complete(result);
                    }));
        }));
    }

    @Override
    public void failed(QueuedEntry queued, String text) {
        queued.failed(scheduler.now().toEpochMilli(), text);
        append(
                List.of(new Journal.Attempts(
                        queued.entry.id(), queued.attempts, queued.mayBeAtGitHub, List.of(queued.lastFailure()))),
                false);
        listener.retried(queued.entry, text);
    }

    @Override
    public void changed(QueuedEntry queued) {
        if (!queued.listeners().isEmpty()) {
            Progress progress = Snapshots.progress(queued, this);
            queued.listeners().forEach(each -> {
                try {
                    each.accept(progress);
                } catch (RuntimeException | Error e) {
                    fault(e);
                }
            });
        }
    }

    @Override
    public void fault(Throwable fault) {
        listener.warning(Warning.INTERNAL_ERROR, journalFile.path(), String.valueOf(fault));
    }

    /** @return false if it ends, if at all, only after GitHub's answer */
    boolean discard(QueuedEntry queued, String by) {
        queued.discardedBy = by;
        if (queued.isInFlight || queued.hasEnded || queued.key == null) {
            return false;
        }
        end(queued, Kind.DISCARDED, by, null);
        return true;
    }

    void acknowledge(String id) {
        if (failures.computeIfPresent(id, (any, ended) -> ended.acknowledge()) != null) {
            append(List.of(id), true);
        }
    }

    /** The Jenkins that the journal was made by is this one now. */
    void release() {
        identity = settings.identity();
        rewrite();
        dispatcher.touchAll(false);
    }

    void moved(String from, String to) {
        var moved = new Journal.Moved(from, to);
        entries.values().forEach(queued -> {
            CredentialQueue ready = queued.readyAt;
            if (ready != null) {
                ready.remove(queued);
            }
            queued.entry = Journal.moved(queued.entry, moved);
            if (ready != null) {
                ready.add(queued);
            }
        });
        append(List.of(moved), true);
    }

    private CompletableFuture<Long> append(List<?> contents, boolean force) {
        CompletableFuture<Long> written = journal.append(contents, force);
        watch(written);
        if (notWritableSince == null && journal.appended() > MIN_LINES_BEFORE_REWRITE + 2 * entries.size()) {
            rewrite();
        }
        return written;
    }

    CompletableFuture<Long> rewrite() {
        forgetOldFailures();
        var contents = new ArrayList<Object>();
        contents.add(new Journal.Head(start, identity));
        for (QueuedEntry queued : entries.values()) {
            contents.add(queued.entry);
            if (queued.lastFailure() != null) {
                contents.add(new Journal.Attempts(
                        queued.entry.id(), queued.attempts, queued.mayBeAtGitHub, queued.failures()));
            }
        }
        failures.forEach((id, ended) -> {
            if (!entries.containsKey(id)) {
                contents.add(ended.entry());
                contents.add(new Journal.Ended(id, ended.result()));
                if (ended.isAcknowledged()) {
                    contents.add(id);
                }
            }
        });
        CompletableFuture<Long> written = journal.rewrite(contents, others);
        watch(written);
        return written.whenComplete((size, failure) -> scheduler.execute(() -> {
            if (failure == null) {
                notWritableSince = null;
                entries.values().forEach(queued -> queued.onDisk = true);
            }
        }));
    }

    private void forgetOldFailures() {
        long oldest = scheduler.now().minus(FAILURES_KEPT).toEpochMilli();
        failures.values().removeIf(ended -> ended.result().at() < oldest);
        var ids = failures.keySet().iterator();
        while (failures.size() > MAX_FAILURES && ids.hasNext()) {
            ids.next();
            ids.remove();
        }
    }

    /** Writes the journal anew, once a minute until it succeeds, after a line could not be written. */
    private void watch(CompletableFuture<?> written) {
        written.whenComplete((size, failure) -> {
            if (failure != null) {
                scheduler.execute(() -> {
                    if (notWritableSince == null) {
                        notWritableSince = scheduler.now();
                        listener.warning(Warning.NOT_WRITABLE, journalFile.path(), String.valueOf(failure));
                        timers.at(timers.now() + REWRITE_INTERVAL, this::rewriteAgain);
                    }
                });
            }
        });
    }

    private void rewriteAgain() {
        if (notWritableSince != null) {
            rewrite();
            timers.at(timers.now() + REWRITE_INTERVAL, this::rewriteAgain);
        }
    }

    /** Nothing more is begun. Completes when nothing is in flight any more, or after the given time. */
    CompletableFuture<?> close(Duration patience) {
        dispatcher.stop();
        var closed = new CompletableFuture<Void>();
        awaitEnd(timers.now() + patience.toNanos(), closed);
        return closed;
    }

    private void awaitEnd(long until, CompletableFuture<Void> closed) {
        Attempts attempts = dispatcher.attempts();
        if (attempts.inFlight() + keeping > 0 && timers.now() < until) {
            timers.at(Math.min(until, timers.now() + Duration.ofMillis(20).toNanos()), () -> awaitEnd(until, closed));
            return;
        }
        boolean isQuiet = dispatcher.isQuiet();
        attempts.cancelCalls();
        append(List.of(new Journal.Closed(isQuiet, dispatcher.isIdle())), true)
                .whenComplete((size, failure) -> closed.complete(null));
    }
}
