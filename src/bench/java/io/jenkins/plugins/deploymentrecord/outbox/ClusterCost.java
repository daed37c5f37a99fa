package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the requests and seconds for a cluster with 5,000 deployments: with single requests, with requests for the
 * cluster, and if only three deployments changed:
 * {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@cluster-cost}. Runs in virtual time, with the
 * default of 180 requests a minute and a full token bucket. GitHub is assumed to answer after 300 ms, plus 5 ms for
 * each further record of a request.
 */
public final class ClusterCost {

    private static final int DEPLOYMENTS = 5_000;
    private static final int CHANGED = 3;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration PER_RECORD = Duration.ofMillis(5);
    /** The time after which the token bucket is full. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private ClusterCost() {}

    public static void main(String[] arguments) throws NotOwnedException {
        print("one by one", DEPLOYMENTS, false);
        print("for the cluster", DEPLOYMENTS, true);
        print("for the cluster, if three changed", CHANGED, true);
    }

    private static void print(String how, int count, boolean isShared) throws NotOwnedException {
        var bed = new OutboxTestBed();
        bed.pass(IDLE);
        var entries = new ArrayList<OutboxEntry>();
        for (int i = 0; i < count; i++) {
            OutboxEntry entry = new SharedEntries(bed).entry("d" + i);
            entries.add(OutboxEntry.of(
                    entry.id(),
                    entry.number(),
                    entry.origin(),
                    entry.destination(),
                    entry.body(),
                    isShared,
                    entry.giveUpAfterMillis()));
        }
        Duration begin = bed.time.elapsed();
        bed.outbox.submit(entries, true, null);
        Map<OutboxTestBed.Sent, Duration> due = new HashMap<>();
        while (bed.results.size() < count) {
            bed.pass(STEP);
            Duration now = bed.time.elapsed();
            for (OutboxTestBed.Sent sent : open(bed)) {
                Duration answer = ANSWER.plus(PER_RECORD.multipliedBy(sent.entries.size() - 1L));
                if (due.computeIfAbsent(sent, any -> now.plus(answer)).compareTo(now) <= 0) {
                    sent.confirm();
                }
            }
        }
        System.out.printf(
                "%,d deployments %s: %,d requests, %.1f s%n",
                count,
                how,
                bed.sent.size(),
                bed.time.elapsed().minus(begin).toMillis() / 1e3);
    }

    /** At most eight requests are open, so the open requests are among the last. */
    private static List<OutboxTestBed.Sent> open(OutboxTestBed bed) {
        return bed.sent.subList(Math.max(0, bed.sent.size() - 50), bed.sent.size()).stream()
                .filter(sent -> !sent.answer.isDone())
                .toList();
    }
}
