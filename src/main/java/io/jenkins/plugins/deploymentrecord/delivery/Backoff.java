package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: longer after each, and by chance, so that many do not come back together. */
final class Backoff {

    static final long SHORTEST = Duration.ofMillis(200).toNanos();
    static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private Backoff() {}

    /**
     * @param tries so far, at least 1
     * @param left what is left of the budget; the wait is drawn so that a try of the shortest wait's length fits in, as long as that can be
     * @return nanoseconds, anything from the shortest wait to 0.2 s times 2 to the power of {@code tries}, or to 30 s
     */
    static long after(int tries, long left, RandomGenerator random) {
        long highest = Math.min(LONGEST, SHORTEST << Math.min(tries, 20));
        long bound = Math.max(SHORTEST, Math.min(highest, left - SHORTEST));
        return SHORTEST + random.nextLong(bound - SHORTEST + 1);
    }
}
