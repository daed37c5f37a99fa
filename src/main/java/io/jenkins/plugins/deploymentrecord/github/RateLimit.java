package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When GitHub takes requests again, as a 403 or 429 tells: a secondary limit by {@code Retry-After}, the primary one by
 * {@code x-ratelimit-remaining: 0} and {@code x-ratelimit-reset}. If a limit is told without a time, it is a minute, as
 * GitHub's documentation says; a secondary limit is sometimes told in words alone.
 *
 * @param kind which limit it was
 * @param until not before then
 */
public record RateLimit(Kind kind, Instant until) {

    /** GitHub's two kinds of limit, and the limit of an answer that does not tell. */
    public enum Kind {
        PRIMARY,
        SECONDARY,
        UNTOLD
    }

    private static final Duration UNTOLD_WAIT = Duration.ofMinutes(1);
    /** "You have exceeded a secondary rate limit", "API rate limit exceeded", the page about it, or the former name. */
    private static final Pattern WORDS = Pattern.compile("(?i)\\brate[- ]limit|\\babuse[- ](?:detection|rate)");

    /** @return empty if the answer tells of no limit, so that a 403 is a missing permission */
    static Optional<RateLimit> of(int code, RetryAfterHeaders times, AnswerBody body) {
        if (code != 403 && code != 429) {
            return Optional.empty();
        }
        Optional<Instant> retryAfter = times.retryAfter();
        if (retryAfter.isPresent()) {
            return Optional.of(new RateLimit(Kind.SECONDARY, retryAfter.get()));
        }
        Instant inAMinute = times.after(UNTOLD_WAIT);
        if (times.number("x-ratelimit-remaining").equals(Optional.of(0L))) {
            return Optional.of(new RateLimit(Kind.PRIMARY, times.reset().orElse(inAMinute)));
        }
        return code == 429 || WORDS.matcher(body.words()).find()
                ? Optional.of(new RateLimit(Kind.UNTOLD, inAMinute))
                : Optional.empty();
    }
}
