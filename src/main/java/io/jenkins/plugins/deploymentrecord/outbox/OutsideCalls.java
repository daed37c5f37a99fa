package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Makes calls that leave the outbox, and brings their results back to the outbox's thread. For that thread. */
record OutsideCalls(Scheduler scheduler, EntryEvents events) {

    /**
     * Makes a call.
     *
     * @param then takes the value, or the failure of the call; if it throws, that is an internal error
     * @return the call; its cancellation comes back as well
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
