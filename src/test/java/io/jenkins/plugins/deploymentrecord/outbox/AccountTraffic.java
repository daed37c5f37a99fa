package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** The requests of an account in the simulation, judged: never more than the rate, and none that a limit forbids. */
final class AccountTraffic {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time;
    private final Promises promises;
    private final int perMinute;
    private final ArrayDeque<Duration> sent = new ArrayDeque<>();
    private final ArrayDeque<Duration> received = new ArrayDeque<>();

    /** Of the present process. */
    private final Set<Object> open = new HashSet<>();

    private Duration limitedUntil = Duration.ZERO;
    /** After a limit, until a request has shown that it is over. */
    private boolean isHalfOpen;

    AccountTraffic(VirtualTime time, Promises promises, int perMinute) {
        this.time = time;
        this.promises = promises;
        this.perMinute = perMinute;
    }

    void sent(Object call) {
        count(sent, "sent");
        if (time.elapsed().compareTo(limitedUntil) < 0) {
            promises.broke("a request was sent before the end of a limit");
        }
        if (isHalfOpen && !open.isEmpty()) {
            promises.broke("after a limit, a second request was sent beside the first");
        }
        open.add(call);
    }

    void received() {
        count(received, "received");
    }

    private void count(ArrayDeque<Duration> times, String how) {
        Duration now = time.elapsed();
        times.addLast(now);
        while (times.getFirst().plus(MINUTE).compareTo(now) < 0) {
            times.removeFirst();
        }
        if (times.size() > perMinute) {
            promises.broke(times.size() + " requests were " + how + " in a minute");
        }
    }

    /** Its caller does not wait any longer. */
    void closed(Object call) {
        open.remove(call);
    }

    /** The present process was told of a limit. */
    void limited(Duration until) {
        limitedUntil = until.compareTo(limitedUntil) > 0 ? until : limitedUntil;
        isHalfOpen = true;
    }

    /** A request was answered that was not limited. */
    void passed(Duration sentAt) {
        if (sentAt.compareTo(limitedUntil) >= 0) {
            isHalfOpen = false;
        }
    }

    /** The next process knows of no limit. */
    void processGone() {
        open.clear();
        limitedUntil = Duration.ZERO;
        isHalfOpen = false;
    }
}
