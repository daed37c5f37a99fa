package io.jenkins.plugins.deploymentrecord.github;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** The requests of one kind that arrived at the stand-in, and the requests that it holds back. */
final class Arrivals {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** All three lists are guarded by this. */
    private final List<ReceivedRequest> received = new ArrayList<>();
    /** The holds that still wait for a request; then all holds, for the end. */
    private final Queue<Hold> waiting = new ArrayDeque<>();

    private final List<Hold> holds = new ArrayList<>();

    /** Returns when the request is not held back, or no longer. */
    void arrive(ReceivedRequest request) {
        remember(request).ifPresent(Hold::arrive);
    }

    private synchronized Optional<Hold> remember(ReceivedRequest request) {
        received.add(request);
        notifyAll();
        return Optional.ofNullable(waiting.poll());
    }

    synchronized Hold hold() {
        var hold = new Hold();
        waiting.add(hold);
        holds.add(hold);
        return hold;
    }

    synchronized void releaseAll() {
        holds.forEach(Hold::release);
    }

    synchronized List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    synchronized void await(int count) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (received.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(count + " requests were expected, there were " + received.size());
            }
            wait(left);
        }
    }
}
