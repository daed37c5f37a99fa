package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Clocks and timers that stand still until a test moves them. For one thread. */
final class VirtualTime implements Scheduler {

    static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private final TreeSet<Due> due = new TreeSet<>();
    /** An odd beginning, near where a long overflows: nobody may rely on it. */
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

    /** Since the beginning, by the monotonic clock. */
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

    /** The clocks for a process; its timers are gone once it is. */
    Scheduler until(BooleanSupplier isGone) {
        return new Scheduler() {
            /** As in a real scheduler, what is due by then still runs. */
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

    /** Runs all that is due until then. */
    void advance(Duration time) {
        long end = elapsed + time.toNanos();
        while (!due.isEmpty() && due.first().at <= end) {
            step();
        }
        elapsed = end;
    }

    /** Runs until nothing is due any more. */
    void finish() {
        while (!due.isEmpty()) {
            step();
        }
    }

    boolean isIdle() {
        return due.isEmpty();
    }

    /** Runs what is due next. */
    void step() {
        Due next = due.pollFirst();
        elapsed = Math.max(elapsed, next.at);
        Runnable task = next.task;
        next.task = null;
        task.run();
    }

    /** Puts the wall clock forward, or back if negative; the monotonic clock goes on. */
    void putWallForward(Duration by) {
        wallOffset = wallOffset.plus(by);
    }
}
