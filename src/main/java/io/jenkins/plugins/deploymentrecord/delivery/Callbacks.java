package io.jenkins.plugins.deploymentrecord.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Runs what belongs to callers, under no lock: for one record in order and never two at once, so that none comes after
 * its outcome. Whoever changed something under the lock calls {@link #run} after it.
 */
final class Callbacks {

    private static final Logger LOGGER = System.getLogger(Callbacks.class.getName());

    private final Object lock;
    /** Guarded by the lock: who has mail, and what comes before all mail. */
    private final Queue<PendingDelivery> waiting = new ArrayDeque<>();

    private final Queue<Runnable> first = new ArrayDeque<>();

    /** Whether this thread is in {@link #run} already: what a callback causes is left to it, or stacks grow. */
    private final ThreadLocal<Boolean> running = new ThreadLocal<>();

    Callbacks(Object lock) {
        this.lock = lock;
    }

    /** With the lock held. */
    void post(PendingDelivery to, Runnable letter) {
        to.post(letter);
        waiting.add(to);
    }

    /** With the lock held: is done before anything is told to anybody. */
    void postFirst(Runnable task) {
        first.add(task);
    }

    /** Without the lock. */
    void run() {
        if (running.get() != null) {
            return;
        }
        running.set(true);
        try {
            while (runOne()) {
                // until nothing is left
            }
        } finally {
            running.remove();
        }
    }

    private boolean runOne() {
        Runnable task;
        PendingDelivery to = null;
        synchronized (lock) {
            task = first.poll();
            if (task == null) {
                to = waiting.poll();
            }
        }
        if (task != null) {
            guarded(task);
        } else if (to != null) {
            deliver(to);
        }
        return task != null || to != null;
    }

    private void deliver(PendingDelivery to) {
        while (true) {
            Runnable letter;
            synchronized (lock) {
                letter = to.nextLetter();
            }
            if (letter == null) {
                return;
            }
            guarded(letter);
            synchronized (lock) {
                to.letterTold();
            }
        }
    }

    /** A caller's fault must not stop the others. */
    static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "A callback of a deployment record failed", e);
        }
    }
}
