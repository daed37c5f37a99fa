package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;

/**
 * A token bucket that never allows more than the configured number of requests in any minute, and allows a steady
 * stream of at least 60 % of that number. A third of the number is the burst; the bucket is refilled with the rest
 * within a minute. Times are those of {@link Timers#now}.
 */
final class RateLimiter {

    /** A minute plus the time that a request may take to reach GitHub, so that the limit also holds at GitHub. */
    static final long WINDOW = Duration.ofSeconds(65).toNanos();

    /**
     * The number of reads that count as one request: GitHub counts 5 points for a request that writes and 1 point for a
     * request that reads.
     */
    static final int READS_PER_REQUEST = 5;

    /** 0 if there is no limit. */
    private int perMinute;

    private long burst;
    /** The time between two tokens, in nanoseconds. */
    private long interval;
    /** The time when the bucket will be full if no more tokens are taken. */
    private long fullAt;

    /**
     * @param startsFull whether no requests were sent in the minute before time 0; otherwise the bucket is empty at
     *     time 0
     */
    RateLimiter(int perMinute, boolean startsFull) {
        configure(perMinute);
        fullAt = startsFull ? 0 : burst * interval;
    }

    private void configure(int number) {
        perMinute = number;
        burst = Math.max(1, number / 3);
        // a window allows at most the burst and one request for each whole interval
        interval = number == 0 ? 0 : WINDOW / (number - burst + 1) + 1;
    }

    /**
     * Changes the number of requests per minute. After a decrease the bucket is empty; after an increase it has as many
     * tokens as before.
     */
    void change(int number, long now) {
        if (number == perMinute) {
            return;
        }
        long tokens = perMinute == 0 || number < perMinute && number > 0 ? 0 : available(now);
        configure(number);
        fullAt = now + Math.max(0, burst - tokens) * interval;
    }

    /** Returns the number of requests that may be sent now. */
    long available(long now) {
        return perMinute == 0 ? Long.MAX_VALUE : Math.max(0, burst - Math.ceilDiv(Math.max(0, fullAt - now), interval));
    }

    /** Returns the time when {@code count} requests may be sent; at most the burst counts. */
    long availableAt(long count) {
        return fullAt - (burst - Math.min(count, burst)) * interval;
    }

    /** Returns the time when a read may be sent without using the half of the burst that is reserved for writes. */
    long availableForReadsAt() {
        return availableAt(burst / 2 + 1);
    }

    boolean isFull(long now) {
        return perMinute == 0 || fullAt <= now;
    }

    void take(long now) {
        fullAt = Math.max(fullAt, now) + interval;
    }

    void takeReads(int count, long now) {
        fullAt = Math.max(fullAt, now) + Math.ceilDiv(count * interval, READS_PER_REQUEST);
    }
}
