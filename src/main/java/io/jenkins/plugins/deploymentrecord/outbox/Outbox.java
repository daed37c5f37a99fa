package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.EntryStatus;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.Health;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The one durable queue of records of a Jenkins. Safe for all threads; only {@link #open} and {@link #close} block.
 *
 * <p>Promised: an accepted entry ends in one of the ways of {@link EntryResult.Kind}, whatever happens to its build, to
 * Jenkins or to GitHub; of each key, GitHub has in the end the newest entry that it takes. Delivery is at least once.
 */
public final class Outbox implements AutoCloseable {

    /** How long {@link #close} waits for open requests. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOCK_INTERVAL = Duration.ofSeconds(10);
    private static final String JOURNAL = "outbox.jsonl";
    private static final String KEYS = "keys.jsonl";

    private final Scheduler scheduler;
    private final OutboxListener listener;
    private final ProcessLock lock;
    private final JsonLineFile keysFile;
    private final Opening opening;
    private final AtomicLong counter = new AtomicLong();
    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    /** 0 while the journal is not this process's. */
    private volatile long start;
    /** Null while the journal is not this process's. For the scheduler's thread. */
    private OutboxQueue queue;

    private volatile String notOwnedBecause;

    /**
     * Where and for whom.
     *
     * @param directory is created
     * @param identity of this Jenkins: root URL, home's path, host. If the journal was made by another one, as after a
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

    /** The journal is not this process's: another process delivers, or it cannot be read. */
    public static final class NotOwnedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotOwnedException(String message) {
            super(message);
        }
    }

    /** Makes the queue, once the journal is this process's. */
    private interface Opening {
        OutboxQueue open() throws IOException;
    }

    private Outbox(
            Settings settings,
            Scheduler scheduler,
            LineWriter writer,
            ProcessLock lock,
            TokenLookup lookup,
            RequestSender sender,
            OutboxListener listener,
            RandomGenerator random) {
        this.scheduler = scheduler;
        this.lock = lock;
        this.listener = listener;
        var events = new FileEvents();
        // the keys first: a result in the journal must not outlive the watermark
        keysFile = writer.file(settings.directory.resolve(KEYS), 1, true, events);
        JsonLineFile journal = writer.file(settings.directory.resolve(JOURNAL), 1, true, events);
        opening = () -> new OutboxQueue(
                settings, scheduler, listener, lookup, sender, new RetryPolicy(random), journal, keysFile);
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
        Outbox outbox = open(
                settings, Scheduler.start(), writer, lock, lookup, sender, listener, RandomGenerator.getDefault());
        outbox.tried.join();
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
        var outbox = new Outbox(settings, scheduler, writer, lock, lookup, sender, listener, random);
        scheduler.execute(outbox::takeOver);
        return outbox;
    }

    private void takeOver() {
        try {
            ProcessLock.State state = lock == null ? ProcessLock.State.HELD : lock.take();
            if (state == ProcessLock.State.HELD_BY_ANOTHER) {
                throw new NotOwnedException(lock.holder()
                        .map(holder -> Texts.get(
                                "owner.other", holder.host(), holder.process(), holder.started()))
                        .orElseGet(() -> Texts.get("owner.unknown")));
            }
            if (state == ProcessLock.State.UNSUPPORTED) {
                listener.warning(Warning.NO_LOCKS, keysFile.path().getParent(), lock.failure());
            }
            OutboxQueue opened = opening.open();
            opened.start().thenAccept(count -> {
                queue = opened;
                start = count;
                tried.complete(null);
            });
        } catch (IOException | RuntimeException e) {
            notOwnedBecause = e instanceof NotOwnedException ? e.getMessage() : Texts.get("owner.unreadable", e);
            tried.complete(null);
            scheduler.after(LOCK_INTERVAL, this::takeOver);
        }
    }

    /**
     * A number for a record that is requested now; larger than all before it, those of earlier processes included.
     *
     * @throws NotOwnedException if the journal is not this process's
     */
    public SequenceNumber nextNumber() throws NotOwnedException {
        long current = start;
        if (current == 0) {
            throw notOwned();
        }
        return new SequenceNumber(current, counter.incrementAndGet());
    }

    /**
     * Accepts entries, in one write.
     *
     * @param mustBeOnDisk whether they shall be delivered only if the journal has them; otherwise they are delivered
     *     from memory if the disk is full
     * @param progress is told what an entry waits for, on the outbox's thread, until {@link #detach}; null if no build
     *     waits
     * @return completes when the entries are on the disk, or cannot be written; fails with an {@link IOException} if they
     *     were not accepted: a {@link NotOwnedException}, or a failed write of entries that must be on disk
     */
    public CompletableFuture<List<Acceptance>> submit(
            List<OutboxEntry> entries, boolean mustBeOnDisk, Consumer<Progress> progress) {
        return post(queue -> queue.accept(entries, mustBeOnDisk, progress)).thenCompose(accepted -> accepted);
    }

    /** Finds an entry that has not ended, and waits for it; empty if there is none. Its result is in the histories then. */
    public CompletableFuture<Optional<Attachment>> attach(String id, Consumer<Progress> progress) {
        return post(queue -> Optional.ofNullable(queue.entries.get(id))
                .map(queued -> new Attachment(new Snapshots(queue).status(queued), queued.attach(progress))));
    }

    /** The build does not wait any longer; the entry is delivered all the same. */
    public CompletableFuture<Void> detach(String id, Consumer<Progress> progress) {
        return post(queue -> {
            Optional.ofNullable(queue.entries.get(id)).ifPresent(queued -> queued.detach(progress));
            return null;
        });
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

    /** The next attempts of all entries that match are due now, as far as limits allow; failed entries are sent again. */
    public CompletableFuture<Integer> retryNow(Predicate<OutboxEntry> which) {
        CompletableFuture<Integer> failed = post(queue -> {
            List<OutboxEntry> again = queue.failures.values().stream()
                    .map(EndedEntry::entry)
                    .filter(which)
                    .toList();
            again.forEach(entry -> queue.failures.remove(entry.id()));
            queue.accept(again, false, null);
            return again.size();
        });
        return count(which, (queue, queued) -> {
                    queue.dispatcher.retryNow(queued);
                    return true;
                })
                .thenCombine(failed, Integer::sum);
    }

    private interface Change {
        boolean on(OutboxQueue queue, QueuedEntry queued);
    }

    private CompletableFuture<Integer> count(Predicate<OutboxEntry> which, Change change) {
        return post(queue -> {
            var count = new AtomicInteger();
            new ArrayList<>(queue.entries.values())
                    .stream()
                            .filter(queued -> which.test(queued.entry))
                            .filter(queued -> change.on(queue, queued))
                            .forEach(queued -> count.incrementAndGet());
            return count.get();
        });
    }

    /** An administrator has seen to the failures that match. */
    public CompletableFuture<Void> acknowledge(Predicate<OutboxEntry> which) {
        return post(queue -> {
            queue.failures.values().stream()
                    .map(EndedEntry::entry)
                    .filter(which)
                    .map(OutboxEntry::id)
                    .toList()
                    .forEach(queue::acknowledge);
            return null;
        });
    }

    /** An administrator chose Deliver: what is held is delivered from now on. To discard it first, {@link #discard} all. */
    public CompletableFuture<Void> release() {
        return post(queue -> {
            queue.release();
            return null;
        });
    }

    /** Servers or their rates were changed. */
    public CompletableFuture<Void> serversChanged() {
        return post(queue -> {
            queue.dispatcher.touchAll(queue.dispatcher.isHeld());
            return null;
        });
    }

    /** A job or folder was renamed or moved; the names are full names. */
    public CompletableFuture<Void> moved(String from, String to) {
        return post(queue -> {
            queue.moved(from, to);
            return null;
        });
    }

    /** What the outbox has and does; a page of the entries that match. */
    public CompletableFuture<OutboxSnapshot> snapshot(Predicate<OutboxEntry> which, int offset, int limit) {
        return post(queue -> new Snapshots(queue).of(which, offset, limit)).exceptionally(e -> {
            var health = new Health(OutboxSnapshot.State.NOT_OWNED, notOwnedBecause, null, 0, 0, 0, 0);
            return new OutboxSnapshot(health, List.of(), 0, List.of(), List.of());
        });
    }

    /**
     * For each key the newest accepted and the newest confirmed entry. Reads a file, on the calling thread.
     *
     * @throws IOException if the file cannot be read
     */
    public List<KeyState> keyStates() throws IOException {
        return KeyStates.read(keysFile);
    }

    private <T> CompletableFuture<T> post(Function<OutboxQueue, T> task) {
        var done = new CompletableFuture<T>();
        scheduler.execute(() -> {
            if (queue == null) {
                done.completeExceptionally(notOwned());
                return;
            }
            try {
                done.complete(task.apply(queue));
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private NotOwnedException notOwned() {
        return new NotOwnedException(notOwnedBecause);
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
        scheduler.shutdown();
        if (lock != null) {
            lock.close();
        }
    }

    CompletableFuture<Void> closing() {
        return post(queue -> queue.close(CLOSE_PATIENCE)).thenCompose(closed -> closed.thenApply(any -> null));
    }

    /** Tells of the files; and the journal, which is in memory, is written anew if somebody took it away. */
    private final class FileEvents implements JsonLineFile.Events {

        @Override
        public void newerLines(Path file, int count) {
            listener.warning(Warning.NEWER_LINES, file, String.valueOf(count));
        }

        @Override
        public void setAside(Path file, Path aside, int count) {
            listener.warning(Warning.LINES_SET_ASIDE, file, aside.toString());
        }

        @Override
        public void begunAnew(Path file) {
            listener.warning(Warning.FILE_BEGUN_ANEW, file, "");
            post(OutboxQueue::rewrite);
        }
    }
}
