package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    /** @return empty where the headers tell of no limit, so that a 403 is a missing permission */
    static Optional<RateLimit> of(AnswerTimes answer) {
        Optional<Instant> retryAfter = answer.retryAfter();
        if (retryAfter.isPresent()) {
            return Optional.of(new RateLimit(Kind.SECONDARY, retryAfter.get()));
        }
        if (!answer.number("x-ratelimit-remaining").equals(Optional.of(0L))) {
            return Optional.empty();
        }
        return Optional.of(new RateLimit(Kind.PRIMARY, answer.reset().orElseGet(() -> answer.after(UNTOLD_WAIT))));
    }

    static RateLimit untold(AnswerTimes answer) {
        return new RateLimit(Kind.UNTOLD, answer.after(UNTOLD_WAIT));
    }
}
