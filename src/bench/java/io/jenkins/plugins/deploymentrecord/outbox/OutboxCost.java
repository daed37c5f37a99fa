package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What the outbox costs on a real disk: durable acceptances a second with 50 writers and with one, beside a bare loop that
 * writes and forces; heap of an entry that waits; a start with 10,000 entries:
 * {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@outbox-cost}. The aims: at least 500 a second with 50
 * writers, half of the bare loop with one writer, 2 KiB, a second.
 */
public final class OutboxCost {

    private static final int WRITERS = 50;
    private static final int WAITING = 10_000;
    private static final long SECONDS = 5;

    private static final String BODY = "{\"name\":\"ghcr.io/octo-org/shop\",\"digest\":\"sha256:" + "0".repeat(64)
            + "\",\"version\":\"1.2.3\",\"status\":\"deployed\",\"logical_environment\":\"production\","
            + "\"physical_environment\":\"pacific-east\",\"cluster\":\"moda-1\",\"deployment_name\":\"NAME\","
            + "\"github_repository\":\"shop\"}";

    private final Path directory;
    private final LineWriter writer = LineWriter.start();
    private final Outbox outbox;
    private int count;

    private OutboxCost(Path directory) throws IOException {
        this.directory = directory;
        var settings = new Outbox.Settings(directory, List.of("bench"), true);
        outbox = Outbox.open(
                settings,
                writer,
                entry -> new CompletableFuture<>(),
                (entries, token) -> new CompletableFuture<>(),
                new OutboxListener() {
                    @Override
                    public OptionalInt requestsPerMinute(String apiUrl) {
                        return OptionalInt.of(0);
                    }

                    @Override
                    public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
                        return CompletableFuture.completedFuture(null);
                    }
                });
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments.length == 0 ? "target" : arguments[0]), "bench");
        System.out.printf("bare write and force:  %d a second%n", bare(directory.resolve("bare")));
        var one = new OutboxCost(directory.resolve("one"));
        System.out.printf("accepted, 1 writer:    %d a second%n", one.accepted(1));
        one.end();
        var many = new OutboxCost(directory.resolve("many"));
        System.out.printf("accepted, 50 writers:  %d a second%n", many.accepted(WRITERS));
        many.end();
        var waiting = new OutboxCost(directory.resolve("waiting"));
        System.out.printf("heap of a waiting entry: %d bytes%n", waiting.heapOfWaiting());
        waiting.end();
        long begin = System.nanoTime();
        var started = new OutboxCost(directory.resolve("waiting"));
        System.out.printf("start with %d entries: %d ms%n", WAITING, (System.nanoTime() - begin) / 1_000_000);
        started.end();
    }

    private void end() {
        outbox.close();
        writer.close();
    }

    private static long bare(Path path) throws IOException {
        byte[] line = ("{\"v\":1,\"entry\":" + BODY + "}\n").getBytes(StandardCharsets.UTF_8);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            long written = 0;
            while (System.nanoTime() < end) {
                file.write(line);
                file.getFD().sync();
                written++;
            }
            return written / SECONDS;
        }
    }

    private synchronized OutboxEntry next() throws NotOwnedException {
        int number = count++;
        return OutboxEntry.of(
                "folder/job#1#" + number,
                outbox.nextNumber(),
                new OutboxEntry.Origin("folder/job-" + number % 50, 1, System.currentTimeMillis(), "somebody"),
                new OutboxEntry.Destination("GitHub", "https://api.github.com", "octo-org", "github-token"),
                BODY.replace("NAME", "namespace-deployment-" + number),
                false,
                Duration.ofHours(72).toMillis());
    }

    private long accepted(int writers) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < writers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        outbox.submit(List.of(next()), true, null).join();
                    }
                } catch (NotOwnedException e) {
                    throw new IllegalStateException(directory.toString(), e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count / SECONDS;
    }

    private long heapOfWaiting() throws IOException {
        long before = usedHeap();
        var all = new ArrayList<OutboxEntry>();
        for (int i = 0; i < WAITING; i++) {
            all.add(next());
        }
        outbox.submit(all, true, null).join();
        all.clear();
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
