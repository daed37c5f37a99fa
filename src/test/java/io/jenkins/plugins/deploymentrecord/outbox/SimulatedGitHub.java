package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * GitHub as bad as it gets, by a script that the seed makes: limits, outages of seconds and of hours, conflicts, tokens
 * that are refused, answers that are lost though the record was taken, answers that break off while GitHub still works on
 * the request, which it may do for ten seconds from its arrival on. Judges every request that it gets.
 */
final class SimulatedGitHub {

    static final int PER_MINUTE = 180;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    record Period(Duration from, Duration to) {
        boolean covers(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
        }
    }

    private final VirtualTime time;
    private final Random random;
    private final List<Period> outages;
    private final List<Period> limits;
    private final List<Period> conflicts;
    private final List<Period> refusedTokens;
    private final Map<String, SimulatedEntry> byId = new HashMap<>();

    private final Map<DeploymentKey, SimulatedEntry> state = new HashMap<>();
    private final Map<DeploymentKey, Set<Call>> working = new HashMap<>();
    private final Set<Call> open = new LinkedHashSet<>();
    private final Map<String, ArrayDeque<Duration>> sendings = new HashMap<>();
    private final Map<String, ArrayDeque<Duration>> arrivals = new HashMap<>();

    final List<String> wrongs = new ArrayList<>();
    int process;
    int requests;
    int shared;
    int limited;
    int inDoubt;

    /** Open while its caller waits. */
    private final class Call {
        final List<SimulatedEntry> entries;
        final String account;
        final int from = process;
        final CompletableFuture<List<Answer>> answer = new CompletableFuture<>();
        boolean isDropped;

        Call(List<SimulatedEntry> entries, String account) {
            this.entries = entries;
            this.account = account;
        }

        boolean isGivenUp() {
            return answer.isDone() || isDropped;
        }
    }

    SimulatedGitHub(VirtualTime time, Random random, Duration length) {
        this.time = time;
        this.random = random;
        this.outages = periods(length, 200);
        this.limits = periods(length, 90);
        this.conflicts = periods(length, 100);
        this.refusedTokens = periods(length, 200);
        if (random.nextInt(4) == 0) {
            Duration from = part(length);
            outages.add(new Period(from, from.plusMinutes(random.nextInt(200))));
        }
    }

    List<Period> periods(Duration length, int maxSeconds) {
        var periods = new ArrayList<Period>();
        for (int i = random.nextInt(2 + (int) length.toMinutes() / 6); i > 0; i--) {
            Duration from = part(length);
            periods.add(new Period(from, from.plusSeconds(2 + random.nextInt(maxSeconds))));
        }
        return periods;
    }

    private Duration part(Duration length) {
        return Duration.ofMillis((long) (random.nextDouble() * length.toMillis()));
    }

    private boolean isIn(List<Period> periods) {
        return periods.stream().anyMatch(period -> period.covers(time.elapsed()));
    }

    void know(SimulatedEntry entry) {
        byId.put(entry.id, entry);
    }

    SimulatedEntry entry(String id) {
        return byId.get(id);
    }

    SimulatedEntry state(DeploymentKey key) {
        return state.get(key);
    }

    /** Which token a credential has now: it changes when GitHub begins to refuse it, or some time later. */
    boolean isRefused() {
        return isIn(refusedTokens);
    }

    CompletableFuture<List<Answer>> send(List<OutboxEntry> sent, String account) {
        var call = new Call(sent.stream().map(entry -> byId.get(entry.id())).toList(), account);
        requests++;
        shared += call.entries.size() > 1 ? 1 : 0;
        judge(call);
        for (SimulatedEntry entry : call.entries) {
            entry.requests++;
            working.computeIfAbsent(entry.entry.key(), key -> new HashSet<>()).add(call);
        }
        open.add(call);
        long unanswered = open.stream().filter(each -> !each.isDropped).count();
        if (unanswered > ConcurrencyLimit.MAX_OPEN_PER_HOST) {
            wrongs.add(unanswered + " requests are open with that of " + call.entries);
        }
        count(sendings, account, "sent");
        if (random.nextInt(60) == 0) {
            // the host is not known, or refuses: nothing left the machine
            over(call);
            later(20, () -> answer(call, false, entry -> Failures.unavailable("no connection")));
        } else {
            later(10 + random.nextInt(random.nextInt(50) == 0 ? 4_000 : 100), () -> connected(call));
        }
        return call.answer;
    }

    private void connected(Call call) {
        if (call.isDropped) {
            over(call);
        } else {
            later(1 + random.nextInt(random.nextInt(20) == 0 ? 800 : 50), () -> arrive(call));
        }
    }

