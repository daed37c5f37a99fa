package io.jenkins.plugins.deploymentrecord.github;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * GitHub's announcements in the headers of an answer, for an administrator: when the token expires, and when the API
 * version of the request ends.
 *
 * @param isSuccess whether GitHub accepted the request; if so, a missing header revokes an earlier announcement
 * @param tokenExpires {@code github-authentication-token-expiration}; empty if the token never expires or GitHub does
 *     not say when
 * @param isVersionDeprecated whether {@code Deprecation} (RFC 9745) or {@code Sunset} (RFC 8594) was sent
 * @param versionEnds {@code Sunset}; empty if it was not sent or is not a date
 */
public record AnswerNotice(
        boolean isSuccess, Optional<Instant> tokenExpires, boolean isVersionDeprecated, Optional<Instant> versionEnds) {

    /**
     * GitHub writes {@code 2026-12-31 23:59:59 UTC}, and for some tokens an offset such as {@code +0200} in place of
     * the zone.
     */
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT);

    /**
     * Reads the announcements.
     *
     * @param header returns a response header by its name, or null
     */
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
