package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The times in an answer's headers, as waits from its arrival: measured against the answer's own {@code Date} if it has
 * that header, because the two clocks may differ by more than the wait.
 */
final class RetryAfterHeaders {

    /** GitHub's longest window; a header with a longer wait is considered broken. */
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private final UnaryOperator<String> header;
    private final Instant arrived;

    /**
     * @param header returns a response header by its name, or null
     * @param arrived the time of the arrival by this machine's clock
     */
    RetryAfterHeaders(UnaryOperator<String> header, Instant arrived) {
        this.header = header;
        this.arrived = arrived;
    }

    /** {@code Retry-After} in either of its formats (RFC 9110, 10.2.3), as a time of this machine's clock. */
    Optional<Instant> retryAfter() {
        return number("Retry-After")
                .map(Duration::ofSeconds)
                .or(() -> date("Retry-After").map(this::since))
                .map(this::after);
    }

    /** {@code x-ratelimit-reset}, in seconds of the epoch, as a time of this machine's clock. */
    Optional<Instant> reset() {
        return number("x-ratelimit-reset")
                .map(Instant::ofEpochSecond)
                .map(this::since)
                .map(this::after);
    }

    /** Returns the end of a wait, which is limited to an hour. */
    Instant after(Duration wait) {
        Duration bounded = wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
        return arrived.plus(bounded.isNegative() ? Duration.ZERO : bounded);
    }

    private Duration since(Instant time) {
        return Duration.between(date("Date").orElse(arrived), time);
    }

    /**
     * Returns the number in a header; empty if it has more than ten digits, which is the length of seconds of the
     * epoch.
     */
    Optional<Long> number(String name) {
        String value = header.apply(name);
        return value != null && value.strip().matches("\\d{1,10}")
                ? Optional.of(Long.valueOf(value.strip()))
                : Optional.empty();
    }

    /** Returns the date in a header in the format of RFC 9110, by the clock of the server. */
    Optional<Instant> date(String name) {
        String value = header.apply(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
