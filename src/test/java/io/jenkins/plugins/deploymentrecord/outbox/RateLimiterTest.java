package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final ArrayDeque<Long> sent = new ArrayDeque<>();
    private int count;

    /** Sends as many requests as the limiter allows from {@code from} to {@code end}, by the limiter's own clock. */
    private void send(RateLimiter limiter, long from, long end, long offset, int perMinute) {
        long now = from;
        while (true) {
            now = Math.max(now, limiter.availableAt(1));
            if (now >= end) {
                return;
            }
            assertThat(limiter.available(now), greaterThanOrEqualTo(1L));
            limiter.take(now);
            count++;
            sent.addLast(now + offset);
            while (sent.getFirst() + MINUTE < now + offset) {
                sent.removeFirst();
            }
            assertThat("in a minute", sent.size(), lessThanOrEqualTo(perMinute));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 10, 59, 60, 180, 1_000, 6_000})
    void aSteadyStreamReachesSixtyPercentOfTheRateAndNoMinuteExceedsIt(int perMinute) {
        send(new RateLimiter(perMinute, true), 0, 30 * MINUTE, 0, perMinute);
        assertThat(count, greaterThanOrEqualTo((int) (30 * perMinute * 0.6)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 180, 6_000})
    void killsUnderFullLoadDoNotExceedTheRateInAnyMinute(int perMinute) {
        var random = new Random(perMinute);
        long kill = 0;
        for (int i = 0; i < 20; i++) {
            long life = 1 + random.nextLong(MINUTE);
            send(new RateLimiter(perMinute, i == 0), 0, life, kill, perMinute);
            kill += life;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 180, 6_000})
    void fiveReadsCountAsOneRequestInTheRate(int perMinute) {
        var reading = new RateLimiter(perMinute, true);
        var sending = new RateLimiter(perMinute, true);
        for (int i = 0; i < 7; i++) {
            reading.takeReads(2, 0);
            reading.takeReads(3, 0);
            sending.take(0);
        }
        long difference = reading.availableAt(1) - sending.availableAt(1);
        assertThat(difference, greaterThanOrEqualTo(0L));
        assertThat("rounded up by nanoseconds", difference, lessThanOrEqualTo(14L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 180})
    void aServerWithoutARateIsNotLimited(int count) {
        var limiter = new RateLimiter(0, false);
        for (int i = 0; i < 1_000 * count; i++) {
            limiter.take(0);
        }
        assertThat(limiter.available(0), is(Long.MAX_VALUE));
        limiter.change(count, 0);
        assertThat("requests that were sent without a rate count", limiter.available(0), is(0L));
    }
}
