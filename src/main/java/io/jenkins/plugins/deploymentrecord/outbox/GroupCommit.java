package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Forces recent writes to the disk, together: the states of keys first, then the journal, which has the ends of
 * entries only after that. So a watermark is never lost while the journal has forgotten the entry that set it. A quick
 * answer of GitHub waits for no force. For the outbox's thread.
 */
final class GroupCommit {

    static final long INTERVAL = Duration.ofMillis(50).toNanos();

    private final Scheduler scheduler;
    private final Timers timers;
    private final JsonLineFile keysFile;
    private final JournalState state;

    /** The ends that the journal does not have yet. */
    private List<Journal.Ended> ended = new ArrayList<>();
    /** Called by the next commit. */
    private List<Consumer<Boolean>> waiting = new ArrayList<>();
    /** Whether a commit is due. */
    private boolean isDue;
    /** Commits that were begun and have not ended. */
    private int running;

    GroupCommit(Scheduler scheduler, Timers timers, JsonLineFile keysFile, JournalState state) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.keysFile = keysFile;
        this.state = state;
    }

    /** @param callback gets whether all writes so far are on the disk; called once, within about {@link #INTERVAL} */
    void whenForced(Consumer<Boolean> callback) {
        waiting.add(callback);
        schedule();
    }

    /** The histories have the result: the journal forgets the entry with the next commit. */
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

    /** Commits now, if there is anything to commit. */
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

    /** Whether everything is on the disk, or was refused by it. */
    boolean isIdle() {
        return !isDue && running == 0;
    }
}
