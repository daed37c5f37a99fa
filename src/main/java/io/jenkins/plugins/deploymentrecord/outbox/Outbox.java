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
 * The durable queue of a Jenkins' deployment records. Thread-safe; only {@link #open} and {@link #close} block.
 *
 * <p>The outbox guarantees that each accepted entry ends with an {@link EntryResult.Kind}, even if its build is
 * deleted, Jenkins is killed or GitHub is down, and that GitHub in the end has the newest entry of each key that GitHub
 * accepts. Entries are delivered at least once.
 */
public final class Outbox implements AutoCloseable {

    /** The maximum time for which {@link #close} waits for open requests. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Ownership ownership;
    private final AtomicLong counter = new AtomicLong();

    /**
     * The settings of an outbox.
     *
     * @param directory created if it does not exist
     * @param identity the identity of this Jenkins: root URL, home directory, host. If another Jenkins wrote the
     *     journal, such as after a restore or in a clone, nothing is delivered until {@link #release}
     * @param isHeld whether nothing is delivered until {@link #release}, even if this Jenkins wrote the journal
     */
    public record Settings(Path directory, List<String> identity, boolean isHeld) {}

    /**
     * An entry that was accepted now or before.
     *
     * @param entry the entry with its final id
     * @param isOnDisk completes with true if the entry survives a restart
     * @param result completes when the entry has ended and the histories have its result; cancelling it has no effect
     */
    public record Acceptance(
            OutboxEntry entry, CompletableFuture<Boolean> isOnDisk, CompletableFuture<EntryResult> result) {}

    /** An entry to which a build is attached; {@code result} is as in {@link Acceptance}. */
    public record Attachment(EntryStatus status, CompletableFuture<EntryResult> result) {}

    private Outbox(Ownership ownership) {
        this.ownership = ownership;
    }

    /**
     * Opens the outbox in a directory, reads its journal and begins to deliver. If another process owns the journal,
     * this process takes over when the other process ends.
     *
     * @param writer the writer, which is also used for the histories; not closed with the outbox
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

    /** @param lock null to open the outbox without a lock */
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
     * Returns a number for a new request. It is larger than all earlier numbers, including those of earlier processes.
     *
     * @throws NotOwnedException if this process does not own the journal
     */
    public SequenceNumber nextNumber() throws NotOwnedException {
        long current = ownership.start;
        if (current == 0) {
            throw ownership.notOwned();
        }
        return new SequenceNumber(current, counter.incrementAndGet());
    }

    /**
     * Accepts entries in a single write.
     *
     * @param mustBeOnDisk whether the entries are delivered only if they are in the journal; otherwise they are
     *     delivered from memory if the disk is full
     * @param progress receives each change of an entry's progress, on the outbox's thread, until {@link #detach}; null
     *     if no build waits
     * @return completes when the entries are on the disk or cannot be written; fails with an {@link IOException} if
     *     they were not accepted, such as a {@link NotOwnedException} or a failed write if they must be on the disk
     */
    public CompletableFuture<List<Acceptance>> submit(
            List<OutboxEntry> entries, boolean mustBeOnDisk, Consumer<Progress> progress) {
        return ownership
                .post(queue -> queue.accept(entries, mustBeOnDisk, progress))
                .thenCompose(accepted -> accepted);
    }

    /**
     * Attaches to the entry that matches the filter and has not ended. Empty if there is no such entry; then the result
     * is in the histories.
     *
     * @param progress receives the present progress at once and then each change, on the outbox's thread, until
     *     {@link #detach}; null if no build waits
     */
    public CompletableFuture<Optional<Attachment>> attach(Predicate<OutboxEntry> filter, Consumer<Progress> progress) {
        return ownership.post(queue -> queue.state.entries.values().stream()
                .filter(queued -> filter.test(queued.entry))
                .findFirst()
                .map(queued -> {
                    var attachment = new Attachment(new Snapshots(queue).status(queued), queued.attach(progress));
                    if (progress != null) {
                        progress.accept(attachment.status.progress());
                    }
                    return attachment;
                }));
    }

    /** Ends the wait of a build; the entry is still delivered. */
    public CompletableFuture<Void> detach(String id, Consumer<Progress> progress) {
        return run(
                queue -> Optional.ofNullable(queue.state.entries.get(id)).ifPresent(queued -> queued.detach(progress)));
    }

    /**
     * Discards all entries that match the filter, on behalf of a user. An entry in flight is discarded after GitHub's
     * answer unless GitHub confirms the entry.
     *
     * @return the number of entries that ended at once
     */
    public CompletableFuture<Integer> discard(Predicate<OutboxEntry> filter, String userId) {
        return count(filter, (queue, queued) -> queue.discard(queued, userId));
    }

