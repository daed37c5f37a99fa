package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;

/**
 * A token bucket: never more than the configured number of requests in any minute, and at least 60 % of it for a steady
 * stream. Times are those of {@link Timers#now}. A third of the number may go at once; what the bucket is refilled with in
 * a minute makes up the rest.
 */
final class RateLimiter {

    /** A minute, and what a request may take to get to GitHub, so that the number holds there, too. */
    static final long WINDOW = Duration.ofSeconds(65).toNanos();

    /** Reads that count as a request: GitHub counts 5 points for a request that writes, and 1 for a request that reads. */
    static final int READS_PER_REQUEST = 5;

    /** 0 if there is no limit. */
    private int perMinute;

    private long burst;
    /** Between two tokens. */
    private long interval;
    /** When the bucket is full, if no token is taken any more. */
    private long fullAt;

    /**
     * @param startsFull whether nothing went in the minute before time 0; otherwise the bucket was empty then
     */
    RateLimiter(int perMinute, boolean startsFull) {
        configure(perMinute);
        fullAt = startsFull ? 0 : burst * interval;
    }

    private void configure(int number) {
        perMinute = number;
        burst = Math.max(1, number / 3);
        // any window has at most the burst and the whole intervals in it
        interval = number == 0 ? 0 : WINDOW / (number - burst + 1) + 1;
    }

    /** A smaller number begins with an empty bucket, a larger number with as many tokens as there were. */
    void change(int number, long now) {
        if (number == perMinute) {
            return;
        }
        long tokens = perMinute == 0 || number < perMinute && number > 0 ? 0 : available(now);
        configure(number);
        fullAt = now + Math.max(0, burst - tokens) * interval;
    }

    /** How many may go now. */
    long available(long now) {
        return perMinute == 0 ? Long.MAX_VALUE : Math.max(0, burst - Math.ceilDiv(Math.max(0, fullAt - now), interval));
    }

    /** When this many may go, at most the burst. */
    long availableAt(long count) {
        return fullAt - (burst - Math.min(count, burst)) * interval;
    }

    /** When reads may go without using up the half of the burst that is left to writes. */
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
