package io.jenkins.plugins.deploymentrecord.delivery;

import java.util.concurrent.CompletableFuture;

/** A record on its way. Safe for all threads; nothing here blocks. */
public interface Delivery {

    /**
     * Completes with the outcome, or exceptionally: with a {@link DeliveryException}, or with a
     * {@link java.util.concurrent.CancellationException} after a cancel. What depends on it runs on whatever thread is at
     * hand, and must not block. Cancelling it is {@link #cancel}.
     */
    CompletableFuture<Outcome> outcome();

    /**
     * Gives up, at once, whatever the record waits for. A call in flight is ended; GitHub may have taken the record all
     * the same.
     *
     * @return false where it had ended already, or GitHub's confirmation was just being written down
     */
    boolean cancel();

    /** What it does or waits for, in one line for a person. */
    String status();
}
