package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that postpone the next request, and for how long. */
class RateLimitedTest {

    private static final long NOW = Clients.NOW.getEpochSecond();

    static Stream<Arguments> limits() {
        return Stream.of(
                limit(403, Map.of("Retry-After", "30"), RateLimit.Kind.SECONDARY, 30),
                limit(429, Map.of("Retry-After", "30"), RateLimit.Kind.SECONDARY, 30),
                limit(429, Map.of("Retry-After", " 30 "), RateLimit.Kind.SECONDARY, 30),
                limit(429, Map.of("Retry-After", "0"), RateLimit.Kind.SECONDARY, 0),
                limit(429, Map.of("Retry-After", "999999999"), RateLimit.Kind.SECONDARY, 3600),
                limit(
                        429,
                        Map.of("Retry-After", "7", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + (NOW + 90)),
                        RateLimit.Kind.SECONDARY,
                        7),
                limit(403, remaining("0", "" + (NOW + 90)), RateLimit.Kind.PRIMARY, 90),
                limit(429, remaining("0", "" + (NOW + 90)), RateLimit.Kind.PRIMARY, 90),
                limit(403, remaining("0", "" + (NOW + 7200)), RateLimit.Kind.PRIMARY, 3600),
                limit(403, remaining("0", "" + (NOW - 5)), RateLimit.Kind.PRIMARY, 0),
                limit(403, remaining("0", "9999999999"), RateLimit.Kind.PRIMARY, 3600),
                limit(403, remaining("0", "soon"), RateLimit.Kind.PRIMARY, 60),
                limit(403, remaining("0", "99999999999999999999"), RateLimit.Kind.PRIMARY, 60),
                limit(403, Map.of("X-RateLimit-Remaining", "0"), RateLimit.Kind.PRIMARY, 60),
                limit(429, Map.of("Retry-After", date(30)), RateLimit.Kind.SECONDARY, 30),
                limit(403, Map.of("Retry-After", date(30)), RateLimit.Kind.SECONDARY, 30),
                limit(429, Map.of("Retry-After", date(-30)), RateLimit.Kind.SECONDARY, 0),
                limit(429, Map.of("Retry-After", date(7200)), RateLimit.Kind.SECONDARY, 3600),
                // GitHub's clock is ten minutes ahead of this machine's clock, then ten minutes behind
                limit(403, dated(600, remaining("0", "" + (NOW + 690))), RateLimit.Kind.PRIMARY, 90),
                limit(403, dated(-600, remaining("0", "" + (NOW - 510))), RateLimit.Kind.PRIMARY, 90),
                limit(429, dated(600, Map.of("Retry-After", date(630))), RateLimit.Kind.SECONDARY, 30),
                limit(429, dated(600, Map.of("Retry-After", "30")), RateLimit.Kind.SECONDARY, 30),
                limit(
                        403,
                        Map.of("Date", "now", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + (NOW + 90)),
                        RateLimit.Kind.PRIMARY,
                        90),
                limit(429, Map.of(), RateLimit.Kind.UNTOLD, 60),
                limit(429, Map.of("Retry-After", "soon"), RateLimit.Kind.UNTOLD, 60),
                limit(429, Map.of("Retry-After", "-5"), RateLimit.Kind.UNTOLD, 60),
                limit(429, remaining("17", "" + (NOW + 90)), RateLimit.Kind.UNTOLD, 60));
    }

    private static Arguments limit(int status, Map<String, String> headers, RateLimit.Kind kind, long seconds) {
        return Arguments.of(status, headers, kind, seconds);
    }

    private static Map<String, String> remaining(String count, String reset) {
        return Map.of("X-RateLimit-Remaining", count, "X-RateLimit-Reset", reset);
    }

    private static Map<String, String> dated(long secondsAhead, Map<String, String> headers) {
        var dated = new HashMap<>(headers);
        dated.put("Date", date(secondsAhead));
        return dated;
    }

