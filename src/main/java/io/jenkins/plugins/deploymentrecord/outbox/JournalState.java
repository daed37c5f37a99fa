package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The state that the journal keeps: the entries that have not ended, and the entries that failed recently. Confined to
 * the outbox's thread.
 */
final class JournalState {

    private static final Duration FAILURES_KEPT = Duration.ofDays(7);
    private static final int MAX_FAILURES = 1_000;
    private static final long REWRITE_INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final int MIN_LINES_BEFORE_REWRITE = 10_000;

    private final Scheduler scheduler;
    private final Timers timers;
    private final OutboxListener listener;
    private final JsonLineFile file;
    private final JsonLineFile keysFile;
    private final Journal journal;

    final Map<String, QueuedEntry> entries = new LinkedHashMap<>();
    final Map<String, EndedEntry> failures = new LinkedHashMap<>();
    private List<ObjectNode> others;
    /** The identity of the Jenkins to which the journal belongs. */
    List<String> identity;

    private long start;
    private long order;
    /** Null while the journal can be written. */
    Instant notWritableSince;

    JournalState(
            Scheduler scheduler, Timers timers, OutboxListener listener, JsonLineFile file, JsonLineFile keysFile) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.listener = listener;
        this.file = file;
        this.keysFile = keysFile;
        this.journal = new Journal(file);
    }

    /**
     * Reads the journal.
     *
     * @param present the identity of the Jenkins that is running
     * @param newest the largest number that is known from other files
     * @return the last line of an orderly shutdown; null if the outbox was killed
     */
    Journal.Closed read(List<String> present, SequenceNumber newest) throws IOException {
        Journal.Contents contents = journal.read();
        Journal.Head head = contents.head();
        boolean isNew = head == null && contents.entries().isEmpty();
        identity = isNew ? present : head == null ? List.of() : head.identity();
        start = 1
                + Math.max(
                        head == null ? 0 : head.start(),
                        Math.max(contents.newest().start(), newest.start()));
        others = contents.others();
        if (!others.isEmpty()) {
            listener.warning(Warning.NEWER_LINES, file.path(), String.valueOf(others.size()));
        }
        entries.putAll(contents.entries());
        failures.putAll(contents.ended());
        order = contents.order();
        return isNew ? new Journal.Closed(true, true) : contents.closed();
    }

    /**
     * Appends the new start to the journal; does not rewrite the file, so that a start with thousands of entries is
     * quick.
     */
    CompletableFuture<Long> begin() {
        return append(List.of(new Journal.Head(start, identity)), true).handle((size, failure) -> start);
    }

    long nextOrder() {
        return order++;
    }

    CompletableFuture<Long> append(List<?> contents, boolean force) {
        CompletableFuture<Long> written = journal.append(contents, force);
        watch(written);
        if (notWritableSince == null && journal.appended() > MIN_LINES_BEFORE_REWRITE + 2 * entries.size()) {
            rewrite();
        }
        return written;
    }

    /**
     * Rewrites the journal without the entries that have ended. Forces their watermarks to the disk first, so that a
     * power loss cannot remove the watermark of an entry that is no longer in the journal.
     */
    CompletableFuture<Long> rewrite() {
        keysFile.append(List.of(), true);
        removeOldFailures();
        var contents = new ArrayList<Object>();
        contents.add(new Journal.Head(start, identity));
        for (QueuedEntry queued : entries.values()) {
            contents.add(queued.entry);
            if (queued.lastFailure() != null || queued.mayBeAtGitHub) {
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

    /**
     * Removes a failed entry that is accepted again.
     *
     * @return whether GitHub may have its record
     */
    boolean removeFailure(String id) {
        EndedEntry failed = failures.remove(id);
        return failed != null && failed.result().mayBeAtGitHub();
    }

    void removeOldFailures() {
        long oldest = scheduler.now().minus(FAILURES_KEPT).toEpochMilli();
        failures.values().removeIf(ended -> ended.result().at() < oldest);
        var ids = failures.keySet().iterator();
        while (failures.size() > MAX_FAILURES && ids.hasNext()) {
            ids.next();
            ids.remove();
        }
    }

    /** If the write fails, rewrites the journal once a minute until the rewrite succeeds. */
    private void watch(CompletableFuture<?> written) {
        written.whenComplete((size, failure) -> {
            if (failure != null) {
                scheduler.execute(() -> {
                    if (notWritableSince == null) {
                        notWritableSince = scheduler.now();
                        listener.warning(Warning.NOT_WRITABLE, file.path(), String.valueOf(failure));
                        timers.at(timers.now() + REWRITE_INTERVAL, this::retryRewrite);
                    }
                });
            }
        });
    }

    private void retryRewrite() {
        if (notWritableSince != null) {
            rewrite();
            timers.at(timers.now() + REWRITE_INTERVAL, this::retryRewrite);
        }
    }
}