    /** The process is gone; its requests may be underway all the same. */
    void processGone() {
        process++;
        open.forEach(call -> call.isDropped = true);
        open.clear();
    }

    private void judge(Call call) {
        for (SimulatedEntry entry : call.entries) {
            for (Call other : working.getOrDefault(entry.entry.key(), Set.of())) {
                if (!other.entries.contains(entry)) {
                    wrongs.add(entry + " overlaps with " + other.entries + " at " + time.elapsed());
                }
            }
            for (SimulatedEntry sibling : entry.siblings) {
                boolean isNewer = sibling.number != null && sibling.number.compareTo(entry.number) > 0;
                if (isNewer && sibling.isConfirmed) {
                    wrongs.add(entry + " was sent though " + sibling + " was confirmed");
                }
            }
            // after a kill between the histories and the journal it is sent again
            if (entry.hasEnded(EntryResult.Kind.RECORDED) && entry.endedIn == process) {
                wrongs.add(entry + " was sent after its result was kept");
            }
        }
    }

    private void count(Map<String, ArrayDeque<Duration>> counts, String account, String how) {
        Duration now = time.elapsed();
        ArrayDeque<Duration> times = counts.computeIfAbsent(account, any -> new ArrayDeque<>());
        times.addLast(now);
        while (times.getFirst().plus(MINUTE).compareTo(now) < 0) {
            times.removeFirst();
        }
        if (times.size() > PER_MINUTE) {
            wrongs.add(times.size() + " requests were " + how + " in a minute at " + now);
        }
    }

    private void arrive(Call call) {
        count(arrivals, call.account, "received");
        if (isIn(limits)) {
            limited++;
            over(call);
            Duration end = limits.stream()
                    .filter(limit -> limit.covers(time.elapsed()))
                    .findFirst()
                    .orElseThrow()
                    .to;
            // a Retry-After may be too short
            var until = time.now().plusSeconds(end.minus(time.elapsed()).toSeconds() + random.nextInt(2));
            later(50, () -> answer(call, false, entry -> Failures.limited("too fast", until)));
        } else if (isIn(refusedTokens)) {
            over(call);
            later(50, () -> answer(call, false, entry -> Failures.unauthorized("bad credentials")));
        } else if (isIn(conflicts) && random.nextInt(3) == 0) {
            over(call);
            later(50, () -> answer(call, false, entry -> Failures.conflict("a job is running")));
        } else if (isIn(outages) && random.nextInt(10) != 0) {
            later(random.nextInt(10_000), () -> over(call));
            fail(call);
        } else if (isIn(outages) || random.nextInt(100) == 0) {
            // taken at any time until GitHub gives up, while the caller hears nothing good
            later(random.nextInt(10_000), () -> take(call));
            fail(call);
        } else {
            later(20 + random.nextInt(random.nextInt(20) == 0 ? 9_900 : 200), () -> {
                take(call);
                later(30, () -> answer(call, false, this::refusal));
            });
        }
    }

    private GitHubException refusal(SimulatedEntry entry) {
        return entry.isRefused
                ? entry.index % 2 == 0 ? Failures.refused("no") : Failures.notFound("no artifact")
                : null;
    }

    private void fail(Call call) {
        later(20 + random.nextInt(random.nextInt(3) == 0 ? 9_000 : 200), () -> {
            inDoubt++;
            answer(call, true, entry -> Failures.unavailable("no answer"));
        });
    }

    /** A process that is gone hears nothing. */
    private void answer(Call call, boolean isInDoubt, Function<SimulatedEntry, GitHubException> failure) {
        open.remove(call);
        if (call.from != process) {
            return;
        }
        var answers = new ArrayList<Answer>();
        for (SimulatedEntry entry : call.entries) {
            GitHubException failed = failure.apply(entry);
            entry.isConfirmed |= failed == null;
            answers.add(
                    failed == null
                            ? new RequestSender.Confirmed(Failures.confirmed(entry.index))
                            : new RequestSender.Failed(failed, isInDoubt));
        }
        call.answer.complete(answers);
    }

    private void take(Call call) {
        for (SimulatedEntry entry : call.entries) {
            if (!entry.isRefused) {
                state.put(entry.entry.key(), entry);
                entry.isTaken = true;
            }
        }
        over(call);
    }

    /** GitHub does not work on it any more. */
    private void over(Call call) {
        for (SimulatedEntry entry : call.entries) {
            Set<Call> calls = working.get(entry.entry.key());
            if (calls != null && calls.remove(call) && calls.isEmpty()) {
                working.remove(entry.entry.key());
            }
        }
    }

    private void later(int millis, Runnable task) {
        time.after(Duration.ofMillis(millis), task);
    }
}
