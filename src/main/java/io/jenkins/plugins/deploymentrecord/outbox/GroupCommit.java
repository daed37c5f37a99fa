package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Forces recent writes to the disk together: first the states of keys, then the journal with the results of entries. In
 * this order, the journal never loses an entry before the watermark that the entry set is on the disk. A quick answer
 * from GitHub does not wait for a force. Confined to the outbox's thread.
 */
final class GroupCommit {

    static final long INTERVAL = Duration.ofMillis(50).toNanos();

    private final Scheduler scheduler;
    private final Timers timers;
    private final JsonLineFile keysFile;
    private final JournalState state;

    /** The results that are not in the journal yet. */
    private List<Journal.Ended> ended = new ArrayList<>();
    /** The callbacks of the next commit. */
    private List<Consumer<Boolean>> waiting = new ArrayList<>();
    /** Whether a commit is due. */
    private boolean isDue;
    /** The number of commits in progress. */
    private int running;

    GroupCommit(Scheduler scheduler, Timers timers, JsonLineFile keysFile, JournalState state) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.keysFile = keysFile;
        this.state = state;
    }

    /**
     * @param callback receives whether all writes so far are on the disk; called once, within about {@link #INTERVAL}
     */
    void whenForced(Consumer<Boolean> callback) {
        waiting.add(callback);
        schedule();
    }

    /** Writes a result to the journal with the next commit. The histories must have the result already. */
    void end(String id, EntryResult result) {
        ended.add(new Journal.Ended(id, result));
        schedule();
    }

    private void schedule() {
        if (!isDue) {
            isDue = true;
            timers.at(timers.now() + INTERVAL, this::commit);
        }
    }

    /** Commits now if a commit is due. */
    void commit() {
        if (!isDue) {
            return;
        }
        isDue = false;
        running++;
        List<Journal.Ended> ends = ended;
        List<Consumer<Boolean>> callbacks = waiting;
        ended = new ArrayList<>();
        waiting = new ArrayList<>();
        CompletableFuture<Long> forced = keysFile.append(List.of(), true);
        forced.handle((size, failure) -> state.append(ends, true))
                .thenCompose(written -> written)
                .whenComplete((size, failure) -> scheduler.execute(() -> {
                    running--;
                    callbacks.forEach(each -> each.accept(failure == null));
                }));
    }

    /** Whether all writes have succeeded or failed. */
    boolean isIdle() {
        return !isDue && running == 0;
    }
}
