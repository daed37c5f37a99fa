package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Many jobs record their deployments at a GitHub that limits and fails, while tokens change, look-ups fail and hang,
 * entries come late and twice and are discarded, the process is killed at any write, and its wall clock is put forward and
 * back. All of it follows from the seed.
 */
final class Simulation {

    static final Path HOME = Path.of("/home/records");
    private static final GitHubToken TOKEN = GitHubToken.of("a-token").orElseThrow();
    private static final String API = "https://api.github.com";

    private final long seed;
    private final int size;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedGitHub gitHub;
    private final List<SimulatedEntry> entries = new ArrayList<>();
    private final Map<DeploymentKey, List<SimulatedEntry>> keys = new HashMap<>();
    private final List<SimulatedGitHub.Period> failingLookups;
    private final String hanging;

    private MemoryDisk disk = new MemoryDisk();
    private Outbox outbox;
    private SequenceNumber lastNumber = SequenceNumber.NONE;
    private boolean isDown;
    private Duration lastJump = Duration.ofDays(-1);
    private Duration horizon;
    private int kills;
    private int closes;
    private int faults;

    Simulation(long seed, int size) {
        this.seed = seed;
        this.size = size;
        this.random = new Random(seed);
        // somewhat more than the rate allows at times, somewhat less in all
        horizon = Duration.ofMillis(size * (250L + random.nextInt(size < 1_000 ? 6_000 : 400)));
        gitHub = new SimulatedGitHub(time, random, horizon);
        failingLookups = gitHub.periods(horizon, 60);
        hanging = random.nextInt(10) == 0 ? "hanging" : "another";
        int spread = Math.max(3, size / (5 + random.nextInt(40)));
        for (int i = 0; i < size; i++) {
            int deployment = random.nextInt(random.nextBoolean() ? spread : Math.max(1, spread / 10));
            entries.add(entry(i, "d" + deployment, deployment));
        }
        start();
        for (int i = 0; i < size; ) {
            int together = Math.min(size - i, random.nextInt(30) == 0 ? 1 + random.nextInt(120) : 1);
            List<SimulatedEntry> asked = entries.subList(i, i + together);
            boolean isOneRequest = together > 1 && random.nextBoolean();
            time.after(part(), () -> request(asked, isOneRequest));
            i += together;
        }
        int minutes = (int) horizon.toMinutes();
        for (int i = random.nextInt(3 + Math.min(30, minutes / 15)); i > 0; i--) {
            time.after(part(), this::killSoon);
        }
        for (int i = random.nextInt(3 + minutes / 15); i > 0; i--) {
            time.after(part(), this::jump);
        }
    }

    private SimulatedEntry entry(int index, String deploymentName, int deployment) {
        var key = new DeploymentKey(API, "octo-org", "prod", null, "c" + deployment % 2, deploymentName);
        List<SimulatedEntry> siblings = keys.computeIfAbsent(key, any -> new ArrayList<>());
        String credential = random.nextInt(20) == 0 ? hanging : "credential " + deployment % 3;
        var made = new SimulatedEntry(index, credential, random.nextInt(50) == 0, siblings);
        made.key = key;
        siblings.add(made);
        gitHub.know(made);
        return made;
    }

    private Duration part() {
        return Duration.ofMillis((long) (random.nextDouble() * horizon.toMillis()));
    }

    private void start() {
        isDown = false;
        MemoryDisk current = disk;
        Scheduler scheduler = time.until(current::isGone);
        outbox = Outbox.open(
                new Outbox.Settings(HOME, List.of("http://jenkins", "/home", "host"), false),
                scheduler,
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
                this::send,
                new Histories(current),
                new SplittableRandom(random.nextLong()));
        time.after(Duration.ofMillis(50), () -> {
            if (disk == current && !current.isGone()) {
                resume();
            }
        });
    }

    /** Two accounts: two credentials have the same token. */
    private final class Lookup implements TokenLookup {

