package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The times that an answer's headers tell, as waits from its arrival on: measured against its own {@code Date} if it
 * has one, as the two clocks may differ by more than the wait.
 */
final class RetryAfterHeaders {

    /** GitHub's longest window; a header that says more is taken for broken. */
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private final UnaryOperator<String> header;
    private final Instant arrived;

    /**
     * @param header gives a response header by its name, or null
     * @param arrived by this machine's clock
     */
    RetryAfterHeaders(UnaryOperator<String> header, Instant arrived) {
        this.header = header;
        this.arrived = arrived;
    }

    /** {@code Retry-After} in either of its forms (RFC 9110, 10.2.3), as a time of this machine's clock. */
    Optional<Instant> retryAfter() {
        return number("Retry-After")
                .map(Duration::ofSeconds)
                .or(() -> date("Retry-After").map(this::since))
                .map(this::after);
    }

    /** {@code x-ratelimit-reset}, seconds of the epoch, as a time of this machine's clock. */
    Optional<Instant> reset() {
        return number("x-ratelimit-reset")
                .map(Instant::ofEpochSecond)
                .map(this::since)
                .map(this::after);
    }

    /** The end of a wait, which is cut to an hour. */
    Instant after(Duration wait) {
        Duration bounded = wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
        return arrived.plus(bounded.isNegative() ? Duration.ZERO : bounded);
    }

    private Duration since(Instant time) {
        return Duration.between(date("Date").orElse(arrived), time);
    }

    /** A header's number; ten digits at most are believed, which is what seconds of the epoch have. */
    Optional<Long> number(String name) {
        String value = header.apply(name);
        return value != null && value.strip().matches("\\d{1,10}")
                ? Optional.of(Long.valueOf(value.strip()))
                : Optional.empty();
    }

    /** A header's date in the form of RFC 9110, by the clock of the answer. */
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
