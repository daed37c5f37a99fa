package io.jenkins.plugins.deploymentrecord.outbox;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.KeepAliveServer;
import io.jenkins.plugins.deploymentrecord.github.RecordReader;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;

/**
 * Measures the cost of the outbox on a real disk: durable acceptances per second with 50 writers and with one writer,
 * compared with a plain loop that writes and forces; the heap of a waiting entry; a start with 10,000 entries and their
 * delivery: {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@outbox-cost}. The targets: at least 500
 * per second with 50 writers, half of the plain loop with one writer, 2 KiB, one second; at most 8 threads in addition
 * to the threads of open calls, and a quarter of a core while 100 entries per second are delivered to a stand-in that
 * answers within 50 ms.
 */
public final class OutboxCost implements OutboxListener, TokenLookup {

    private static final int WRITERS = 50;
    private static final int WAITING = 10_000;
    private static final int STARTS = 5;
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final int SLICES = 5;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final GitHubToken TOKEN =
            GitHubToken.of("a-token-for-the-benchmark").orElseThrow();

    private static final String BODY = "{\"name\":\"ghcr.io/octo-org/shop\",\"digest\":\"sha256:" + "0".repeat(64)
            + "\",\"version\":\"1.2.3\",\"status\":\"deployed\",\"logical_environment\":\"production\","
            + "\"physical_environment\":\"pacific-east\",\"cluster\":\"moda-1\",\"deployment_name\":\"NAME\","
            + "\"github_repository\":\"shop\"}";
    private static final String ANSWER =
            "{\"total_count\":1,\"deployment_records\":[{\"id\":1,\"digest\":\"sha256:" + "0".repeat(64) + "\"}]}";

    private final LineWriter writer = LineWriter.start();
    private final AtomicInteger recorded = new AtomicInteger();
    private final String apiUrl;
    private final Outbox outbox;
    private int count;

    /** @param sender null to deliver nothing */
    private OutboxCost(Path directory, String apiUrl, RequestSender sender) throws IOException {
        this.apiUrl = apiUrl;
        var settings = new Outbox.Settings(directory, List.of("bench"), sender == null);
        outbox = Outbox.open(settings, writer, this, sender, this);
    }

    @Override
    public CompletableFuture<Token> lookUp(OutboxEntry entry) {
        return CompletableFuture.completedFuture(new Found(TOKEN, "account", "fingerprint"));
    }

    @Override
    public OptionalInt requestsPerMinute(String url) {
        return OptionalInt.of(0);
    }

