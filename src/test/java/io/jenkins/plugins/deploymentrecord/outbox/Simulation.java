package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A random simulation, determined by its seed. Many jobs record deployments at a GitHub with limits and failures.
 * Tokens change, look-ups fail and hang, entries are submitted late or twice, discarded and retried, the process is
 * killed at any write, and its wall clock is set forward and back.
 */
final class Simulation {

    private static final String API = "https://api.github.com";
    /** After this time a bucket is full. */
    private static final Duration IDLE = Duration.ofSeconds(70);

    private static final int[] RATES = {12, 30, 60, 180};

    private final long seed;
    private final int size;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final Promises promises = new Promises(time);
    private final SimulatedGitHub gitHub;
    private final SimulatedJenkins jenkins;
    private final List<SimulatedEntry> entries = new ArrayList<>();
    private final Map<DeploymentKey, List<SimulatedEntry>> keys = new HashMap<>();
    private final String hanging;
    private final Duration horizon;
    private final boolean isRush;
    /** Whether most entries come in long lists that may share requests. */
    private final boolean isOfClusters;

    Simulation(long seed, int size) {
        this.seed = seed;
        this.size = size;
        this.random = new Random(seed);
        boolean isSmall = size < 1_000;
        int perMinute = RATES[isSmall ? random.nextInt(RATES.length) : RATES.length - 1];
        // slightly more than the rate allows at times, slightly less in total
        double share = random.nextInt(3) == 0 ? 0.5 : 0.75 + random.nextDouble() * (isSmall ? 15 : 1.2);
        horizon = Duration.ofMillis((long) (size * share * 60_000 / perMinute));
        gitHub = new SimulatedGitHub(time, random, promises, perMinute, horizon);
        jenkins = new SimulatedJenkins(
                time,
                random,
                gitHub,
                promises,
                perMinute,
                entries,
                new FailurePeriods(time, random, horizon, 60),
                this::resume);
        hanging = random.nextInt(10) == 0 ? "hanging" : "another";
        promises.mayGiveUp |= hanging.equals("hanging");
        // all records are requested at once, by an idle Jenkins that is restarted under this load
        isRush = isSmall && random.nextInt(8) == 0;
        isOfClusters = random.nextInt(4) == 0;
        int spread = isRush ? 10 * size : Math.max(3, size / (1 + random.nextInt(40)));
        for (int i = 0; i < size; i++) {
            int deployment = random.nextInt(random.nextBoolean() ? spread : Math.max(1, spread / 10));
            entries.add(entry(i, deployment));
        }
        jenkins.start();
        for (int i = 0; i < size; ) {
            int together = Math.min(size - i, random.nextInt(isOfClusters ? 6 : 30) == 0 ? 1 + random.nextInt(120) : 1);
            List<SimulatedEntry> requested = entries.subList(i, i + together);
            boolean isOneRequest = together > 1 && (isOfClusters || random.nextInt(3) == 0);
            Duration at = isRush ? IDLE.plusMillis(random.nextInt(2_000)) : part();
            time.after(at, () -> request(requested, isOneRequest));
            if (together > 1 && random.nextInt(isSmall ? 3 : 25) == 0) {
                // while all its requests are in flight
                time.after(at.plusMillis(random.nextInt(30_000)), jenkins::endSoon);
            }
            i += together;
        }
        int minutes = (int) Math.min(horizon.toMinutes(), 300);
        for (int i = random.nextInt(3 + minutes / 15); i > 0; i--) {
            time.after(part(), jenkins::endSoon);
            time.after(part(), this::jump);
        }
        for (int i = isRush ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            time.after(IDLE.plusMillis(random.nextInt(50_000)), jenkins::endSoon);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            time.after(part(), this::retryAll);
        }
    }

    private SimulatedEntry entry(int index, int deployment) {
        // some entries have no cluster, or a cluster whose name is not valid in a shared request
        String cluster = deployment % 7 != 0 ? "c" + deployment % 2 : deployment % 2 == 0 ? "" : "c/" + deployment % 3;
        String environment = deployment % 5 == 0 ? "staging" : "prod";
        var key = new DeploymentKey(API, "octo-org", environment, null, cluster, "d" + deployment);
        List<SimulatedEntry> siblings = keys.computeIfAbsent(key, any -> new ArrayList<>());
        String credential = random.nextInt(20) == 0 ? hanging : "credential " + deployment % 3;
        var made = new SimulatedEntry(index, key, credential, random.nextInt(50) == 0, siblings);
        siblings.add(made);
        gitHub.know(made);
        return made;
    }

    private Duration part() {
        return Duration.ofMillis((long) (random.nextDouble() * horizon.toMillis()));
    }

