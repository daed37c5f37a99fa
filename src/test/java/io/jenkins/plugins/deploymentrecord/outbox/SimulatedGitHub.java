package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Unclear;
import java.time.Duration;
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
 * A GitHub with many failures, which depend on the seed: limits, outages of seconds and of hours, conflicts, refused
 * tokens, lost answers to accepted records, and connections that break while a request is in transit or while GitHub is
 * processing it. A request is in transit for at most a second and is then processed for at most ten seconds, even if
 * its sender has ended.
 */
final class SimulatedGitHub {

    private static final int MAX_TRANSIT = 1_000;
    private static final int MAX_PROCESSING = 10_000;

    private final VirtualTime time;
    private final Random random;
    private final Promises promises;
    private final int perMinute;
    private final FailurePeriods outages;
    private final FailurePeriods limits;
    private final FailurePeriods conflicts;
    private final FailurePeriods refusedTokens;
    private final Map<String, SimulatedEntry> byId = new HashMap<>();

    private final Map<DeploymentKey, SimulatedEntry> state = new HashMap<>();
    private final Map<DeploymentKey, Set<Part>> underway = new HashMap<>();
    private final Map<String, AccountTraffic> accounts = new HashMap<>();
    private final ClusterTraffic clusters;
    /** The requests whose callers wait. */
    private final Set<Call> open = new LinkedHashSet<>();

    int requests;
    int shared;
    int limited;
    int inDoubt;

    private final class Call {
        final List<SimulatedEntry> entries;
        final AccountTraffic account;
        final int process = promises.process();
        final Duration sentAt = time.elapsed();
        final CompletableFuture<List<Answer>> answer = new CompletableFuture<>();

        Call(List<SimulatedEntry> entries, AccountTraffic account) {
            this.entries = entries;
            this.account = account;
        }

        /** Slightly less than the caller's time-out, in milliseconds. */
        int timeout() {
            return entries.size() > 1 ? 29_000 : 9_000;
        }

        /** Whether the caller cancelled the request or its process has ended. */
        boolean isGivenUp() {
            return process != promises.process() || answer.isCancelled();
        }
    }

    /** An entry of a request. */
    private record Part(Call call, SimulatedEntry entry) {}

    SimulatedGitHub(VirtualTime time, Random random, Promises promises, int perMinute, Duration length) {
        this.time = time;
        this.random = random;
        this.promises = promises;
        this.perMinute = perMinute;
        this.clusters = new ClusterTraffic(promises);
        this.outages = new FailurePeriods(time, random, length, 200);
        this.limits = new FailurePeriods(time, random, length, 90);
        this.conflicts = new FailurePeriods(time, random, length, 100);
        this.refusedTokens = new FailurePeriods(time, random, length, 200);
        if (random.nextInt(4) == 0) {
            outages.add(Duration.ofMinutes(random.nextInt(200)));
            promises.mayGiveUp = true;
        }
    }

    void know(SimulatedEntry entry) {
        byId.put(entry.id, entry);
    }

    SimulatedEntry entry(String id) {
        return byId.get(id);
    }

    /** Returns GitHub's record of each key. */
    Map<DeploymentKey, SimulatedEntry> state() {
        return state;
    }

    /** Whether GitHub refuses tokens at present. */
    boolean isRefused() {
        return refusedTokens.isActive();
    }

    CompletableFuture<List<Answer>> send(List<OutboxEntry> sent, String accountName) {
        AccountTraffic account =
                accounts.computeIfAbsent(accountName, any -> new AccountTraffic(time, promises, perMinute));
        var call = new Call(sent.stream().map(entry -> byId.get(entry.id())).toList(), account);
        requests++;
        shared += call.entries.size() > 1 ? 1 : 0;
        clusters.sent(call, sent);
        for (SimulatedEntry entry : call.entries) {
            begin(new Part(call, entry));
        }
        account.sent(call);
        open.removeIf(Call::isGivenUp);
        open.add(call);
        if (open.size() > ConcurrencyLimit.MAX_OPEN_PER_HOST) {
            promises.broke(open.size() + " requests are open with that of " + call.entries);
        }
        if (random.nextInt(60) == 0) {
            // the host is unknown or refuses the connection: no data left the machine
            over(call);
            later(20, () -> answer(call, entry -> new Failed(Failures.unavailable("no connection"), false, true)));
        } else {
            later(10 + random.nextInt(random.nextInt(50) == 0 ? 4_000 : 100), () -> leave(call));
        }
        return call.answer;
    }

    private void begin(Part part) {
        promises.sent(part.entry);
        Set<Part> others = underway.computeIfAbsent(part.entry.key, key -> new HashSet<>());
        for (Part other : others) {
            if (other.entry != part.entry) {
                promises.broke(part.entry + " overlaps with " + other.entry);
            }
        }
        others.add(part);
    }

    /** Called when the process has ended; requests that left the machine are still in transit. */
    void processGone() {
        open.clear();
        accounts.values().forEach(AccountTraffic::processGone);
    }

    private void leave(Call call) {
        if (call.isGivenUp()) {
            over(call);
            return;
        }
        int transit = 1 + random.nextInt(random.nextInt(8) == 0 ? MAX_TRANSIT : 50);
        boolean breaksOff = random.nextInt(80) == 0;
        if (breaksOff) {
            breakOff(call, random.nextInt(1 + transit));
        }
        later(transit, () -> arrive(call, breaksOff));
    }

