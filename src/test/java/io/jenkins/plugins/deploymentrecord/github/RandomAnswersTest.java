package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random bytes as an answer end every call with a record or an exception of this package. */
class RandomAnswersTest {

    private static final long SEED = 20260301;
    private static final int CALLS = 1000;

    private final Random random = new Random(SEED);

    @Test
    @Timeout(120)
    void randomAnswersNeverBreakACall() throws Exception {
        System.out.println("RandomAnswersTest: random answers from seed " + SEED);
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        Queue<byte[]> answers = new ArrayDeque<>();
        var http = Clients.http()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .callTimeout(Duration.ofSeconds(10))
                .build();
        try (var server = RawServer.answering(connection -> {
            byte[] answer;
            synchronized (answers) {
                answer = answers.remove();
            }
            connection.getOutputStream().write(answer);
        })) {
            var client = Clients.of(server.url(), http);
            for (int i = 0; i < CALLS; i++) {
                byte[] answer = answer(i % 8);
                synchronized (answers) {
                    answers.add(answer);
                }
                var sent = client.send(Records.built(Records.required()), Clients.TOKEN);
                String seen;
                try {
                    seen = sent.get(20, TimeUnit.SECONDS).toString();
                } catch (ExecutionException e) {
                    assertThat("answer " + i, e.getCause(), is(instanceOf(GitHubException.class)));
                    seen = e.getCause().toString();
                }
                assertThat("answer " + i, seen, not(containsString(Clients.SECRET)));
                assertThat("answer " + i, seen.codePoints().allMatch(c -> c == '\n' || Texts.isPrintable(c)), is(true));
                synchronized (answers) {
                    answers.clear();
                }
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught, is(empty()));
    }

    private byte[] answer(int kind) {
        return switch (kind) {
            case 0 -> noise(2000);
            case 1 -> joined("HTTP/1.1 ", noise(300));
            case 2 -> joined(status() + "\r\n", noise(2000));
            case 3 -> joined(status() + "\r\nTransfer-Encoding: chunked\r\n\r\n", chunks());
            case 4 -> joined(status() + "\r\nContent-Encoding: gzip\r\n\r\n", noise(2000));
            case 5 -> joined(status() + "\r\nContent-Type: application/json\r\n\r\n", nested());
            case 6 -> changed(RawServer.http(status().substring(9), "Retry-After: 3\r\n", text("message")));
            default -> changed(RawServer.http("200 OK", "Location: /\r\n", text("deployment_name")));
        };
    }

    private String status() {
        return "HTTP/1." + random.nextInt(2) + ' ' + (random.nextInt(4) == 0 ? "200" : 100 + random.nextInt(900))
                + " X";
    }

    private String text(String field) {
        return "{\"total_count\": 1, \"message\": \"m " + Clients.SECRET + "\", \"deployment_records\": [{\"id\": 1, \""
                + field + "\": \"" + Clients.SECRET + "\"}]}";
    }

    /** Returns random bytes, sometimes with the token in front. */
    private byte[] noise(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? bytes : joined(Clients.SECRET, bytes);
    }

    private byte[] chunks() {
        var out = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] chunk = noise(200);
            int announced = random.nextInt(4) == 0 ? random.nextInt() : chunk.length;
            out.writeBytes(joined(Integer.toHexString(announced) + "\r\n", chunk));
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private byte[] nested() {
        String level = List.of("[", "{\"message\":", "{\"deployment_records\":[", "{\"errors\":")
                .get(random.nextInt(4));
        int depth = 1 + random.nextInt(random.nextBoolean() ? 20_000 : 400);
        String start = random.nextBoolean() ? "{\"total_count\":1,\"message\":" : "";
        return (start + level.repeat(depth)).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] changed(byte[] answer) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
        }
        return answer;
    }

    private static byte[] joined(String start, byte[] rest) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(rest);
        return out.toByteArray();
    }
}
