package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * When GitHub takes requests again, as the headers of a 403 or 429 tell: a secondary limit by {@code Retry-After}, the
 * primary one by {@code x-ratelimit-remaining: 0} and {@code x-ratelimit-reset}, with neither in a minute.
 *
 * @param kind which limit it was
 * @param until not before then
 */
public record RateLimit(Kind kind, Instant until) {

    /** GitHub's two kinds of limit, and the one of an answer that does not tell. */
    public enum Kind {
        PRIMARY,
        SECONDARY,
        UNTOLD
    }

    private static final Duration UNTOLD_WAIT = Duration.ofMinutes(1);
    /** GitHub's longest window is an hour; a header that says more is taken for broken. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /**
     * @param header gives a response header by its name, or null
     * @param now when the answer came
     * @return empty where the headers tell of no limit, so that a 403 is a missing permission
     */
    static Optional<RateLimit> of(UnaryOperator<String> header, Instant now) {
        Optional<Long> retryAfter = number(header.apply("Retry-After"));
        if (retryAfter.isPresent()) {
            return Optional.of(new RateLimit(Kind.SECONDARY, after(now, Duration.ofSeconds(retryAfter.get()))));
        }
        if (!number(header.apply("x-ratelimit-remaining")).equals(Optional.of(0L))) {
            return Optional.empty();
        }
        Duration wait = number(header.apply("x-ratelimit-reset"))
                .map(reset -> Duration.between(now, Instant.ofEpochSecond(reset)))
                .orElse(UNTOLD_WAIT);
        return Optional.of(new RateLimit(Kind.PRIMARY, after(now, wait)));
    }

    static RateLimit untold(Instant now) {
        return new RateLimit(Kind.UNTOLD, after(now, UNTOLD_WAIT));
    }

    private static Instant after(Instant now, Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        return now.plus(bounded.isNegative() ? Duration.ZERO : bounded);
    }

    /** Nine digits at most are believed in a count of seconds, ten in an epoch time. */
    private static Optional<Long> number(String value) {
        return value != null && value.strip().matches("\\d{1,10}")
                ? Optional.of(Long.valueOf(value.strip()))
                : Optional.empty();
    }
}
