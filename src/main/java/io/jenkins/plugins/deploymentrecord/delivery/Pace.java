package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Tells when the next request may go, so that bursts pass at once and no window of 60 seconds has too many. Times are
 * nanoseconds of one monotonic clock. Not safe for threads.
 */
final class Pace {

    /**
     * A minute as GitHub counts it, and what a request may need to get there after it was put on the wire: so the count
     * holds at GitHub's end, too.
     */
    static final Duration WINDOW = Duration.ofMinutes(1).plus(DeploymentRecordClient.CONNECT_TIMEOUT);

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private Pacing pacing;
    /** When the last {@link Pacing#requestsPerMinute} requests went, oldest first. */
    private final ArrayDeque<Long> times = new ArrayDeque<>();
    /** When a burst is whole again; each request moves it by a share of a minute. */
    private long wholeAt = Long.MIN_VALUE;

    Pace(Pacing pacing) {
        this.pacing = pacing;
    }

    /** What went by the old pace counts as if it had gone by the new one. */
    void change(Pacing other) {
        if (!other.equals(pacing)) {
            pacing = other;
            wholeAt = Long.MIN_VALUE;
            times.forEach(this::count);
        }
    }

    Pacing pacing() {
        return pacing;
    }

    /** The earliest time for the next request, which may be long past. */
    long earliest() {
        if (pacing.isOff()) {
            return Long.MIN_VALUE;
        }
        long byBurst = wholeAt == Long.MIN_VALUE ? Long.MIN_VALUE : wholeAt - (pacing.burst() - 1) * share();
        long byWindow = Long.MIN_VALUE;
        if (times.size() >= pacing.requestsPerMinute()) {
            int later = times.size() - pacing.requestsPerMinute();
            byWindow = times.stream().skip(later).findFirst().orElseThrow() + WINDOW.toNanos();
        }
        return Math.max(byBurst, byWindow);
    }

    /** A request goes, or went before this process began. */
    void take(long now) {
        if (pacing.isOff()) {
            return;
        }
        while (!times.isEmpty() && times.getFirst() + WINDOW.toNanos() <= now) {
            times.removeFirst();
        }
        times.addLast(now);
        count(now);
    }

    private void count(long time) {
        wholeAt = Math.max(wholeAt, time) + share();
    }

    /** So much time the given number of requests takes, once a burst is used up. */
    long timeFor(int requests) {
        return requests * share();
    }

    /** From when on nothing of the past counts any more. */
    long restedAt() {
        return times.isEmpty() ? Long.MIN_VALUE : Math.max(wholeAt, times.getLast() + WINDOW.toNanos());
    }

    private long share() {
        return pacing.isOff() ? 0 : MINUTE / pacing.requestsPerMinute();
    }
}
