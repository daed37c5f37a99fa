package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The periods of the simulation in which a part of it does not work. */
final class FailurePeriods {

    private static final int MAX_PERIODS = 40;

    private record Period(Duration from, Duration to) {
        boolean covers(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
        }
    }

    private final VirtualTime time;
    private final Random random;
    private final Duration length;
    private final List<Period> periods = new ArrayList<>();

    /**
     * Creates random periods.
     *
     * @param length of the whole simulation
     * @param maxSeconds of each period
     */
    FailurePeriods(VirtualTime time, Random random, Duration length, int maxSeconds) {
        this.time = time;
        this.random = random;
        this.length = length;
        for (int i = random.nextInt(2 + (int) Math.min(MAX_PERIODS, length.toMinutes() / 6)); i > 0; i--) {
            add(Duration.ofSeconds(2 + random.nextInt(maxSeconds)));
        }
    }

    void add(Duration lasting) {
        Duration from = Duration.ofMillis((long) (random.nextDouble() * length.toMillis()));
        periods.add(new Period(from, from.plus(lasting)));
    }

    boolean isActive() {
        return remaining().isPositive();
    }

    /** Returns the time until the end of the present period; zero if there is none. */
    Duration remaining() {
        Duration now = time.elapsed();
        return periods.stream()
                .filter(period -> period.covers(now))
                .findFirst()
                .map(period -> period.to.minus(now))
                .orElse(Duration.ZERO);
    }
}
