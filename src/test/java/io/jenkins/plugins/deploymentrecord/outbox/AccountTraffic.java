package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** Checks the requests of an account in the simulation: they never exceed the rate, and none is sent during a limit. */
final class AccountTraffic {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time;
    private final Promises promises;
    private final int perMinute;
    private final ArrayDeque<Duration> sent = new ArrayDeque<>();
    private final ArrayDeque<Duration> received = new ArrayDeque<>();

    /** The open requests of the present process. */
    private final Set<Object> open = new HashSet<>();

    private Duration limitedUntil = Duration.ZERO;
    /** True after a limit until a request has shown that the limit is over. */
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
            promises.broke("after a limit, a second request was sent while the first was open");
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

    /** Called when the caller of a request no longer waits. */
    void closed(Object call) {
        open.remove(call);
    }

    /** Called when GitHub has reported a limit to the present process. */
    void limited(Duration until) {
        limitedUntil = until.compareTo(limitedUntil) > 0 ? until : limitedUntil;
        isHalfOpen = true;
    }

    /** Called when a request was answered without a limit. */
    void passed(Duration sentAt) {
        if (sentAt.compareTo(limitedUntil) >= 0) {
            isHalfOpen = false;
        }
    }

    /** Called when the process has ended; the next process does not know the limit. */
    void processGone() {
        open.clear();
        limitedUntil = Duration.ZERO;
        isHalfOpen = false;
    }
}
