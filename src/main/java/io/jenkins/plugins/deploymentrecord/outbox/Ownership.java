package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import io.jenkins.plugins.deploymentrecord.storage.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Takes over the journal as soon as no other process owns it, and passes tasks to the thread that owns the queue. */
final class Ownership implements JsonLineFile.Events {

    private static final Duration LOCK_INTERVAL = Duration.ofSeconds(10);
    private static final int VERSION = 1;
    private static final String JOURNAL = "outbox.jsonl";
    private static final String KEYS = "keys.jsonl";

    private final Scheduler scheduler;
    private final OutboxListener listener;
    private final ProcessLock lock;
    private final Opening opening;
    private final JsonLineFile keysFile;
    /** Completes after the first attempt to take over the journal. */
    final CompletableFuture<Void> ready = new CompletableFuture<>();

    /** The start count; 0 while this process does not own the journal. */
    volatile long start;

    volatile String notOwnedBecause;
    /** Null while this process does not own the journal. Used only by the scheduler's thread. */
    private OutboxQueue queue;

    /** Reads the files after this process has taken them over. */
    private interface Opening {
        OutboxQueue open() throws IOException;
    }

    /** @param lock null to take over without a lock */
    Ownership(
            Outbox.Settings settings,
            Scheduler scheduler,
            LineWriter writer,
            ProcessLock lock,
            TokenLookup lookup,
            RequestSender sender,
            OutboxListener listener,
            RandomGenerator random) {
        this.scheduler = scheduler;
        this.listener = listener;
        this.lock = lock;
        // the keys first: a result must not be on the disk before its watermark
        keysFile = writer.file(settings.directory().resolve(KEYS), VERSION, true, this);
        JsonLineFile journal = writer.file(settings.directory().resolve(JOURNAL), VERSION, true, this);
        opening = () -> new OutboxQueue(
                settings, scheduler, listener, lookup, sender, new RetryPolicy(random), journal, keysFile);
    }

    void takeOver() {
        try {
            ProcessLock.State state = lock == null ? ProcessLock.State.HELD : lock.take();
            if (state == ProcessLock.State.HELD_BY_ANOTHER) {
                throw new NotOwnedException(lock.holder()
                        .map(holder -> Texts.get("owner.other", holder.host(), holder.process(), holder.started()))
                        .orElseGet(() -> Texts.get("owner.unknown")));
            }
            if (state == ProcessLock.State.UNSUPPORTED) {
                listener.warning(Warning.NO_LOCKS, keysFile.path().getParent(), lock.failure());
            }
            OutboxQueue opened = opening.open();
            opened.start().thenAccept(count -> {
                queue = opened;
                start = count;
                ready.complete(null);
            });
        } catch (IOException | RuntimeException e) {
            notOwnedBecause = e instanceof NotOwnedException ? e.getMessage() : Texts.get("owner.unreadable", e);
            ready.complete(null);
            scheduler.after(LOCK_INTERVAL, this::takeOver);
        }
    }

    <T> CompletableFuture<T> post(Function<OutboxQueue, T> task) {
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

    NotOwnedException notOwned() {
        return new NotOwnedException(notOwnedBecause);
    }

    void close() {
        scheduler.shutdown();
        if (lock != null) {
            lock.close();
        }
    }

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
        post(opened -> {
            if (file.equals(keysFile.path())) {
                opened.keyStates.rewrite();
            } else {
                opened.state.rewrite();
            }
            return null;
        });
    }
}
