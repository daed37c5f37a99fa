package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Instant;

/**
 * The two clocks: the wall's for what people and GitHub say, and one that only ever goes forward for every wait, so that
 * a wall clock that is put back neither lets records hang nor lets them flood GitHub.
 */
public interface TimeSource {

    /** The wall clock, the same that the {@code github} package reads. It may jump. */
    Instant now();

    /** As {@link System#nanoTime}: nanoseconds from an arbitrary beginning; never goes back. */
    long nanoTime();

    /** This machine's. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }
}
