package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * GitHub as bad as it gets, by a script that the seed makes: limits, outages, answers that are lost though the record
 * was taken, answers that break off while GitHub still works on the record, which it may do for ten seconds from the
 * request's arrival on. Judges every request that it gets.
 */
final class SimulatedGitHub {

    private static final RecordedDeployment CONFIRMATION =
            new RecordedDeployment(1L, null, null, null, null, null, null, null, null);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private record Period(Duration from, Duration to, boolean primary) {
        boolean covers(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
        }
    }

    private final VirtualTime time;
    private final Random random;
    private final List<Period> outages;
    private final List<Period> limits;

    private final Map<DeploymentKey, SimulatedRecord> state = new HashMap<>();
    private final Map<DeploymentKey, Set<Call>> open = new HashMap<>();
    private final Map<String, ArrayDeque<Duration>> sendings = new HashMap<>();
    private final Map<String, ArrayDeque<Duration>> arrivals = new HashMap<>();
    private int controller;

    final List<String> wrongs = new ArrayList<>();
    int requests;
    int limited;
    int unknown;

    /** A call is open while its caller waits or GitHub may still work on it. */
    private static final class Call {
        private final SimulatedRecord record;
        private final int controller;
        private final CompletableFuture<RecordedDeployment> answer = new CompletableFuture<>();
        private boolean working;
        private boolean dropped;

        private Call(SimulatedRecord record, int controller) {
            this.record = record;
            this.controller = controller;
        }

        private boolean isOver() {
            return !working && isGivenUp();
        }

        private boolean isGivenUp() {
            return answer.isDone() || dropped;
        }
    }

    SimulatedGitHub(VirtualTime time, Random random, Duration length) {
        this.time = time;
        this.random = random;
        this.outages = periods(length, 200);
        this.limits = periods(length, 90);
        if (random.nextInt(4) == 0) {
            // one that no budget outlasts
            Duration from = part(length);
            limits.add(new Period(from, from.plusMinutes(20), true));
        }
    }

    private List<Period> periods(Duration length, int longestSeconds) {
        var periods = new ArrayList<Period>();
        for (int i = random.nextInt(2 + (int) length.toMinutes() / 6); i > 0; i--) {
            Duration from = part(length);
            periods.add(new Period(from, from.plusSeconds(2 + random.nextInt(longestSeconds)), random.nextBoolean()));
        }
        return periods;
    }

    private Duration part(Duration length) {
        return Duration.ofMillis((long) (random.nextDouble() * length.toMillis()));
    }

    /** What GitHub has of a deployment, or null. */
    SimulatedRecord state(DeploymentKey key) {
        return state.get(key);
    }

    CompletableFuture<RecordedDeployment> send(SimulatedRecord record) {
        requests++;
        var call = new Call(record, controller);
        judge(record);
        open.computeIfAbsent(record.key, key -> new HashSet<>()).add(call);
        long unanswered = open.values().stream()
                .flatMap(Set::stream)
                .filter(other -> !other.isGivenUp())
                .count();
        if (unanswered > Controller.CALLS.ofHost()) {
            wrongs.add(unanswered + " calls were open with that of " + record);
        }
        record.tries++;
        call.answer.whenComplete((answer, failure) -> {
            if (call.answer.isCancelled()) {
                record.mayBeThere = true;
            }
            forget(call);
        });
        count(sendings, record.paceKey, time.elapsed(), "put on the wire");
        call.working = true;
        later(10 + random.nextInt(random.nextInt(50) == 0 ? 4_000 : 100), () -> connected(call));
        return call.answer;
    }

    private void connected(Call call) {
        if (call.isGivenUp()) {
            // nothing was sent
            call.working = false;
            forget(call);
        } else {
            later(1 + random.nextInt(random.nextInt(20) == 0 ? 800 : 50), () -> arrive(call));
        }
    }

