package io.jenkins.plugins.deploymentrecord.github;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * GitHub's announcements in the headers of an answer, for an administrator: the end of the token, and the end of the API
 * version that the request named.
 *
 * @param isSuccess whether GitHub took the request, so that a header that is missing announces nothing any more
 * @param tokenExpires {@code github-authentication-token-expiration}; empty if the token has no end, or none is told
 * @param isVersionDeprecated whether {@code Deprecation} (RFC 9745) or {@code Sunset} (RFC 8594) was sent
 * @param versionEnds {@code Sunset}; empty if it was not sent, or is no date
 */
public record AnswerNotice(
        boolean isSuccess, Optional<Instant> tokenExpires, boolean isVersionDeprecated, Optional<Instant> versionEnds) {

    /** GitHub writes {@code 2026-12-31 23:59:59 UTC}, and for some tokens an offset such as {@code +0200}. */
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT);

    /** @param header gives a response header by its name, or null */
    static AnswerNotice of(boolean isSuccess, UnaryOperator<String> header) {
        String sunset = header.apply("Sunset");
        return new AnswerNotice(
                isSuccess,
                date(header.apply("github-authentication-token-expiration"), EXPIRATION),
                sunset != null || header.apply("Deprecation") != null,
                date(sunset, DateTimeFormatter.RFC_1123_DATE_TIME));
    }

    private static Optional<Instant> date(String value, DateTimeFormatter form) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(form.parse(value.strip().replaceFirst(" UTC$", " +0000"), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
