package io.jenkins.plugins.deploymentrecord.github;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds one request to the stand-in back. */
public final class Hold {

    private static final int MAX_SECONDS = 30;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold() {}

    /** Waits until the request is there. */
    public void awaitArrival() throws InterruptedException {
        if (!arrived.await(MAX_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no request arrived");
        }
    }

    /** Lets the request go on. */
    public void release() {
        released.countDown();
    }

    void arrive() {
        arrived.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
