package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a rate limit, from a 403 or 429: a secondary limit has {@code Retry-After}, the primary limit has {@code
 * x-ratelimit-remaining: 0} and {@code x-ratelimit-reset}. A limit without a time lasts a minute, as GitHub's
 * documentation says; some answers mention a secondary limit in words alone.
 *
 * @param kind the kind of limit
 * @param until the end of the limit
 */
public record RateLimit(Kind kind, Instant until) {

    /** GitHub's two kinds of limit, and a limit whose kind is not known. */
    public enum Kind {
        PRIMARY,
        SECONDARY,
        UNTOLD
    }

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);
    /**
     * "You have exceeded a secondary rate limit", "API rate limit exceeded", the page about the limits, or their former
     * name.
     */
    private static final Pattern WORDS = Pattern.compile("(?i)\\brate[- ]limit|\\babuse[- ](?:detection|rate)");

    /**
     * Reads the limit.
     *
     * @return empty if the answer mentions no limit, so that a 403 is a missing permission
     */
    static Optional<RateLimit> of(int code, RetryAfterHeaders times, AnswerBody body) {
        if (code != 403 && code != 429) {
            return Optional.empty();
        }
        Optional<Instant> retryAfter = times.retryAfter();
        if (retryAfter.isPresent()) {
            return Optional.of(new RateLimit(Kind.SECONDARY, retryAfter.get()));
        }
        Instant inAMinute = times.after(DEFAULT_WAIT);
        if (times.number("x-ratelimit-remaining").equals(Optional.of(0L))) {
            return Optional.of(new RateLimit(Kind.PRIMARY, times.reset().orElse(inAMinute)));
        }
        return code == 429 || WORDS.matcher(body.words()).find()
                ? Optional.of(new RateLimit(Kind.UNTOLD, inAMinute))
                : Optional.empty();
    }
}