    private static String date(long secondsAhead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Clients.NOW.plusSeconds(secondsAhead).atZone(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void rateLimitHasItsKindAndItsEnd(int status, Map<String, String> headers, RateLimit.Kind kind, long seconds) {
        GitHubException failure = failure(status, headers);
        var until = Clients.NOW.plus(Duration.ofSeconds(seconds));
        assertThat(failure, is(instanceOf(GitHubException.RateLimited.class)));
        assertThat(((GitHubException.RateLimited) failure).limit(), is(new RateLimit(kind, until)));
        String time = LogTime.format(until);
        String expected =
                switch (kind) {
                    case PRIMARY -> ": no requests are left until " + time + ". ";
                    case SECONDARY -> ": too many requests in a short time; the limit ends at " + time + ". ";
                    case UNTOLD -> " and does not say for how long; the next attempt is possible at " + time + ". ";
                };
        assertThat(
                failure.getMessage().replaceFirst("^127\\.0\\.0\\.1:\\d+", "host"),
                is("host limits the token (" + status + ")" + expected + "GitHub says: \"Slow down\""
                        + Clients.more("403-or-429-a-limit")));
    }

    static Stream<String> words() {
        return Stream.of(
                "{\"message\": \"You have exceeded a secondary rate limit. Please wait a few minutes.\"}",
                "{\"message\": \"API rate limit exceeded for installation ID 17.\"}",
                "{\"message\": \"You have triggered an abuse detection mechanism. Please wait.\"}",
                "{\"message\": \"Slow down\", \"documentation_url\":"
                        + " \"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits\"}",
                "{\"message\": \"Slow down\", \"documentation_url\":"
                        + " \"https://developer.github.com/v3/#abuse-rate-limits\"}",
                "<html><body><p>You have exceeded a secondary <b>rate limit</b>.</p></body></html>");
    }

    /** The answer has no time, and the primary limit has requests left. */
    @ParameterizedTest
    @MethodSource("words")
    void secondaryLimitIsRecognizedInWordsAlone(String body) {
        try (var gitHub = RawServer.answering(RawServer.http("403 No", "x-ratelimit-remaining: 4987\r\n", body))) {
            GitHubException failure = Clients.failure(gitHub.url());
            assertThat(failure, is(instanceOf(GitHubException.RateLimited.class)));
            assertThat(
                    ((GitHubException.RateLimited) failure).limit(),
                    is(new RateLimit(RateLimit.Kind.UNTOLD, Clients.NOW.plusSeconds(60))));
        }
    }

    static Stream<Map<String, String>> otherHeaders() {
        return Stream.of(
                Map.of(),
                remaining("17", "" + (NOW + 90)),
                Map.of("X-RateLimit-Reset", "" + (NOW + 90)),
                Map.of("X-RateLimit-Remaining", ""),
                Map.of("Retry-After", "tomorrow"));
    }

    @ParameterizedTest
    @MethodSource("otherHeaders")
    void status403WithoutALimitIsAMissingPermission(Map<String, String> headers) {
        assertThat(failure(403, headers), is(instanceOf(GitHubException.Forbidden.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "503, 30, 30",
        "503, 9999999999, 3600",
        "503, 2147483648, 3600",
        "503, 0000000030, 30",
        "408, 9999999999, 3600",
        "503, 99999999999,",
        "503, 99999999999999999999999999,",
        "500, 30, 30",
        "502, 7200, 3600",
        "504, soon,",
        "503,,",
        "408, 30, 30"
    })
    void unavailableServerMayNameTheTimeOfTheNextAttempt(int status, String retryAfter, Long seconds) {
        GitHubException failure = failure(status, retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter));
        assertThat(
                ((GitHubException.Unavailable) failure).notBefore(),
                is(Optional.ofNullable(seconds).map(Clients.NOW::plusSeconds)));
    }

    @ParameterizedTest
    @MethodSource("otherStatuses")
    void otherStatusIsNotALimitWhateverTheHeaders(int status) {
        GitHubException failure = failure(status, Map.of("Retry-After", "30", "X-RateLimit-Remaining", "0"));
        assertThat(failure.getMessage(), startsWith("127.0.0.1:"));
        assertThat(failure instanceof GitHubException.RateLimited, is(false));
    }

    static Stream<Integer> otherStatuses() {
        return Stream.of(400, 401, 404, 422, 500, 503);
    }

    private static GitHubException failure(int status, Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        try (var gitHub =
                RawServer.answering(RawServer.http(status + " No", lines.toString(), "{\"message\": \"Slow down\"}"))) {
            return Clients.failure(gitHub.url());
        }
    }
}
