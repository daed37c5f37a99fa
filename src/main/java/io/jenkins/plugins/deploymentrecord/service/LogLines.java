package io.jenkins.plugins.deploymentrecord.service;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Writes lines to a build's log one after another, not on the caller's thread: the log can be on an agent that hangs.
 */
final class LogLines {

    private static final Executor THREADS = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: log"));

    private final Consumer<String> log;
    /** Guarded by this; so is isClosed. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    private boolean isClosed;

    /** @param log accepts a line without a line break */
    LogLines(Consumer<String> log) {
        this.log = log;
    }

    /** Does nothing after {@link #close}. */
    synchronized void add(String line) {
        if (!isClosed) {
            last = last.thenRunAsync(() -> log.accept(line), THREADS).exceptionally(failure -> null);
        }
    }

    synchronized void close() {
        isClosed = true;
    }

    /** Completes with the value once all previous lines are written. */
    synchronized <T> CompletableFuture<T> written(T value) {
        return last.thenApply(any -> value);
    }
}