    /**
     * Makes the next attempts of all entries that match the filter due now, and sends failed entries again. Limits
     * still apply.
     *
     * @param withAcknowledged whether to include failed entries that an administrator has acknowledged
     * @return the number of entries
     */
    public CompletableFuture<Integer> retryNow(Predicate<OutboxEntry> filter, boolean withAcknowledged) {
        CompletableFuture<Integer> waiting = count(filter, (queue, queued) -> queue.dispatcher.retryNow(queued));
        CompletableFuture<Integer> failed =
                ownership.post(queue -> new FailedEntries(queue).retry(filter, withAcknowledged));
        return waiting.thenCombine(failed, Integer::sum);
    }

    /**
     * Sends all failed entries that match the filter again, with their original numbers, even if they failed long ago.
     * Leaves out entries for whose keys GitHub confirmed newer records.
     *
     * @return completes when the entries are on the disk; fails with an {@link IOException} if they were not accepted
     */
    public CompletableFuture<SentAgain> sendAgain(Predicate<OutboxEntry> filter) {
        return ownership
                .post(queue -> new FailedEntries(queue).sendAgain(filter))
                .thenCompose(sent -> sent);
    }

    private CompletableFuture<Void> run(Consumer<OutboxQueue> task) {
        return ownership.post(queue -> {
            task.accept(queue);
            return null;
        });
    }

    private interface Change {
        boolean on(OutboxQueue queue, QueuedEntry queued);
    }

    private CompletableFuture<Integer> count(Predicate<OutboxEntry> filter, Change change) {
        return ownership.post(queue -> {
            var changed = new ArrayList<QueuedEntry>();
            queue.dispatcher.batch(() -> List.copyOf(queue.state.entries.values()).stream()
                    .filter(queued -> filter.test(queued.entry) && change.on(queue, queued))
                    .forEach(changed::add));
            return changed.size();
        });
    }

    /** Marks the failures that match the filter as acknowledged by an administrator. */
    public CompletableFuture<Void> acknowledge(Predicate<OutboxEntry> filter) {
        return run(queue -> new FailedEntries(queue).acknowledge(filter));
    }

    /**
     * Ends the hold after an administrator chose Deliver, or chose Discard and {@link #discard} has ended all entries:
     * from now on entries are delivered.
     */
    public CompletableFuture<Void> release() {
        return run(OutboxQueue::release);
    }

    /** Changes the identity of this Jenkins, such as after a change of its URL; the journal still belongs to it. */
    public CompletableFuture<Void> identityChanged(List<String> identity) {
        return run(queue -> queue.identityChanged(identity));
    }

    /** Called after servers or their rates were changed. */
    public CompletableFuture<Void> serversChanged() {
        return run(queue -> queue.dispatcher.updateAll(queue.dispatcher.isHeld()));
    }

    /** Called after a job or folder was renamed or moved; {@code from} and {@code to} are full names. */
    public CompletableFuture<Void> moved(String from, String to) {
        return run(queue -> queue.moved(from, to));
    }

    /**
     * Reads from GitHub as soon as the limits of the token's account allow, without noticeable delay for entries.
     *
     * @param patience the maximum time to wait for the end of limits and outages
     * @return completes with the answer, on the outbox's thread. Fails with a final
     *     {@link io.jenkins.plugins.deploymentrecord.github.GitHubException}, with an {@link OutwaitedException}, or
     *     with an {@link IOException} if there is no token or no such server. Cancelling it ends the read at once.
     */
    public <T> CompletableFuture<T> read(ReadRequest<T> request, Duration patience) {
        var result = new CompletableFuture<T>();
        run(queue -> queue.reads.begin(request, patience, result)).exceptionally(failure -> {
            result.completeExceptionally(failure);
            return null;
        });
        return result;
    }

    /** Returns the state of the outbox and a page of the entries that match the filter. */
    public CompletableFuture<OutboxSnapshot> snapshot(Predicate<OutboxEntry> filter, int offset, int limit) {
        return ownership
                .post(queue -> new Snapshots(queue).of(filter, offset, limit))
                .exceptionally(e -> OutboxSnapshot.notOwned(ownership.notOwnedBecause));
    }

    /** Returns the present states of the keys that match the filter; fails with a {@link NotOwnedException}. */
    public CompletableFuture<KeyIndex> keys(Predicate<DeploymentKey> filter) {
        return ownership.post(queue -> queue.keyStates.index(filter));
    }

    /**
     * Restores records from the histories after the file of keys was lost. Keeps newer known records.
     *
     * @param completeSince in milliseconds since 1970, with the last records; 0 if more records follow
     */
    public CompletableFuture<Void> restoreKeys(List<KeyRecord> records, long completeSince) {
        return run(queue -> queue.keyStates.restore(records, completeSince));
    }

    /** Stops sending, waits at most 5 s for open requests, and writes to the journal whether the outbox was quiet. */
    @Override
    public void close() {
        CompletableFuture<Void> closed = closing();
        try {
            closed.get(2 * CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the next start assumes that the outbox was killed
        }
        ownership.close();
    }

    CompletableFuture<Void> closing() {
        return ownership
                .post(queue -> queue.close(CLOSE_PATIENCE))
                .thenCompose(closed -> closed.thenApply(any -> null));
    }
}
