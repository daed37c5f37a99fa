package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that tells to come back later, and when. */
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

    @ParameterizedTest
    @MethodSource("limits")
    void saysHowLong(int status, Map<String, String> headers, RateLimit.Kind kind, long seconds) {
        GitHubException failure = failure(status, headers);
        var until = Clients.NOW.plus(Duration.ofSeconds(seconds));
        assertThat(failure, is(instanceOf(GitHubException.RateLimited.class)));
        assertThat(((GitHubException.RateLimited) failure).limit(), is(new RateLimit(kind, until)));
        String expected =
                switch (kind) {
                    case PRIMARY -> ": its requests are used up until " + until + ". ";
                    case SECONDARY -> ": too many requests in a short time, not again before " + until + ". ";
                    case UNTOLD -> " and does not say for how long; not again before " + until + ". ";
                };
        assertThat(
                failure.getMessage().replaceFirst("^127\\.0\\.0\\.1:\\d+", "host"),
                is("host limits the token (" + status + ")" + expected + "GitHub says: \"Slow down\""));
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
    void a403WithoutALimitIsAMissingPermission(Map<String, String> headers) {
        assertThat(failure(403, headers), is(instanceOf(GitHubException.Forbidden.class)));
    }

    @ParameterizedTest
    @MethodSource("otherStatuses")
    void anotherStatusIsNoLimitWhateverTheHeaders(int status) {
        GitHubException failure = failure(status, Map.of("Retry-After", "30", "X-RateLimit-Remaining", "0"));
        assertThat(failure.getMessage(), startsWith("127.0.0.1:"));
        assertThat(failure instanceof GitHubException.RateLimited, is(false));
    }

    static Stream<Integer> otherStatuses() {
        return Stream.of(400, 401, 404, 422, 500, 503);
    }

    private static GitHubException failure(int status, Map<String, String> headers) {
        try (var gitHub = GitHubStandIn.start()) {
            gitHub.answerNext(status, headers, "{\"message\": \"Slow down\"}");
            return Clients.failure(gitHub.url());
        }
    }
}
