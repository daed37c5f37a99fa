package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads submit, answer and abort at once, on the clocks and timers of production. */
@Timeout(60)
class RealThreadsTest {

    private static final int THREADS = 16;
    private static final int EACH = 500;
    private static final int DEPLOYMENTS = 40;

    private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    private final Map<DeploymentKey, AtomicInteger> onWire = new ConcurrentHashMap<>();
    private final Map<DeploymentKey, Long> latest = new ConcurrentHashMap<>();

    @Test
    void theyDoNotGetInEachOthersWay() throws Exception {
        var timers = new ScheduledThreadPoolExecutor(2);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var deliveries = new Deliveries(
                    TimeSource.system(),
                    Scheduler.on(timers),
                    new SplittableRandom(1),
                    SentLog.inMemory(),
                    Controller.CALLS);
            var all = new ConcurrentLinkedQueue<CompletableFuture<Outcome>>();
            var submitters = new ArrayList<CompletableFuture<Void>>();
            for (int t = 0; t < THREADS; t++) {
                submitters.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < EACH; i++) {
                                Delivery delivery = submit(deliveries, timers);
                                all.add(delivery.outcome());
                                if (i % 50 == 7) {
                                    delivery.cancel();
                                }
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(submitters.toArray(CompletableFuture[]::new))
                    .get(30, TimeUnit.SECONDS);
            for (CompletableFuture<Outcome> outcome : all) {
                outcome.handle((good, bad) -> bad).get(40, TimeUnit.SECONDS);
            }
            assertThat(wrongs, is(empty()));
            assertThat(all.size(), is(THREADS * EACH));
            assertThat(deliveries.pending(), is(0));
        } finally {
            timers.shutdownNow();
        }
    }

    private Delivery submit(Deliveries deliveries, ScheduledThreadPoolExecutor timers) {
        var random = ThreadLocalRandom.current();
        var key = new DeploymentKey(
                "https://api.github.com", "octo-org", "prod", null, null, "d" + random.nextInt(DEPLOYMENTS));
        long askedAt = deliveries.askedNow();
        var done = new CompletableFuture<Void>();
        Delivery delivery = deliveries.submit(new DeliveryRequest(
                key,
                askedAt,
                "credential",
                Pacing.OFF,
                Thread.currentThread().getName(),
                Duration.ofSeconds(30),
                () -> attempt(key, askedAt, timers),
                wait -> {
                    if (done.isDone()) {
                        wrongs.add("a wait was told after the outcome");
                    }
                }));
        delivery.outcome().whenComplete((good, bad) -> done.complete(null));
        return delivery;
    }

    private CompletableFuture<RecordedDeployment> attempt(
            DeploymentKey key, long askedAt, ScheduledThreadPoolExecutor timers) {
        var random = ThreadLocalRandom.current();
        AtomicInteger together = onWire.computeIfAbsent(key, any -> new AtomicInteger());
        if (together.incrementAndGet() > 1) {
            wrongs.add("two on the wire");
        }
        if (latest.getOrDefault(key, 0L) > askedAt) {
            wrongs.add("one was sent though GitHub had confirmed a later one");
        }
        var answer = new CompletableFuture<RecordedDeployment>();
        boolean refused = random.nextInt(20) == 0;
        var over = new AtomicInteger();
        Runnable leave = () -> {
            if (over.getAndIncrement() == 0) {
                together.decrementAndGet();
            }
        };
        // before the deliveries hear of it
        answer.exceptionally(failure -> {
            leave.run();
            return null;
        });
        timers.schedule(
                () -> {
                    leave.run();
                    if (refused) {
                        answer.completeExceptionally(Failures.refused("no"));
                    } else if (!answer.isDone()) {
                        latest.merge(key, askedAt, Math::max);
                        answer.complete(Controller.CONFIRMATION);
                    }
                },
                random.nextInt(3_000),
                TimeUnit.MICROSECONDS);
        return answer;
    }
}
