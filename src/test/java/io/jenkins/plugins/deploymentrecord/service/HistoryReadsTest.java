package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The entries of a cluster's request end at once; each history is read only once for all of them. */
class HistoryReadsTest {

    private final Deque<Runnable> thread = new ArrayDeque<>();
    private final HistoryReads.Batches batches = new HistoryReads.Batches(thread::add);
    private final List<HistoryReads> reads = new ArrayList<>();

    private CompletableFuture<?> keep(HistoryReads shared) {
        reads.add(shared);
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void waitingTasksShareTheHistoriesOfABatch() {
        batches.submit(this::keep);
        batches.submit(this::keep);
        thread.remove().run();

        assertThat(reads.getFirst(), is(sameInstance(reads.getLast())));
        assertThat("one thread at a time", thread.isEmpty(), is(true));
    }

    @Test
    void aTaskSubmittedDuringABatchReadsTheHistoriesAnew() {
        batches.submit(shared -> {
            batches.submit(this::keep);
            return keep(shared);
        });
        thread.remove().run();
        batches.submit(this::keep);
        thread.remove().run();

        assertThat(reads.get(1), is(not(sameInstance(reads.get(0)))));
        assertThat(reads.get(2), is(not(sameInstance(reads.get(1)))));
    }

    @Test
    void aFailingTaskStopsNoOtherTask() {
        CompletableFuture<?> unreadable = batches.submit(shared -> {
            throw new IOException("disk");
        });
        CompletableFuture<?> wrong = batches.submit(shared -> {
            throw new IllegalStateException("job");
        });
        CompletableFuture<String> kept = new CompletableFuture<>();
        CompletableFuture<?> last = batches.submit(shared -> kept);
        thread.remove().run();

        assertThat(last.isDone(), is(false));
        kept.complete("kept");
        assertThat(List.of(last.join()), contains("kept"));
        assertThat(
                assertThrows(CompletionException.class, unreadable::join).getCause(),
                is(instanceOf(IOException.class)));
        assertThat(
                assertThrows(CompletionException.class, wrong::join).getCause(),
                is(instanceOf(IllegalStateException.class)));
    }
}
