package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The only thread that owns the outbox's state, and its two clocks. */
public interface Scheduler extends Executor {

    /** Returns a monotonic time, as {@link System#nanoTime} does; used for all waits. */
    long nanoTime();

    /** Returns the time of the wall clock, which may jump; used for display and for GitHub's dates. */
    Instant now();

    /**
     * Runs a task on the thread after a delay.
     *
     * @return cancels the task
     */
    Runnable after(Duration delay, Runnable task);

    /** Ends the thread. */
    default void shutdown() {}

    /** Starts a scheduler with a daemon thread. */
    static Scheduler start() {
        var thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "Deployment records: outbox");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRejectedExecutionHandler((task, executor) -> {
            // answers that arrive after the shutdown are ignored
        });
        return new Scheduler() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void execute(Runnable task) {
                thread.execute(task);
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                ScheduledFuture<?> timer = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> timer.cancel(false);
            }

            @Override
            public void shutdown() {
                thread.shutdown();
            }
        };
    }
}
