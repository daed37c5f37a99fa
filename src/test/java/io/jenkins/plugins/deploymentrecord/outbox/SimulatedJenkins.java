package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The process of the outbox in the simulation, and its successors. Each process ends by a kill or an orderly shutdown.
 */
final class SimulatedJenkins {

    private static final Path HOME = Path.of("/home/records");
    private static final GitHubToken TOKEN = GitHubToken.of("a-token").orElseThrow();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualTime time;
    private final Random random;
    private final SimulatedGitHub gitHub;
    private final Promises promises;
    private final int perMinute;
    private final Collection<SimulatedEntry> entries;
    private final FailurePeriods failingLookups;
    /** Called after the outbox was started again. */
    private final Runnable resume;

    private MemoryDisk disk = new MemoryDisk();
    private int errors;
    Outbox outbox;
    private SimulatedSender sender;
    boolean isDown;
    int kills;
    int closes;

    SimulatedJenkins(
            VirtualTime time,
            Random random,
            SimulatedGitHub gitHub,
            Promises promises,
            int perMinute,
            Collection<SimulatedEntry> entries,
            FailurePeriods failingLookups,
            Runnable resume) {
        this.time = time;
        this.random = random;
        this.gitHub = gitHub;
        this.promises = promises;
        this.perMinute = perMinute;
        this.entries = entries;
        this.failingLookups = failingLookups;
        this.resume = resume;
    }

    void start() {
        isDown = false;
        MemoryDisk current = disk;
        promises.started(entries, waiting(), watermarks());
        int end = random.nextInt(12);
        if (end < 2) {
            endAtOneOf(1 + random.nextInt(6));
        } else if (end < 6) {
            time.after(Duration.ofMillis(random.nextInt(15_000)), () -> {
                if (disk == current) {
                    close();
                }
            });
        }
        sender = new SimulatedSender(time, random, gitHub, promises);
        outbox = Outbox.open(
                new Outbox.Settings(HOME, List.of("http://jenkins", "/home", "host"), false),
                time.until(current::isGone),
                current.writer(task -> time.after(Duration.ofMillis(random.nextInt(8)), () -> {
                    if (!current.isGone()) {
                        task.run();
                        if (current.isGone() && disk == current) {
                            killed();
                        }
                    }
                })),
                null,
                new Lookup(),
                sender,
                new Listener(current),
                new SplittableRandom(random.nextLong()));
        time.after(Duration.ofMillis(50), () -> {
            if (disk == current && !current.isGone()) {
                resume.run();
            }
        });
    }

    /** Returns the lines of a file, without a last line that was cut off. */
    private Stream<String> lines(String file) {
        byte[] bytes = disk.bytes(HOME.resolve(file));
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        String tail = text.substring(text.lastIndexOf('\n') + 1);
        return (isJson(tail) ? text : text.substring(0, text.length() - tail.length())).lines();
    }

    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * Returns the entry in a field of a line; null if the line has no such field. Faster than parsing the whole line.
     */
    private SimulatedEntry entry(String line, String field) {
        String before = '"' + field + "\":{\"id\":\"";
        int at = line.indexOf(before);
        return at < 0
                ? null
                : gitHub.entry(line.substring(at + before.length(), line.indexOf('"', at + before.length())));
    }

    /** Returns the entries that are on the disk without their results. */
    private Set<SimulatedEntry> waiting() {
        var waiting = new HashSet<SimulatedEntry>();
        lines("outbox.jsonl").forEach(line -> {
            SimulatedEntry entry = entry(line, "entry");
            if (entry != null) {
                waiting.add(entry);
            }
            waiting.remove(entry(line, "ended"));
        });
        return waiting;
    }

    private Map<DeploymentKey, SequenceNumber> watermarks() {
        var watermarks = new HashMap<DeploymentKey, SequenceNumber>();
        lines("keys.jsonl")
                .filter(line -> line.contains("\"kind\":\"RECORDED\""))
                .map(line -> entry(line, "entry"))
                .filter(Objects::nonNull)
                .forEach(entry -> watermarks.merge(
                        entry.key,
                        entry.entry.number(),
                        (first, second) -> first.compareTo(second) > 0 ? first : second));
        return watermarks;
    }

    /** Returns the account of a credential. There are two accounts, as two credentials have the same token. */
    static String account(String credential) {
        return credential.equals("credential 2") ? "credential 1" : credential;
    }

    private final class Lookup implements TokenLookup {

        @Override
        public CompletableFuture<Token> lookUp(OutboxEntry entry) {
            String credential = entry.destination().credentialsId();
            var found = new CompletableFuture<Token>();
            if (credential.equals("hanging")) {
                return found;
            }
            boolean fails = failingLookups.isActive();
            int chance = random.nextInt(400);
            time.after(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20)), () -> {
                if (fails || chance == 0) {
                    found.completeExceptionally(new IllegalStateException("the credential store is not available"));
                } else if (chance == 1) {
                    found.complete(new NotFound("not found once"));
                } else {
                    String fingerprint = gitHub.isRefused() ? "old" : "new";
                    found.complete(new Found(TOKEN, account(credential), account(credential) + fingerprint));
                }
            });
            return found;
        }

        @Override
        public String credentialOf(OutboxEntry entry) {
            return entry.destination().credentialsId();
        }
    }

    private final class Listener implements OutboxListener {

        private final MemoryDisk current;

        Listener(MemoryDisk current) {
            this.current = current;
        }

        @Override
        public OptionalInt requestsPerMinute(String apiUrl) {
            return OptionalInt.of(perMinute);
        }

        @Override
        public void ended(OutboxEntry entry, EntryResult result, Duration took) {
            promises.ended(gitHub.entry(entry.id()), result);
            sender.ended(entry);
        }

        @Override
        public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
            var kept = new CompletableFuture<Void>();
            time.after(Duration.ofMillis(random.nextInt(5)), () -> {
                if (!current.isGone()) {
                    promises.reported(gitHub.entry(entry.id()), result);
                    kept.complete(null);
                }
            });
            return kept;
        }

        @Override
        public void warning(Warning warning, Path file, String detail) {
            if (warning == Warning.INTERNAL_ERROR && ++errors < 5) {
                promises.broke("internal error: " + detail);
            }
        }
    }

    /** Begins an orderly shutdown, or kills the process in one of the next writes or after half a minute. */
    void endSoon() {
        if (random.nextInt(3) == 0) {
            close();
        } else {
            killSoon();
        }
    }

    private void close() {
        if (isDown) {
            return;
        }
        isDown = true;
        closes++;
        MemoryDisk current = disk;
        outbox.closing().whenComplete((any, failure) -> {
            if (!current.isGone()) {
                gone(disk.afterKill());
            }
        });
    }

    private void killSoon() {
        if (isDown) {
            return;
        }
        endAtOneOf(10);
        MemoryDisk current = disk;
        time.after(Duration.ofSeconds(30), () -> {
            if (disk == current && !current.isGone()) {
                killed();
            }
        });
    }

    private void endAtOneOf(int operations) {
        disk.endsAt = disk.operations + 1 + random.nextInt(operations);
        disk.lastBytes = random.nextInt(400);
    }

    private void killed() {
        kills++;
        gone(random.nextBoolean() ? disk.afterKill() : disk.afterPowerLoss(new SplittableRandom(random.nextLong())));
    }

    private void gone(MemoryDisk left) {
        isDown = true;
        promises.processGone();
        gitHub.processGone();
        disk = left;
        int pause = random.nextInt(3);
        time.after(Duration.ofMillis(random.nextInt(pause == 0 ? 10 : pause == 1 ? 1_000 : 70_000)), this::start);
    }
}