    private void arrive(Call call, boolean brokeOff) {
        call.account.received();
        if (brokeOff || call.isGivenUp()) {
            later(processing(), () -> take(call));
        } else if (limits.isActive()) {
            limited++;
            over(call);
            // a Retry-After may be too short
            int seconds = (int) limits.remaining().toSeconds() + random.nextInt(2);
            later(50, () -> limit(call, seconds));
        } else if (refusedTokens.isActive()) {
            over(call);
            later(50, () -> answer(call, entry -> new Failed(Failures.unauthorized("bad credentials"), false, true)));
        } else if (conflicts.isActive() && random.nextInt(3) == 0) {
            over(call);
            later(50, () -> answer(call, entry -> new Failed(Failures.conflict("a job is running"), false, true)));
        } else if (outages.isActive() && random.nextInt(10) != 0) {
            later(processing(), () -> over(call));
            breakOff(call, 20 + random.nextInt(random.nextInt(3) == 0 ? call.timeout() : 200));
        } else if (outages.isActive() || random.nextInt(100) == 0) {
            // accepted at any time until GitHub's time-out, although the caller receives a failure
            later(processing(), () -> take(call));
            breakOff(call, 20 + random.nextInt(random.nextInt(3) == 0 ? call.timeout() : 200));
        } else {
            int millis = 20 + random.nextInt(random.nextInt(20) == 0 ? 9_900 : 200);
            later(millis, () -> process(call, MAX_PROCESSING - millis));
        }
    }

    private int processing() {
        return random.nextInt(3) == 0 ? MAX_PROCESSING - random.nextInt(50) : random.nextInt(MAX_PROCESSING);
    }

    /** @param left the remaining time for its parts, in milliseconds */
    private void process(Call call, int left) {
        boolean hasRefused = call.entries.size() > 1 && call.entries.stream().anyMatch(entry -> entry.isRefused);
        int names = hasRefused ? random.nextInt(4) : 3;
        if (names < 2) {
            call.entries.forEach(names == 0 ? entry -> take(call, entry) : entry -> over(call, entry));
            GitHubException cause = Failures.invalid("not all are good");
            later(30, () -> answer(call, any -> names == 0 ? new Unclear(cause) : new Failed(cause, false, true)));
            return;
        }
        var answers = new HashMap<SimulatedEntry, Answer>();
        for (SimulatedEntry entry : call.entries) {
            if (call.entries.size() > 1 && random.nextInt(20) == 0) {
                // the answer does not contain the entry
                later(random.nextInt(left), () -> take(call, entry));
                answers.put(entry, new Failed(Failures.unavailable("nothing was said"), true));
            } else {
                take(call, entry);
                GitHubException refusal = !entry.isRefused
                        ? null
                        : entry.index % 2 == 0 ? Failures.refused("no") : Failures.notFound("no artifact");
                answers.put(
                        entry,
                        refusal == null ? new Confirmed(Failures.confirmed(entry.index)) : new Failed(refusal, false));
            }
        }
        later(30, () -> answer(call, answers::get));
    }

    private void breakOff(Call call, int millis) {
        later(millis, () -> {
            inDoubt++;
            answer(call, entry -> new Failed(Failures.unavailable("no answer"), true, true));
        });
    }

    private void limit(Call call, int seconds) {
        // limits have a precision of milliseconds
        Duration until = Duration.ofMillis(time.elapsed().toMillis()).plusSeconds(seconds);
        var limit = Failures.limited("too fast", time.now().plusSeconds(seconds));
        if (hear(call, entry -> new Failed(limit, false, true))) {
            // after the outbox has received the answer
            time.execute(() -> call.account.limited(until));
        }
    }

    private void answer(Call call, Function<SimulatedEntry, Answer> answers) {
        boolean isUnauthorized = answers.apply(call.entries.getFirst()) instanceof Failed failed
                && failed.cause() instanceof GitHubException.Unauthorized;
        if (hear(call, answers) && !isUnauthorized) {
            call.account.passed(call.sentAt);
        }
    }

    /** @return false if the caller no longer waits */
    private boolean hear(Call call, Function<SimulatedEntry, Answer> answers) {
        if (call.isGivenUp()) {
            return false;
        }
        open.remove(call);
        call.account.closed(call);
        call.entries.stream()
                .filter(entry -> answers.apply(entry) instanceof Confirmed)
                .forEach(promises::confirmed);
        return call.answer.complete(call.entries.stream().map(answers).toList());
    }

    private void take(Call call) {
        call.entries.forEach(entry -> take(call, entry));
    }

    private void take(Call call, SimulatedEntry entry) {
        if (!entry.isRefused) {
            state.put(entry.key, entry);
            entry.isTaken = true;
        }
        over(call, entry);
    }

    /** Ends the processing of a request. */
    private void over(Call call) {
        call.entries.forEach(entry -> over(call, entry));
    }

    private void over(Call call, SimulatedEntry entry) {
        Set<Part> parts = underway.get(entry.key);
        parts.remove(new Part(call, entry));
        clusters.processed(call);
        if (parts.isEmpty()) {
            underway.remove(entry.key);
        }
    }

    private void later(int millis, Runnable task) {
        time.after(Duration.ofMillis(millis), task);
    }
}
