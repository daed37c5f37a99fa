package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What records that wait cost on the clocks and timers of production: the threads that work for them, and the heap that
 * each one keeps.
 */
record Footprint(int waiting, int threads, long bytesEach) {

    /** Half of them wait for their turn, half for an earlier record of their deployment. */
    static Footprint ofWaiting(int count) {
        var threads = new AtomicInteger();
        var timers = new ScheduledThreadPoolExecutor(2, task -> {
            threads.incrementAndGet();
            return new Thread(task, "deployment records");
        });
        timers.setRemoveOnCancelPolicy(true);
        try {
            var deliveries = new Deliveries(
                    TimeSource.system(),
                    Scheduler.on(timers),
                    new SplittableRandom(1),
                    SentLog.inMemory(),
                    Controller.CALLS);
            int before = Thread.activeCount();
            // classes and texts are loaded, and the first records are on the wire for good
            List<Delivery> kept = new ArrayList<>(submit(deliveries, 200));
            long empty = usedHeap();
            kept.addAll(submit(deliveries, count));
            long full = usedHeap();
            int more = Math.max(threads.get(), Thread.activeCount() - before);
            int waiting = (int) kept.stream()
                    .filter(each -> each.status().startsWith("Waiting"))
                    .count();
            if (waiting < count) {
                throw new AssertionError("only " + waiting + " wait");
            }
            Reference.reachabilityFence(kept);
            return new Footprint(count, more, (full - empty) / count);
        } finally {
            timers.shutdownNow();
        }
    }

    private static List<Delivery> submit(Deliveries deliveries, int count) {
        var submitted = new ArrayList<Delivery>(count);
        for (int i = 0; i < count; i++) {
            var key = new DeploymentKey(
                    "https://api.github.com",
                    "octo-org",
                    "production",
                    "pacific-east",
                    "cluster-" + i % 7,
                    "namespace-deployment-container-" + count + '-' + i / 2);
            submitted.add(deliveries.submit(new DeliveryRequest(
                    key,
                    deliveries.askedNow(),
                    "https://api.github.com credential",
                    new Pacing(60, 60),
                    "folder/job-" + i % 50,
                    Duration.ofMinutes(5),
                    // no answer ever comes
                    CompletableFuture<RecordedDeployment>::new,
                    wait -> {})));
        }
        return submitted;
    }

    /** The least of several looks, each after a collection. */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Override
    public String toString() {
        return waiting + " waiting records: " + threads + " threads, " + bytesEach + " bytes of heap each";
    }
}