    /** The controller is gone; some of its calls never got here. */
    void controllerGone() {
        controller++;
        for (Set<Call> calls : List.copyOf(open.values())) {
            for (Call call : List.copyOf(calls)) {
                call.dropped = true;
                call.record.mayBeThere = true;
                forget(call);
            }
        }
    }

    private void forget(Call call) {
        Set<Call> calls = open.get(call.record.key);
        if (calls != null && call.isOver() && calls.remove(call) && calls.isEmpty()) {
            open.remove(call.record.key);
        }
    }

    private void judge(SimulatedRecord record) {
        for (Call call : open.getOrDefault(record.key, Set.of())) {
            if (call.record != record && !call.isOver()) {
                wrongs.add(record + " overlaps on the wire with " + call.record);
            }
        }
        for (SimulatedRecord other : record.siblings) {
            if (other.askedAt > record.askedAt && other.wasRecorded) {
                wrongs.add(record + " was sent though GitHub had confirmed " + other);
            }
            if (other.askedAt > record.askedAt && other.mayBeThere && other.isPending()) {
                wrongs.add(record + " was sent while " + other + " may be there, and is not over");
            }
        }
    }

    private void count(Map<String, ArrayDeque<Duration>> counts, String paceKey, Duration at, String what) {
        ArrayDeque<Duration> times = counts.computeIfAbsent(paceKey, key -> new ArrayDeque<>());
        times.addLast(at);
        while (times.getFirst().plus(MINUTE).compareTo(at) < 0) {
            times.removeFirst();
        }
        if (times.size() > 180) {
            wrongs.add(times.size() + " requests were " + what + " in a minute at " + at);
        }
    }

    private void arrive(Call call) {
        if ((call.dropped || call.answer.isCancelled()) && random.nextBoolean()) {
            // it never got here
            call.working = false;
            forget(call);
            return;
        }
        Duration now = time.elapsed();
        count(arrivals, call.record.paceKey, now, "received");
        for (Period limit : limits) {
            if (limit.covers(now)) {
                limited++;
                call.working = false;
                // a reset is in whole seconds, and a Retry-After may be too short
                long wait = limit.to.minus(now).toSeconds() + (limit.primary ? 1 : random.nextInt(2));
                var until = time.now().plusSeconds(wait);
                later(
                        50,
                        () -> answer(
                                call, () -> call.answer.completeExceptionally(Failures.limited("too fast", until))));
                return;
            }
        }
        if (call.record.refused) {
            call.working = false;
            later(100, () -> answer(call, () -> call.answer.completeExceptionally(Failures.refused("no"))));
            return;
        }
        boolean out = outages.stream().anyMatch(outage -> outage.covers(now));
        if (out && random.nextInt(10) != 0) {
            call.working = false;
            fail(call, 20 + random.nextInt(random.nextInt(3) == 0 ? 9_000 : 200));
        } else if (out || random.nextInt(100) == 0) {
            // taken, at any time until GitHub gives up, while the caller hears nothing good
            later(random.nextInt(10_000), () -> take(call));
            fail(call, 20 + random.nextInt(9_000));
        } else {
            later(20 + random.nextInt(random.nextInt(20) == 0 ? 9_900 : 200), () -> {
                take(call);
                later(
                        30,
                        () -> answer(call, () -> {
                            call.record.wasRecorded = true;
                            call.answer.complete(CONFIRMATION);
                        }));
            });
        }
    }

    private void fail(Call call, int millis) {
        later(
                millis,
                () -> answer(call, () -> {
                    unknown++;
                    call.record.mayBeThere = true;
                    call.answer.completeExceptionally(Failures.unavailable("no answer"));
                }));
    }

    /** A controller that is gone hears nothing, and one that gave up does not listen. */
    private void answer(Call call, Runnable answer) {
        if (call.controller == controller && !call.answer.isDone()) {
            answer.run();
        }
        forget(call);
    }

    private void take(Call call) {
        call.working = false;
        state.put(call.record.key, call.record);
        call.record.taken = true;
        forget(call);
    }

    private void later(int millis, Runnable task) {
        time.after(Duration.ofMillis(millis), task);
    }
}
