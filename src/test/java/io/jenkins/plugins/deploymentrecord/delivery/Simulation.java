package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/**
 * Many jobs record their deployments at a GitHub that limits and fails, while builds are aborted, the controller is
 * restarted and its wall clock put forward and back. All of it follows from the seed.
 */
final class Simulation {

    private static final int JOBS = 50;
    private static final List<String> PACE_KEYS = List.of("one credential", "another");

    private final long seed;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedGitHub gitHub;
    private final SentLog log = SentLog.inMemory();
    private final List<SimulatedRecord> records = new ArrayList<>();
    private final Map<DeploymentKey, List<SimulatedRecord>> deployments = new HashMap<>();

    private Deliveries deliveries;
    private int controller;
    private boolean down;
    private Duration lastJump = Duration.ofDays(-1);
    private int restarts;

    Simulation(long seed, int size) {
        this.seed = seed;
        this.random = new Random(seed);
        // somewhat more than the pace allows at times, somewhat less in all
        Duration length = Duration.ofMillis(size * (200L + random.nextInt(size < 1_000 ? 6_000 : 400)));
        this.gitHub = new SimulatedGitHub(time, random, length);
        int keys = Math.max(3, size / (5 + random.nextInt(40)));
        for (int i = 0; i < size; i++) {
            records.add(record(i, keys));
        }
        start();
        for (int i = 0; i < size; ) {
            int together = Math.min(size - i, random.nextInt(30) == 0 ? 1 + random.nextInt(120) : 1);
            Duration at = part(length);
            for (int end = i + together; i < end; i++) {
                SimulatedRecord record = records.get(i);
                time.after(at, () -> ask(record));
            }
        }
        int minutes = (int) length.toMinutes();
        for (int i = random.nextInt(3 + minutes / 15); i > 0; i--) {
            time.after(part(length), this::kill);
        }
        for (int i = random.nextInt(3 + minutes / 15); i > 0; i--) {
            time.after(part(length), this::jump);
        }
    }

    private SimulatedRecord record(int number, int keys) {
        int deployment = random.nextInt(random.nextBoolean() ? keys : Math.max(1, keys / 10));
        var key = new DeploymentKey("https://api.github.com", "octo-org", "prod", null, null, "d" + deployment);
        List<SimulatedRecord> siblings = deployments.computeIfAbsent(key, any -> new ArrayList<>());
        int pace = random.nextInt(20) == 0 ? random.nextInt(2) : deployment % 2;
        var made = new SimulatedRecord(
                number,
                key,
                PACE_KEYS.get(pace),
                "job " + (random.nextInt(3) == 0 ? 0 : random.nextInt(JOBS)),
                Duration.ofSeconds(60 + random.nextInt(300)),
                random.nextInt(50) == 0,
                siblings);
        siblings.add(made);
        return made;
    }

    private Duration part(Duration length) {
        return Duration.ofMillis((long) (random.nextDouble() * length.toMillis()));
    }

    private void start() {
        down = false;
        int current = controller;
        Scheduler untilKilled = (delay, task) -> time.after(delay, () -> {
            if (controller == current) {
                task.run();
            }
        });
        deliveries = new Deliveries(time, untilKilled, new SplittableRandom(random.nextLong()), log, Controller.CALLS);
    }

