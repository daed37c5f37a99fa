package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Makes asynchronous calls and hands their results over to the outbox's thread. Confined to that thread. */
record OutsideCalls(Scheduler scheduler, EntryEvents events) {

    /**
     * Makes a call.
     *
     * @param then receives the value or the failure of the call; an exception of {@code then} is an internal error
     * @return the call; if it is cancelled, {@code then} receives the cancellation
     */
    <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> begin, BiConsumer<T, Throwable> then) {
        CompletableFuture<T> future;
        try {
            future = begin.get();
        } catch (RuntimeException | Error e) {
            future = CompletableFuture.failedFuture(e);
        }
        future.whenComplete((value, failure) -> scheduler.execute(() -> {
            try {
                then.accept(value, failure instanceof CompletionException ? failure.getCause() : failure);
            } catch (RuntimeException | Error e) {
                events.internalError(e);
            }
        }));
        return future;
    }
}
