package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile headers of a server never break a call or a connection check. */
@Timeout(300)
class HostileHeadersTest {

    private static final long SEED = 20260302;
    private static final int ANSWERS = 300;

    /** Every header that this package or the HTTP client reads. */
    private static final List<String> NAMES = List.of(
            "Retry-After",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "Date",
            "Sunset",
            "Location",
            "X-GitHub-SSO",
            "X-Accepted-GitHub-Permissions",
            "x-github-request-id",
            "github-authentication-token-expiration",
            "Content-Type",
            "Content-Encoding",
            "Transfer-Encoding",
            "Connection",
            "Proxy-Authenticate",
            "WWW-Authenticate",
            "Set-Cookie",
            "Upgrade");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "2147483647",
            "2147483648",
            "9999999999",
            "99999999999",
            "9".repeat(400),
            "-9223372036854775809",
            "1e9",
            "NaN",
            "\u0663",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Fri, 99 Foo 2026 99:99:99 XYZ",
            "2026-99-99 99:99:99 UTC",
            "2026-04-01 12:00:00 +9999",
            "9999-12-31 23:59:59 UTC",
            "required; url=" + "x".repeat(2000),
            "required; url=https://" + Clients.SECRET + "/" + Clients.SECRET,
            "required; url=https://[::1",
            "http://[::1",
            "//",
            "Basic realm=\"",
            "Basic realm=\"a\", charset=\"\u0000\"",
            "Digest ,,,=,\"\\",
            "gzip",
            "chunked",
            "close",
            ";;;;=",
            Clients.SECRET,
            Clients.SECRET.substring(0, 20) + "\u200b" + Clients.SECRET.substring(20),
            "\u00ff\u0001\u007f",
            "x".repeat(20_000));

    private static final List<Integer> STATUSES =
            List.of(200, 201, 204, 301, 304, 307, 400, 401, 403, 404, 407, 408, 410, 421, 422, 429, 500, 503);

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "null",
            "{\"message\": \"" + Clients.SECRET + "\"}",
            "{\"total_count\": 0}",
            "{\"resources\": {\"core\": {\"limit\": 1, \"remaining\": -1, \"reset\": 1e300}}}",
            "<html>" + Clients.SECRET);

    private final Random random = new Random(SEED);
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void watch() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    }

    @AfterEach
    void stop() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(uncaught, is(empty()));
    }

    /** A single header, with each value at each status that may have it. */
    @Test
    void hostileRetryAfterHeaderNeverBreaksACall() throws Exception {
        for (int status : List.of(200, 403, 408, 429, 503)) {
            for (String value : VALUES) {
                check(RawServer.http(status + " X", "Retry-After: " + value + "\r\n", "{\"message\": \"m\"}"));
            }
        }
    }

    @Test
    void randomHostileHeadersNeverBreakACall() throws Exception {
        System.out.println("HostileHeadersTest: random headers from seed " + SEED);
        for (int i = 0; i < ANSWERS; i++) {
            String headers = Stream.generate(() -> any(NAMES) + ": " + any(VALUES) + "\r\n")
                    .limit(1 + random.nextInt(6))
                    .collect(Collectors.joining());
            check(RawServer.http(any(STATUSES) + " X", headers, any(BODIES)));
        }
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static final OkHttpClient HTTP = Clients.http()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .callTimeout(Duration.ofSeconds(10))
            .build();

    private static void check(byte[] answer) throws Exception {
        try (var server = RawServer.answering(answer)) {
            assertFit(sent(server));
            ConnectionCheck.run(
                            HTTP,
                            ApiUrl.of(server.url()),
                            "octo-org",
                            Clients.TOKEN,
                            "test",
                            Clock.fixed(Clients.NOW, ZoneOffset.UTC))
                    .forEach(finding -> assertFit(finding.text()));
        }
    }

    private static String sent(RawServer server) throws Exception {
        try {
            return Clients.of(server.url(), HTTP)
                    .send(Records.built(Records.required()), Clients.TOKEN)
                    .get(20, TimeUnit.SECONDS)
                    .toString();
        } catch (ExecutionException e) {
            assertThat(e.getCause(), is(instanceOf(GitHubException.class)));
            return e.getCause().toString();
        }
    }

    private static void assertFit(String text) {
        assertThat(text, not(containsString(Clients.SECRET.substring(0, 15))));
        assertThat(text, text.codePoints().allMatch(c -> c == '\n' || Texts.isPrintable(c)), is(true));
    }
}