    @Override
    public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
        recorded.addAndGet(result.kind() == EntryResult.Kind.RECORDED ? 1 : 0);
        return CompletableFuture.completedFuture(null);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1) {
            answer();
            return;
        }
        Path directory = Files.createTempDirectory(Path.of(arguments.length == 0 ? "target" : arguments[0]), "bench");
        acceptances(directory);
        Process standIn = standIn();
        try {
            String url = "http://127.0.0.1:" + standIn.inputReader().readLine();
            waiting(directory.resolve("waiting"), url);
            delivery(directory.resolve("waiting"), url);
        } finally {
            standIn.destroy();
        }
    }

    private static void acceptances(Path directory) throws Exception {
        long bare = 0;
        var one = new OutboxCost(directory.resolve("one"), "https://api.github.com", null);
        long alone = 0;
        for (int i = 0; i < SLICES; i++) {
            // alternating, since the speed of a disk changes
            bare += bare(directory.resolve("bare"));
            alone += one.accepted(1);
        }
        one.end();
        System.out.printf("bare write and force:  %d a second%n", bare / SLICES);
        System.out.printf("accepted, 1 writer:    %d a second, %.2f of it%n", alone / SLICES, (double) alone / bare);
        var many = new OutboxCost(directory.resolve("many"), "https://api.github.com", null);
        long together = 0;
        for (int i = 0; i < SLICES; i++) {
            together += many.accepted(WRITERS);
        }
        many.end();
        System.out.printf("accepted, 50 writers:  %d a second%n", together / SLICES);
    }

    private static void waiting(Path directory, String url) throws IOException {
        var waiting = new OutboxCost(directory, url, null);
        System.out.printf("heap of a waiting entry: %d bytes%n", waiting.heapOfWaiting());
        waiting.end();
        for (int i = 1; i <= STARTS; i++) {
            long begin = System.nanoTime();
            long cpu = MACHINE.getProcessCpuTime();
            var started = new OutboxCost(directory, url, null);
            System.out.printf(
                    "start %d with %d entries: %d ms, %d ms of all cores%n",
                    i,
                    WAITING,
                    (System.nanoTime() - begin) / 1_000_000,
                    (MACHINE.getProcessCpuTime() - cpu) / 1_000_000);
            started.end();
        }
    }

    private static void delivery(Path directory, String url) throws Exception {
        var before = new HashSet<>(Thread.getAllStackTraces().keySet());
        OkHttpClient http =
                DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();
        var client = new DeploymentRecordClient(http, ApiUrl.of(url), "benchmark", Clock.systemUTC());
        var delivering = new OutboxCost(directory, url, (entries, token) -> client.send(
                        RecordReader.read("octo-org", entries.getFirst().body()), token)
                .thenApply(answer -> List.of(new RequestSender.Confirmed(answer))));
        Thread.sleep(WARM_UP);
        long begin = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        int already = delivering.recorded.get();
        Thread.sleep(DELIVERY);
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "delivered: %.0f a second, %.2f of a core%n",
                (delivering.recorded.get() - already) / seconds, (MACHINE.getProcessCpuTime() - cpu) / 1e9 / seconds);
        threads.removeAll(before);
        System.out.printf(
                "threads: %d%n  %s%n",
                threads.size(),
                String.join("\n  ", threads.stream().map(Thread::getName).sorted().toList()));
        delivering.end();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Runs in a separate process, whose cost is not measured. */
    private static Process standIn() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutboxCost.class.getName(),
                        "as",
                        "stand-in")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void answer() throws Exception {
        try (var server = new KeepAliveServer(ANSWER.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(50))) {
            System.out.println(server.url().substring(server.url().lastIndexOf(':') + 1));
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    private void end() {
        outbox.close();
        writer.close();
    }

    /** Returns the number of writes that a slice of time allows. */
    private static long bare(Path path) throws IOException {
        byte[] line = ("{\"v\":1,\"entry\":" + BODY + "}\n").getBytes(StandardCharsets.UTF_8);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(file.length());
            long end = System.nanoTime() + SLICE.toNanos();
            long written = 0;
            while (System.nanoTime() < end) {
                file.write(line);
                file.getFD().sync();
                written++;
            }
            return written;
        }
    }

    private synchronized OutboxEntry next() throws NotOwnedException {
        int number = count++;
        return OutboxEntry.of(
                "folder/job#1#" + number,
                outbox.nextNumber(),
                new OutboxEntry.Origin("folder/job-" + number % 50, 1, System.currentTimeMillis(), "somebody"),
                new OutboxEntry.Destination("GitHub", apiUrl, "octo-org", "github-token"),
                BODY.replace("NAME", "namespace-deployment-" + number),
                false,
                Duration.ofHours(72).toMillis());
    }

    /** Returns the number of acceptances that a slice of time allows. */
    private long accepted(int writers) throws InterruptedException {
        int before = count;
        long end = System.nanoTime() + SLICE.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < writers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        outbox.submit(List.of(next()), true, null).join();
                    }
                } catch (NotOwnedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count - before;
    }

    private long heapOfWaiting() throws IOException {
        long before = usedHeap();
        var all = new ArrayList<OutboxEntry>();
        for (int i = 0; i < WAITING; i++) {
            all.add(next());
        }
        outbox.submit(all, true, null).join();
        all.clear();
        // all earlier lines are written before this line
        outbox.submit(List.of(next()), true, null).join();
        return (usedHeap() - before) / WAITING;
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