    private void request(List<SimulatedEntry> requested, boolean isOneRequest) {
        if (jenkins.isDown) {
            time.after(Duration.ofMillis(1 + random.nextInt(5_000)), () -> request(requested, isOneRequest));
            return;
        }
        var fresh = new ArrayList<SimulatedEntry>();
        for (SimulatedEntry entry : requested) {
            try {
                entry.entry = outboxEntry(entry, isOneRequest);
                fresh.add(entry);
            } catch (NotOwnedException e) {
                if (time.elapsed().compareTo(horizon.plusHours(1)) > 0) {
                    throw new AssertionError(e);
                }
                time.after(Duration.ofMillis(1 + random.nextInt(500)), () -> request(List.of(entry), false));
            }
        }
        if (fresh.size() == 1 && random.nextInt(10) == 0) {
            // accepted late: entries that are requested later are accepted earlier
            time.after(Duration.ofMillis(random.nextInt(120_000)), () -> submit(fresh));
        } else {
            submit(fresh);
        }
        if (random.nextInt(10) == 0) {
            int process = promises.process();
            time.after(Duration.ofMillis(random.nextInt(60_000)), () -> {
                if (process == promises.process()) {
                    submit(fresh);
                }
            });
        }
        if (random.nextInt(20) == 0) {
            time.after(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 600 : 90_000)), () -> discard(fresh));
        }
    }

    private OutboxEntry outboxEntry(SimulatedEntry entry, boolean mayShareRequest) throws NotOwnedException {
        var number = jenkins.outbox.nextNumber();
        promises.numbered(number);
        return OutboxEntry.of(
                entry.id,
                number,
                new OutboxEntry.Origin("job " + entry.index % 50, 1, time.now().toEpochMilli(), null),
                new OutboxEntry.Destination("GitHub", API, "octo-org", entry.credential),
                body(entry),
                mayShareRequest,
                // at least an hour is left after a kill even if the wall clock was set forward by an hour
                Duration.ofHours(2 + random.nextInt(3)).toMillis());
    }

    /** Returns a body. Some entries have the same artifact with different versions. */
    private String body(SimulatedEntry entry) {
        int artifact = random.nextInt(4) == 0 ? random.nextInt(4) : 1_000 + entry.index;
        return "{\"name\":\"n\",\"digest\":\"sha256:" + "%064x".formatted(artifact) + "\",\"version\":\""
                + random.nextInt(3) + "\",\"logical_environment\":\"" + entry.key.logicalEnvironment()
                + "\",\"cluster\":\"" + entry.key.cluster()
                + "\",\"deployment_name\":\"" + entry.key.deploymentName() + "\"}";
    }

    /**
     * Submits entries as a build does. A build submits again after a kill if it does not know that its record is on the
     * disk.
     */
    private void submit(List<SimulatedEntry> requested) {
        List<SimulatedEntry> left = requested.stream()
                .filter(entry -> !entry.isLost && entry.result == null)
                .toList();
        if (jenkins.isDown || left.isEmpty()) {
            return;
        }
        int process = promises.process();
        boolean mustBeOnDisk = left.size() > 1 || random.nextBoolean();
        Consumer<Progress> progress = now -> {
            if (now.stage() != Progress.Stage.WRITING && now.stage() != Progress.Stage.ENDED) {
                promises.admitted(left.getFirst());
            }
        };
        jenkins.outbox
                .submit(left.stream().map(entry -> entry.entry).toList(), mustBeOnDisk, mustBeOnDisk ? null : progress)
                .thenAccept(accepted -> {
                    for (int i = 0; i < left.size(); i++) {
                        accept(left.get(i), accepted.get(i), process, mustBeOnDisk);
                    }
                });
    }

    private void accept(SimulatedEntry entry, Outbox.Acceptance acceptance, int process, boolean isWritten) {
        CompletableFuture<Boolean> isOnDisk = acceptance.isOnDisk();
        isOnDisk.thenAccept(isSafe -> {
            if (isSafe && process == promises.process()) {
                promises.accepted(entry, acceptance.entry().id());
                if (isWritten) {
                    promises.admitted(entry);
                }
            }
        });
    }

    private void discard(List<SimulatedEntry> requested) {
        if (!jenkins.isDown) {
            requested.forEach(entry -> entry.isDiscarded = true);
            List<String> ids = requested.stream().map(entry -> entry.id).toList();
            jenkins.outbox.discard(entry -> ids.contains(entry.id()), "alice");
        }
    }

    private void retryAll() {
        if (!jenkins.isDown) {
            jenkins.outbox.retryNow(any -> true, true);
            entries.stream()
                    .filter(entry -> entry.result != null && entry.result.kind().isFailure())
                    .forEach(entry -> entry.mayEndAgain = true);
        }
    }

    private void jump() {
        if (!jenkins.isDown) {
            time.putWallForward(Duration.ofHours(random.nextBoolean() ? 1 : -1));
        }
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

    /** @return a summary for a person */
    String run() {
        try {
            finish();
            var snapshot = jenkins.outbox.snapshot(any -> true, 0, 0);
            finish();
            promises.end(entries, snapshot.join().total(), gitHub.state());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name() + " failed " + promises.broken(), e);
        }
        List<String> broken = promises.broken();
        if (!broken.isEmpty()) {
            throw new AssertionError(name() + ": " + broken.size() + " promises were broken, first: "
                    + String.join("\n  ", broken.subList(0, Math.min(5, broken.size()))));
        }
        return name() + ": " + ends() + ", " + gitHub.requests + " requests, " + gitHub.shared + " of several entries, "
                + gitHub.limited + " limited, " + gitHub.inDoubt + " in doubt, " + jenkins.kills + " kills, "
                + jenkins.closes + " orderly ends, " + time.elapsed();
    }

    private void finish() {
        while (!time.isIdle()) {
            time.step();
            if (time.elapsed().compareTo(horizon.plusHours(24)) > 0) {
                throw new AssertionError("the simulation does not end: "
                        + entries.stream()
                                .filter(entry -> entry.entry == null || entry.isAccepted && entry.result == null)
                                .limit(5)
                                .toList());
            }
        }
    }

    /** Returns the options with which the simulation can be repeated. */
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
        return jenkins.kills;
    }
}