        @Override
        public CompletableFuture<Token> lookUp(OutboxEntry entry) {
            String credential = entry.destination().credentialsId();
            var found = new CompletableFuture<Token>();
            if (credential.equals("hanging")) {
                return found;
            }
            boolean fails = failingLookups.stream().anyMatch(period -> period.covers(time.elapsed()));
            int chance = random.nextInt(400);
            time.after(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20)), () -> {
                if (fails || chance == 0) {
                    found.completeExceptionally(new IllegalStateException("the store is away"));
                } else if (chance == 1) {
                    found.complete(new NotFound("not found once"));
                } else {
                    String account = credential.equals("credential 2") ? "credential 1" : credential;
                    String fingerprint = gitHub.isRefused() ? "old" : "new";
                    found.complete(new Found(TOKEN, account, account + fingerprint));
                }
            });
            return found;
        }

        @Override
        public String credentialOf(OutboxEntry entry) {
            return entry.destination().credentialsId();
        }
    }

    private CompletableFuture<List<RequestSender.Answer>> send(List<OutboxEntry> sent, GitHubToken token) {
        String credential = sent.getFirst().destination().credentialsId();
        return gitHub.send(sent, credential.equals("credential 2") ? "credential 1" : credential);
    }

    private final class Histories implements OutboxListener {

        private final MemoryDisk current;

        Histories(MemoryDisk current) {
            this.current = current;
        }

        @Override
        public OptionalInt requestsPerMinute(String apiUrl) {
            return OptionalInt.of(SimulatedGitHub.PER_MINUTE);
        }

        @Override
        public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
            var kept = new CompletableFuture<Void>();
            time.after(Duration.ofMillis(random.nextInt(5)), () -> {
                if (!current.isGone()) {
                    keepNow(entry, result);
                    kept.complete(null);
                }
            });
            return kept;
        }

        @Override
        public void warning(Warning warning, Path file, String detail) {
            if (warning == Warning.INTERNAL_ERROR && ++faults < 5) {
                gitHub.wrongs.add("internal error: " + detail);
            }
        }
    }

    private void keepNow(OutboxEntry entry, EntryResult result) {
        SimulatedEntry ended = gitHub.entry(entry.id());
        if (ended.result != null) {
            // after a kill between the histories and the journal, the first result stays
            if (ended.endedIn == gitHub.process) {
                gitHub.wrongs.add(ended + " ended again: " + result.kind());
            }
            return;
        }
        if (result.kind() == Kind.REFUSED
                && !ended.isRefused
                && !result.message().contains("bad credentials")) {
            gitHub.wrongs.add(ended + " was refused for no reason: " + result.message());
        }
        if (result.kind() == Kind.DISCARDED && !ended.isDiscarded) {
            gitHub.wrongs.add(ended + " was discarded by nobody");
        }
        ended.result = result;
        ended.endedIn = gitHub.process;
    }

    private void request(List<SimulatedEntry> asked, boolean isOneRequest) {
        if (isDown) {
            time.after(Duration.ofSeconds(5), () -> request(asked, isOneRequest));
            return;
        }
        var fresh = new ArrayList<SimulatedEntry>();
        for (SimulatedEntry entry : asked) {
            try {
                entry.number = outbox.nextNumber();
            } catch (NotOwnedException e) {
                if (time.elapsed().compareTo(horizon.plusHours(1)) > 0) {
                    throw new AssertionError(e);
                }
                time.after(Duration.ofMillis(500), () -> request(List.of(entry), false));
                continue;
            }
            if (entry.number.compareTo(lastNumber) <= 0) {
                gitHub.wrongs.add(entry.number + " was given out after " + lastNumber);
            }
            lastNumber = entry.number;
            entry.entry = OutboxEntry.of(
                    entry.id,
                    entry.number,
                    new OutboxEntry.Origin(
                            "job " + entry.index % 50, 1, time.now().toEpochMilli(), null),
                    new OutboxEntry.Destination("GitHub", API, "octo-org", entry.credential),
                    ("{\"name\":\"n\",\"digest\":\"sha256:" + "0".repeat(64) + "\",\"version\":\"" + entry.index
                            + "\",\"logical_environment\":\"prod\",\"cluster\":\"" + entry.key.cluster()
                            + "\",\"deployment_name\":\"" + entry.key.deploymentName() + "\"}"),
                    isOneRequest,
                    Duration.ofHours(1 + random.nextInt(3)).toMillis());
            fresh.add(entry);
        }
        if (fresh.size() == 1 && random.nextInt(10) == 0) {
            // accepted late: what was requested after it is accepted before
            time.after(Duration.ofMillis(random.nextInt(120_000)), () -> submit(fresh));
        } else {
            submit(fresh);
        }
        if (random.nextInt(10) == 0) {
            time.after(Duration.ofMillis(random.nextInt(60_000)), () -> submit(fresh));
        }
        if (random.nextInt(20) == 0) {
            time.after(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 600 : 90_000)), () -> discard(fresh));
        }
    }

    /** As a build does, that comes back after a kill if it was not told that its record is safe. */
    private void submit(List<SimulatedEntry> asked) {
        List<SimulatedEntry> left = asked.stream()
                .filter(entry -> !entry.isLost && entry.result == null)
                .toList();
        if (isDown || left.isEmpty()) {
            return;
        }
        MemoryDisk current = disk;
        outbox.submit(left.stream().map(entry -> entry.entry).toList(), true, null)
                .whenComplete((accepted, failure) -> {
                    if (failure == null && disk == current && !current.isGone()) {
                        left.forEach(entry -> entry.isAccepted = true);
                        if (!accepted.stream()
                                .map(each -> each.entry().id())
                                .toList()
                                .equals(left.stream().map(entry -> entry.id).toList())) {
                            gitHub.wrongs.add("another id for one of " + left);
                        }
                    }
                });
    }

    private void discard(List<SimulatedEntry> asked) {
        if (!isDown) {
            asked.forEach(entry -> entry.isDiscarded = true);
            List<String> ids = asked.stream().map(entry -> entry.id).toList();
            outbox.discard(entry -> ids.contains(entry.id()), "somebody");
        }
    }

    private void jump() {
        if (!isDown) {
            lastJump = time.elapsed();
            time.putWallForward(Duration.ofHours(random.nextBoolean() ? 1 : -1));
        }
    }

    /** In the middle of one of the next writes; or an orderly shutdown. */
    private void killSoon() {
        if (isDown) {
            return;
        }
        if (random.nextInt(3) == 0) {
            isDown = true;
            closes++;
            MemoryDisk current = disk;
            outbox.closing().whenComplete((any, failure) -> {
                if (!current.isGone()) {
                    gone(disk.afterKill());
                }
            });
        } else {
            disk.endsAt = disk.operations + 1 + random.nextInt(10);
            disk.lastBytes = random.nextInt(400);
            MemoryDisk current = disk;
            time.after(Duration.ofSeconds(30), () -> {
                if (disk == current && !current.isGone()) {
                    killed();
                }
            });
        }
    }

    private void killed() {
        kills++;
        gone(random.nextBoolean() ? disk.afterKill() : disk.afterPowerLoss(new SplittableRandom(random.nextLong())));
    }

    private void gone(MemoryDisk left) {
        isDown = true;
        gitHub.processGone();
        time.after(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 1_000 : 70_000)), () -> {
            disk = left;
            start();
        });
        disk = left;
    }

    private void resume() {
        for (SimulatedEntry entry : entries) {
            if (entry.entry != null && !entry.isAccepted && entry.result == null) {
                if (random.nextInt(10) == 0) {
                    entry.isLost = true;
                } else {
                    time.after(Duration.ofMillis(random.nextInt(20_000)), () -> submit(List.of(entry)));
                }
            }
        }
    }

    /** @return what came of it, for a person */
    String run() {
        try {
            while (!time.isIdle()) {
                time.step();
                if (time.elapsed().compareTo(horizon.plusHours(24)) > 0) {
                    throw new AssertionError("it does not end: "
                            + entries.stream()
                                    .filter(entry -> entry.entry == null || entry.isAccepted && entry.result == null)
                                    .limit(5)
                                    .toList());
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name() + " failed", e);
        }
        List<String> wrongs = gitHub.wrongs;
        entries.stream()
                .filter(entry -> entry.isAccepted && entry.result == null)
                .forEach(entry -> wrongs.add(entry + " was accepted, and has no result"));
        keys.values().forEach(this::judge);
        if (!wrongs.isEmpty()) {
            throw new AssertionError(name() + ": " + wrongs.size() + " things went wrong, the first ones: "
                    + String.join("\n  ", wrongs.subList(0, Math.min(5, wrongs.size()))));
        }
        return name() + ": " + ends() + ", " + gitHub.requests + " requests, " + gitHub.shared + " of several entries, "
                + gitHub.limited + " limited, " + gitHub.inDoubt + " in doubt, " + kills + " kills, " + closes
                + " orderly ends, " + time.elapsed();
    }

    /** With what makes it once more. */
    private String name() {
        return "-Dtest=OutboxSimulationTest -Dseed=" + seed + " -Dentries=" + size;
    }

    Map<Kind, Integer> ends() {
        var ends = new EnumMap<Kind, Integer>(Kind.class);
        entries.stream()
                .filter(entry -> entry.result != null)
                .forEach(entry -> ends.merge(entry.result.kind(), 1, Integer::sum));
        return ends;
    }

    int kills() {
        return kills;
    }

    /** The newest that GitHub took, and that was neither discarded nor failed, is the record that GitHub has. */
    private void judge(List<SimulatedEntry> siblings) {
        SimulatedEntry newest = null;
        for (SimulatedEntry entry : siblings) {
            boolean counts = entry.hasEnded(Kind.RECORDED, Kind.SUPERSEDED);
            if (counts && (newest == null || entry.number.compareTo(newest.number) > 0)) {
                newest = entry;
            }
        }
        if (newest == null) {
            return;
        }
        SimulatedEntry superseding = newest;
        if (!newest.hasEnded(Kind.RECORDED)
                && siblings.stream()
                        .noneMatch(other -> other.isConfirmed && other.number.compareTo(superseding.number) > 0)) {
            gitHub.wrongs.add(newest + " was superseded by nothing");
        }
        SimulatedEntry has = gitHub.state(newest.entry.key());
        // a newer record that was discarded or given up while it was in doubt may be there
        boolean isExcused = has != null && has.number.compareTo(newest.number) > 0 && has.isTaken;
        if (has != newest && !isExcused) {
            gitHub.wrongs.add("GitHub has " + has + ", and the newest is " + newest);
        }
    }
}
