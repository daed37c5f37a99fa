package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs things later, on few threads. */
@FunctionalInterface
public interface Scheduler {

    /**
     * Runs the task once, not before the delay is over by the monotonic clock, and never on the calling thread from
     * within this call.
     *
     * @return to be called off
     */
    Timer after(Duration delay, Runnable task);

    /** Something that is to run. */
    @FunctionalInterface
    interface Timer {

        /** Calls it off; without effect where it runs or ran already. */
        void cancel();
    }

    /**
     * On the threads of an executor; one thread will do, as the tasks are short. One that removes what is called off
     * ({@code setRemoveOnCancelPolicy}) is kind to memory; without, a few bytes stay until the delay is over.
     */
    static Scheduler on(ScheduledExecutorService executor) {
        return (delay, task) -> {
            // what is called off shall not keep a whole record alive
            var held = new AtomicReference<>(task);
            var future = executor.schedule(
                    () -> {
                        Runnable due = held.getAndSet(null);
                        if (due != null) {
                            due.run();
                        }
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
            return () -> {
                held.set(null);
                future.cancel(false);
            };
        };
    }
}
