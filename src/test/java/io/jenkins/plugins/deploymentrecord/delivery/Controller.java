package io.jenkins.plugins.deploymentrecord.delivery;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Deliveries in virtual time, and the wire, which the test answers by hand. */
final class Controller {

    static final RecordedDeployment CONFIRMATION =
            new RecordedDeployment(7L, null, null, null, null, null, null, null, null);

    /** As many as in production. */
    static final OpenCalls CALLS = new OpenCalls(8, 6);

    /** So many that nothing waits for one. */
    private static final OpenCalls ENOUGH = new OpenCalls(1_000, 1_000);

    final VirtualTime time;
    final SentLog log;
    final Deliveries deliveries;
    /** All that was put on the wire, oldest first. */
    final List<Sent> wire = new ArrayList<>();

    private boolean gone;

    Controller() {
        this(new VirtualTime(), SentLog.inMemory(), 1);
    }

    Controller(VirtualTime time, SentLog log, long seed) {
        this(time, log, seed, ENOUGH);
    }

    Controller(VirtualTime time, SentLog log, long seed, OpenCalls calls) {
        this.time = time;
        this.log = log;
        Scheduler untilGone = (delay, task) -> time.after(delay, () -> {
            if (!gone) {
                task.run();
            }
        });
        this.deliveries = new Deliveries(time, untilGone, new SplittableRandom(seed), log, calls);
    }

    /** Another process, after this one was killed. */
    Controller restarted() {
        gone = true;
        return new Controller(time, log, 2);
    }

    /** A record of a deployment, the next one asked for; without a pace. */
    Record record(String deployment) {
        return new Record(deployment);
    }

    Record submit(String deployment) {
        return record(deployment).submit();
    }

    /** The only thing on the wire that has no answer. */
    Sent onWire() {
        List<Sent> open = wire.stream().filter(sent -> !sent.answer.isDone()).toList();
        if (open.size() != 1) {
            throw new AssertionError("one was expected on the wire, there are " + open);
        }
        return open.get(0);
    }

    List<String> sentNames() {
        return wire.stream().map(sent -> sent.record.name).toList();
    }

    /** One try, as GitHub gets it. */
    static final class Sent {
        final Record record;
        final Duration at;
        final CompletableFuture<RecordedDeployment> answer = new CompletableFuture<>();

        private Sent(Record record, Duration at) {
            this.record = record;
            this.at = at;
        }

        void confirm() {
            answer.complete(CONFIRMATION);
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        void lose() {
            fail(Failures.unavailable("the connection broke"));
        }

        @Override
        public String toString() {
            return record.name + " at " + at;
        }
    }

    /** A record and what became of it. */
    final class Record {
        final List<Wait> waits = new ArrayList<>();
        String name;
        Delivery delivery;

        private DeploymentKey key;
        private long askedAt = deliveries.askedNow();
        private String paceKey = "credential";
        private Pacing pacing = Pacing.OFF;
        private String group = "job";
        private Duration budget = DeliveryRequest.DEFAULT_BUDGET;
        private Supplier<CompletableFuture<RecordedDeployment>> attempt = this::send;

        private Record(String deployment) {
            key = key("https://api.github.com", deployment);
            name = deployment;
        }

        private static DeploymentKey key(String server, String deployment) {
            return new DeploymentKey(server, "octo-org", "prod", null, null, deployment);
        }

        Record at(String server) {
            key = key(server, key.deploymentName());
            return this;
        }

        Record named(String value) {
            name = value;
            return this;
        }

        Record askedAt(long value) {
            askedAt = value;
            return this;
        }

        long askedAt() {
            return askedAt;
        }

        DeploymentKey key() {
            return key;
        }

        Record credential(String value) {
            paceKey = value;
            return this;
        }

        Record paced(Pacing value) {
            pacing = value;
            return this;
        }

        Record ofJob(String value) {
            group = value;
            return this;
        }

        Record within(Duration value) {
            budget = value;
            return this;
        }

        Record attempting(Supplier<CompletableFuture<RecordedDeployment>> value) {
            attempt = value;
            return this;
        }

        CompletableFuture<RecordedDeployment> send() {
            var sent = new Sent(this, time.elapsed());
            wire.add(sent);
            return sent.answer;
        }

        Record submit() {
            delivery = deliveries.submit(
                    new DeliveryRequest(key, askedAt, paceKey, pacing, group, budget, attempt, waits::add));
            return this;
        }

        /** The same step after a restart. */
        Record on(Controller other) {
            Record again = other.new Record(key.deploymentName());
            again.name = name;
            again.askedAt = askedAt;
            again.paceKey = paceKey;
            again.pacing = pacing;
            again.group = group;
            again.budget = budget;
            return again.submit();
        }

        boolean isPending() {
            return !delivery.outcome().isDone();
        }

        Outcome outcome() {
            return delivery.outcome().getNow(null);
        }

        boolean isRecorded() {
            return outcome() instanceof Outcome.Recorded;
        }

        boolean isSuperseded() {
            return outcome() instanceof Outcome.Superseded;
        }

        DeliveryException failure() {
            var thrown = assertThrows(CompletionException.class, () -> outcome());
            return (DeliveryException) thrown.getCause();
        }

        Wait lastWait() {
            return waits.get(waits.size() - 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
