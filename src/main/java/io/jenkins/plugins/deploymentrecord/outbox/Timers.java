package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Any number of timers with a single wake-up task of the {@link Scheduler}. Confined to the scheduler's thread. */
final class Timers {

    private final Scheduler scheduler;
    private final long origin;
    private final TreeSet<Timer> timers =
            new TreeSet<>(Comparator.comparingLong((Timer timer) -> timer.at).thenComparingLong(timer -> timer.order));
    private long order;
    private long wakeUpAt = Long.MAX_VALUE;
    private Runnable wakeUp = () -> {};
    /** Runs all tasks that are due at the same time. */
    private Consumer<Runnable> batch = Runnable::run;

    Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.origin = scheduler.nanoTime();
    }

    final class Timer {
        private final long at;
        private final long order;
        private final Runnable task;

        private Timer(long at, Runnable task) {
            this.at = at;
            this.order = Timers.this.order++;
            this.task = task;
        }

        void cancel() {
            timers.remove(this);
        }
    }

    /** @param runner runs all tasks that are due at the same time, so that their effects can be batched */
    void runIn(Consumer<Runnable> runner) {
        batch = runner;
    }

    /** Returns the nanoseconds since the outbox was started. */
    long now() {
        return scheduler.nanoTime() - origin;
    }

    Timer at(long time, Runnable task) {
        var timer = new Timer(time, task);
        timers.add(timer);
        arm();
        return timer;
    }

    private void arm() {
        if (timers.isEmpty() || timers.first().at >= wakeUpAt) {
            return;
        }
        wakeUp.run();
        wakeUpAt = timers.first().at;
        wakeUp = scheduler.after(Duration.ofNanos(Math.max(0, wakeUpAt - now())), this::fire);
    }

    private void fire() {
        wakeUpAt = Long.MAX_VALUE;
        wakeUp = () -> {};
        long now = now();
        try {
            batch.accept(() -> {
                while (!timers.isEmpty() && timers.first().at <= now) {
                    timers.pollFirst().task.run();
                }
            });
        } finally {
            arm();
        }
    }
}
