package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.EntryStatus;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import io.jenkins.plugins.deploymentrecord.storage.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The durable queue of records of a Jenkins. Safe for all threads; only {@link #open} and {@link #close} block.
 *
 * <p>Promised: an accepted entry ends in one of the ways of {@link EntryResult.Kind}, whatever happens to its build, to
 * Jenkins or to GitHub; of each key, GitHub has in the end the newest entry that it takes. Delivery is at least once.
 */
public final class Outbox implements AutoCloseable {

    /** How long {@link #close} waits for open requests. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Ownership ownership;
    private final AtomicLong counter = new AtomicLong();

    /**
     * Where and for whom.
     *
     * @param directory is created
     * @param identity of this Jenkins: root URL, home's path, host. If another Jenkins made the journal, as after a
     *     restore or in a clone, nothing is delivered until {@link #release}
     * @param isHeld whether nothing shall be delivered until {@link #release}, whoever made the journal
     */
    public record Settings(Path directory, List<String> identity, boolean isHeld) {}

    /**
     * An entry that was accepted, or was known before.
     *
     * @param entry with the id by which it is found from now on
     * @param isOnDisk completed: whether the entry survives a restart
     * @param result completes when the entry has ended and the histories have its result. Cancelling it does nothing
     */
    public record Acceptance(
            OutboxEntry entry, CompletableFuture<Boolean> isOnDisk, CompletableFuture<EntryResult> result) {}

    /**
     * An entry and somebody who waits for it.
     *
     * @param result as in {@link Acceptance}
     */
    public record Attachment(EntryStatus status, CompletableFuture<EntryResult> result) {}

    private Outbox(Ownership ownership) {
        this.ownership = ownership;
    }

    /**
     * Opens the outbox of a directory, reads its journal and begins to deliver. If another process has the journal, it is
     * taken over when that process ends.
     *
     * @param writer also that of the histories; is not closed with the outbox
     * @throws IOException if the directory cannot be created
     */
    public static Outbox open(
            Settings settings, LineWriter writer, TokenLookup lookup, RequestSender sender, OutboxListener listener)
            throws IOException {
        Files.createDirectories(settings.directory);
        var lock = new ProcessLock(settings.directory);
        Outbox outbox =
                open(settings, Scheduler.start(), writer, lock, lookup, sender, listener, RandomGenerator.getDefault());
        outbox.ownership.ready.join();
        return outbox;
    }

    /** @param lock null for none */
    static Outbox open(
            Settings settings,
            Scheduler scheduler,
            LineWriter writer,
            ProcessLock lock,
            TokenLookup lookup,
            RequestSender sender,
            OutboxListener listener,
            RandomGenerator random) {
        var ownership = new Ownership(settings, scheduler, writer, lock, lookup, sender, listener, random);
        scheduler.execute(ownership::takeOver);
        return new Outbox(ownership);
    }

    /**
     * A number for a record that is requested now; larger than all before it, those of earlier processes included.
     *
     * @throws NotOwnedException if the journal is not this process's
     */
    public SequenceNumber nextNumber() throws NotOwnedException {
        long current = ownership.start;
        if (current == 0) {
            throw ownership.notOwned();
        }
        return new SequenceNumber(current, counter.incrementAndGet());
    }

    /**
     * Accepts entries, in one write.
     *
     * @param mustBeOnDisk whether they shall be delivered only if the journal has them; otherwise they are delivered
     *     from memory if the disk is full
     * @param progress takes each change of an entry's progress, on the outbox's thread, until {@link #detach}; null if
     *     no build waits
     * @return completes when the entries are on the disk, or cannot be written; fails with an {@link IOException} if they
     *     were not accepted: a {@link NotOwnedException}, or a failed write of entries that must be on disk
     */
    public CompletableFuture<List<Acceptance>> submit(
            List<OutboxEntry> entries, boolean mustBeOnDisk, Consumer<Progress> progress) {
        return ownership
                .post(queue -> queue.accept(entries, mustBeOnDisk, progress))
                .thenCompose(accepted -> accepted);
    }

    /**
     * Finds the one entry that matches and has not ended, and waits for it; empty if there is none. Its result is in the
     * histories then.
     *
     * @param progress takes the present progress at once, then each change, on the outbox's thread, until {@link
     *     #detach}; null if no build waits
     */
    public CompletableFuture<Optional<Attachment>> attach(Predicate<OutboxEntry> which, Consumer<Progress> progress) {
        return ownership.post(queue -> queue.state.entries.values().stream()
                .filter(queued -> which.test(queued.entry))
                .findFirst()
                .map(queued -> {
                    var attachment = new Attachment(new Snapshots(queue).status(queued), queued.attach(progress));
                    if (progress != null) {
                        progress.accept(attachment.status.progress());
                    }
                    return attachment;
                }));
    }

    /** The build does not wait any longer; the entry is delivered all the same. */
    public CompletableFuture<Void> detach(String id, Consumer<Progress> progress) {
        return tell(
                queue -> Optional.ofNullable(queue.state.entries.get(id)).ifPresent(queued -> queued.detach(progress)));
    }

    /**
     * A person takes back all entries that match. An entry in flight is discarded after GitHub's answer, unless that
     * confirms it.
     *
     * @return how many ended at once
     */
    public CompletableFuture<Integer> discard(Predicate<OutboxEntry> which, String userId) {
        return count(which, (queue, queued) -> queue.discard(queued, userId));
    }

    /**
     * The next attempts of all entries that match are due now, as far as limits allow; failed entries are sent again.
     *
     * @param withAcknowledged whether failed entries that an administrator has acknowledged are sent again, too
     * @return how many entries that is
     */
    public CompletableFuture<Integer> retryNow(Predicate<OutboxEntry> which, boolean withAcknowledged) {
        CompletableFuture<Integer> waiting = count(which, (queue, queued) -> queue.dispatcher.retryNow(queued));
        CompletableFuture<Integer> failed =
                ownership.post(queue -> new FailedEntries(queue).retry(which, withAcknowledged));
        return waiting.thenCombine(failed, Integer::sum);
    }

    /**
     * All entries that match and failed, however long ago, are sent again with their numbers, unless GitHub confirmed newer
     * records of their keys.
     *
     * @return completes when they are on the disk; fails with an {@link IOException} if they were not accepted
     */
    public CompletableFuture<SentAgain> sendAgain(Predicate<OutboxEntry> which) {
        return ownership
                .post(queue -> new FailedEntries(queue).sendAgain(which))
                .thenCompose(sent -> sent);
    }

    private CompletableFuture<Void> tell(Consumer<OutboxQueue> task) {
        return ownership.post(queue -> {
            task.accept(queue);
            return null;
        });
    }

    private interface Change {
        boolean on(OutboxQueue queue, QueuedEntry queued);
    }

    private CompletableFuture<Integer> count(Predicate<OutboxEntry> which, Change change) {
        return ownership.post(queue -> {
            var changed = new ArrayList<QueuedEntry>();
            queue.dispatcher.batch(() -> List.copyOf(queue.state.entries.values()).stream()
                    .filter(queued -> which.test(queued.entry) && change.on(queue, queued))
                    .forEach(changed::add));
            return changed.size();
        });
    }

    /** An administrator has seen to the failures that match. */
    public CompletableFuture<Void> acknowledge(Predicate<OutboxEntry> which) {
        return tell(queue -> new FailedEntries(queue).acknowledge(which));
    }

    /**
     * An administrator chose Deliver, or chose Discard and {@link #discard} has ended all entries: entries are delivered
     * from now on.
     */
    public CompletableFuture<Void> release() {
        return tell(OutboxQueue::release);
    }

    /** An administrator gave this Jenkins another URL, so that the journal is still its own. */
    public CompletableFuture<Void> identityChanged(List<String> identity) {
        return tell(queue -> queue.identityChanged(identity));
    }

    /** Servers or their rates were changed. */
    public CompletableFuture<Void> serversChanged() {
        return tell(queue -> queue.dispatcher.updateAll(queue.dispatcher.isHeld()));
    }

    /** A job or folder was renamed or moved; the names are full names. */
    public CompletableFuture<Void> moved(String from, String to) {
        return tell(queue -> queue.moved(from, to));
    }

    /**
     * Asks GitHub something, as soon as the limits of the token's account allow and without noticeable delay for entries.
     *
     * @param patience for how long limits and outages are waited out
     * @return completes with the answer, on the outbox's thread; fails with a {@link
     *     io.jenkins.plugins.deploymentrecord.github.GitHubException} that is final, an {@link OutwaitedException}, or an
     *     {@link IOException} if there is no token or no such server. Cancelling it ends everything at once.
     */
    public <T> CompletableFuture<T> read(ReadRequest<T> request, Duration patience) {
        var result = new CompletableFuture<T>();
        tell(queue -> queue.reads.begin(request, patience, result)).exceptionally(failure -> {
            result.completeExceptionally(failure);
            return null;
        });
        return result;
    }

    /** The state of the outbox, and a page of the entries that match. */
    public CompletableFuture<OutboxSnapshot> snapshot(Predicate<OutboxEntry> which, int offset, int limit) {
        return ownership
                .post(queue -> new Snapshots(queue).of(which, offset, limit))
                .exceptionally(e -> OutboxSnapshot.notOwned(ownership.notOwnedBecause));
    }

    /** The present states of the keys that match; fails with a {@link NotOwnedException}. */
    public CompletableFuture<KeyIndex> keys(Predicate<DeploymentKey> which) {
        return ownership.post(queue -> queue.keyStates.index(which));
    }

    /**
     * Takes records from the histories after the file of keys was lost. Newer records that are known stay.
     *
     * @param completeSince milliseconds since 1970, with the last records; 0 if more records follow
     */
    public CompletableFuture<Void> restoreKeys(List<KeyRecord> records, long completeSince) {
        return tell(queue -> queue.keyStates.restore(records, completeSince));
    }

    /** Nothing more is sent. Waits at most 5 s for open requests, and says in the journal how they ended. */
    @Override
    public void close() {
        CompletableFuture<Void> closed = closing();
        try {
            closed.get(2 * CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the next start takes it for a kill
        }
        ownership.close();
    }

    CompletableFuture<Void> closing() {
        return ownership
                .post(queue -> queue.close(CLOSE_PATIENCE))
                .thenCompose(closed -> closed.thenApply(any -> null));
    }
}
