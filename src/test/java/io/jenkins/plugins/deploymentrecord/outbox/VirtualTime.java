package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Clocks and timers that a test advances. For one thread. */
final class VirtualTime implements Scheduler {

    static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private final TreeSet<Due> due = new TreeSet<>();
    /** A time shortly before a long overflows, so that no code can rely on its value. */
    private final long origin = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

    private long elapsed;
    private Duration wallOffset = Duration.ZERO;
    private long number;

    private final class Due implements Comparable<Due> {
        private final long at;
        private final long order;
        private Runnable task;

        private Due(long at, Runnable task) {
            this.at = at;
            this.order = number++;
            this.task = task;
        }

        void cancel() {
            if (task != null) {
                task = null;
                due.remove(this);
            }
        }

        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(elapsed).plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return origin + elapsed;
    }

    /** Returns the time since the beginning, by the monotonic clock. */
    Duration elapsed() {
        return Duration.ofNanos(elapsed);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var timer = new Due(elapsed + delay.toNanos(), task);
        due.add(timer);
        return timer::cancel;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Returns a scheduler for a process; its timers do not fire after the process has ended. */
    Scheduler until(BooleanSupplier isGone) {
        return new Scheduler() {
            /** As in a real scheduler, tasks that are already due still run. */
            private long shutDownAt = Long.MAX_VALUE;

            @Override
            public long nanoTime() {
                return VirtualTime.this.nanoTime();
            }

            @Override
            public Instant now() {
                return VirtualTime.this.now();
            }

            @Override
            public void execute(Runnable task) {
                after(Duration.ZERO, task);
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                if (shutDownAt != Long.MAX_VALUE) {
                    return () -> {};
                }
                long at = elapsed + delay.toNanos();
                return VirtualTime.this.after(delay, () -> {
                    if (!isGone.getAsBoolean() && at <= shutDownAt) {
                        task.run();
                    }
                });
            }

            @Override
            public void shutdown() {
                shutDownAt = elapsed;
            }
        };
    }

    /** Advances the time and runs all tasks that become due. */
    void advance(Duration time) {
        long end = elapsed + time.toNanos();
        while (!due.isEmpty() && due.first().at <= end) {
            step();
        }
        elapsed = end;
    }

    /** Runs all tasks until none is left. */
    void finish() {
        while (!due.isEmpty()) {
            step();
        }
    }

    boolean isIdle() {
        return due.isEmpty();
    }

    /** Runs the next task. */
    void step() {
        Due next = due.pollFirst();
        elapsed = Math.max(elapsed, next.at);
        Runnable task = next.task;
        next.task = null;
        task.run();
    }

    /** Sets the wall clock forward, or back if the duration is negative; the monotonic clock is unaffected. */
    void putWallForward(Duration by) {
        wallOffset = wallOffset.plus(by);
    }
}
