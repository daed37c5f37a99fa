package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that owns the state, and its two clocks. */
public interface Scheduler extends Executor {

    /** Monotonic, as {@link System#nanoTime}: for every wait. */
    long nanoTime();

    /** The wall clock, which may jump: for people and for GitHub's dates. */
    Instant now();

    /**
     * Runs a task on the thread, later.
     *
     * @return cancels it
     */
    Runnable after(Duration delay, Runnable task);

    /** Ends the thread. */
    default void shutdown() {}

    /** A thread of this machine, which does not keep the process alive. */
    static Scheduler start() {
        var thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "Deployment records: outbox");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRejectedExecutionHandler((task, executor) -> {
            // it was shut down: answers that come now count for nothing
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