    private void ask(SimulatedRecord record) {
        if (down) {
            time.after(Duration.ofSeconds(5), () -> ask(record));
            return;
        }
        record.askedAt = deliveries.askedNow();
        if (random.nextInt(20) == 0) {
            // aborted soon, or late, or when it is over already
            time.after(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 600 : 90_000)), () -> abort(record));
        }
        submit(record);
    }

    private void submit(SimulatedRecord record) {
        int current = controller;
        record.controller = current;
        record.submittedAt = time.elapsed();
        record.delivery = deliveries.submit(new DeliveryRequest(
                record.key,
                record.askedAt,
                record.paceKey,
                Pacing.GITHUB,
                record.job,
                record.budget,
                () -> gitHub.send(record),
                wait -> {}));
        record.delivery.outcome().whenComplete((outcome, failure) -> {
            if (controller == current) {
                end(record, outcome, failure);
            }
        });
    }

    private void end(SimulatedRecord record, Outcome outcome, Throwable failure) {
        if (record.end != SimulatedRecord.End.PENDING) {
            gitHub.wrongs.add(record + " ended twice");
        }
        if (outcome != null) {
            record.end =
                    outcome instanceof Outcome.Recorded ? SimulatedRecord.End.RECORDED : SimulatedRecord.End.SUPERSEDED;
        } else if (failure instanceof CancellationException) {
            record.end = SimulatedRecord.End.CANCELLED;
        } else {
            record.end = SimulatedRecord.End.FAILED;
            Duration took = time.elapsed().minus(record.submittedAt);
            boolean outOfTime = took.plusMillis(200).compareTo(record.budget) >= 0;
            boolean limited = failure.getMessage().contains("not waited for");
            if (!record.refused && !outOfTime && !limited) {
                gitHub.wrongs.add(record + " failed for no reason: " + failure);
            }
        }
    }

    private void abort(SimulatedRecord record) {
        if (record.isPending() && record.controller != controller) {
            // its build has not come back yet
            record.end = SimulatedRecord.End.CANCELLED;
        } else if (record.isPending()) {
            record.delivery.cancel();
        }
    }

    private void jump() {
        if (!down) {
            lastJump = time.elapsed();
            time.putWallForward(Duration.ofHours(random.nextBoolean() ? 1 : -1));
        }
    }

    private void kill() {
        // what the pace was is known by the wall clock alone, so that a jump just before would excuse too much
        if (down || time.elapsed().minus(lastJump).toSeconds() < 70) {
            return;
        }
        restarts++;
        down = true;
        controller++;
        gitHub.controllerGone();
        time.after(Duration.ofSeconds(10 + random.nextInt(60)), () -> {
            start();
            var back = new ArrayList<>(
                    records.stream().filter(SimulatedRecord::isPending).toList());
            Collections.shuffle(back, random);
            for (SimulatedRecord record : back) {
                if (random.nextInt(20) == 0) {
                    record.end = SimulatedRecord.End.LOST;
                } else {
                    record.submittedAt = time.elapsed();
                    comeBack(record);
                }
            }
        });
    }

    private void comeBack(SimulatedRecord record) {
        int current = controller;
        time.after(Duration.ofMillis(random.nextInt(20_000)), () -> {
            if (controller == current && record.isPending()) {
                submit(record);
            }
        });
    }

    /** @return what came of it, for a person */
    String run() {
        try {
            time.finish();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name() + " failed", e);
        }
        List<String> wrongs = gitHub.wrongs;
        records.stream().filter(r -> r.end == SimulatedRecord.End.PENDING).forEach(r -> wrongs.add(r + " hangs"));
        deployments.values().forEach(this::judge);
        if (deliveries.pending() + deliveries.remembered() != 0) {
            wrongs.add(deliveries.pending() + " and " + deliveries.remembered() + " are still remembered");
        }
        if (!wrongs.isEmpty()) {
            throw new AssertionError(name() + ": " + wrongs.size() + " things went wrong, the first ones: "
                    + String.join("\n  ", wrongs.subList(0, Math.min(5, wrongs.size()))));
        }
        return name() + ": " + ends() + ", " + gitHub.requests + " requests, " + gitHub.limited + " limited, "
                + gitHub.unknown + " unanswered, " + restarts + " restarts, " + time.elapsed();
    }

    /** With what makes it once more. */
    private String name() {
        return "-Dtest=SimulationTest -Dseed=" + seed + " -Drecords=" + records.size();
    }

    Map<SimulatedRecord.End, Integer> ends() {
        var ends = new EnumMap<SimulatedRecord.End, Integer>(SimulatedRecord.End.class);
        records.forEach(record -> ends.merge(record.end, 1, Integer::sum));
        return ends;
    }

    /** The last one asked for that was neither aborted nor failed is what GitHub has. */
    private void judge(List<SimulatedRecord> siblings) {
        SimulatedRecord last = null;
        for (SimulatedRecord record : siblings) {
            boolean well = record.end == SimulatedRecord.End.RECORDED || record.end == SimulatedRecord.End.SUPERSEDED;
            if (well && (last == null || record.askedAt > last.askedAt)) {
                last = record;
            }
        }
        if (last == null) {
            return;
        }
        if (last.end != SimulatedRecord.End.RECORDED && siblings.stream().noneMatch(supersedes(last))) {
            gitHub.wrongs.add(last + " was superseded by nothing");
        }
        SimulatedRecord has = gitHub.state(last.key);
        // one that was aborted, or ran out of time, while its call was in flight may be there, if it is a later one
        boolean excused = has != null && has.askedAt > last.askedAt && has.taken;
        if (has != last && !excused) {
            gitHub.wrongs.add("GitHub has " + has + ", but the last was " + last);
        }
    }

    /** GitHub's confirmation came, and the controller was killed before the build heard of it, which then was lost. */
    private static Predicate<SimulatedRecord> supersedes(SimulatedRecord record) {
        return other -> other.wasRecorded && other.askedAt > record.askedAt;
    }
}
