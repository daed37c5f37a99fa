package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Response;

/** The parts of an answer that the checks by reading need. */
final class ReadAnswer {

    private static final JsonNode NOTHING = new ObjectMapper().missingNode();
    /** Such as {@code 2026-04-01 12:00:00 UTC}, or with an offset in place of the zone. */
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);

    private final int code;
    private final AnswerKind kind;
    private final AnswerBody body;
    private final Optional<RateLimit> limit;
    private final String missing;
    private final Optional<Instant> tokenExpiry;
    private final Optional<Instant> sunset;

    ReadAnswer(Response response, GitHubToken token, Instant arrived) {
        this.code = response.code();
        this.body = AnswerBody.ofFailure(response, token);
        var times = new RetryAfterHeaders(response::header, arrived);
        this.limit = RateLimit.of(code, times, body);
        this.kind = AnswerKind.of(code, body, limit);
        this.missing = new Quotation(response::header, body, token).missing();
        this.tokenExpiry = expiry(response.header("github-authentication-token-expiration"));
        this.sunset = times.date("Sunset");
    }

    private static Optional<Instant> expiry(String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EXPIRY.parse(header.strip().replaceFirst(" (?:UTC|Z)$", " +0000"), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    int code() {
        return code;
    }

    AnswerKind kind() {
        return kind;
    }

    JsonNode json() {
        return body.json().orElse(NOTHING);
    }

    /** Whether the answer is GitHub's own message, and not a page from somewhere else. */
    boolean hasMessage() {
        return body.message().isPresent();
    }

    /** Returns the permissions that the answer's headers name as missing; empty, or begins with a space. */
    String missing() {
        return missing;
    }

    /**
     * Returns the end of the limit.
     *
     * @throws java.util.NoSuchElementException if the answer mentions no limit
     */
    Instant limitEnd() {
        return limit.orElseThrow().until();
    }

    /** Returns when the token expires; empty if it never expires, or GitHub does not say when. */
    Optional<Instant> tokenExpiry() {
        return tokenExpiry;
    }

    /** Returns when the API version ends; empty unless GitHub announces it. */
    Optional<Instant> sunset() {
        return sunset;
    }
}
