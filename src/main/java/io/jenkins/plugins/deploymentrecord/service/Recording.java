package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.Progress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The accepted records of a step, and the build that is attached to them. The build may detach at any time; the records
 * are still delivered. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class Recording {

    /** The stages that are logged; waiting for a connection or a look-up is not. */
    private static final Set<Progress.Stage> WORTH_A_LINE = EnumSet.of(
            Progress.Stage.HELD,
            Progress.Stage.NO_SERVER,
            Progress.Stage.START,
            Progress.Stage.ORDER,
            Progress.Stage.MUTED,
            Progress.Stage.RETRY,
            Progress.Stage.CREDENTIAL,
            Progress.Stage.LIMIT);

    /** The recordings that builds are attached to. */
    private static final Map<Run<?, ?>, Set<Recording>> ATTACHED = new WeakHashMap<>();

    private final Run<?, ?> run;
    private final Outbox outbox;
    private final LogLines log;
    private final Duration wait;
    private final Consumer<Progress> listener = this::progressed;
    /** The stages that were logged, each once. Used only on the outbox's thread. */
    private final Set<Progress.Stage> logged = EnumSet.noneOf(Progress.Stage.class);

    private volatile List<Outbox.Acceptance> accepted;
    private volatile Progress progress;

    /** @param wait how long the build waits after the acceptance of the records */
    Recording(Run<?, ?> run, Outbox outbox, LogLines log, Duration wait) {
        this.run = run;
        this.outbox = outbox;
        this.log = log;
        this.wait = wait;
    }

    /** Returns the listener for the outbox, which calls it on its own thread. */
    Consumer<Progress> listener() {
        return listener;
    }

    /** @param acceptances at least one */
    Recording attached(List<Outbox.Acceptance> acceptances) {
        accepted = acceptances;
        CompletableFuture.allOf(all(Outbox.Acceptance::isOnDisk)).thenRun(() -> {
            if (!acceptances.stream()
                    .allMatch(acceptance -> acceptance.isOnDisk().join())) {
                log.add(Messages.Recording_unprotected());
            }
        });
        synchronized (ATTACHED) {
            ATTACHED.computeIfAbsent(run, any -> ConcurrentHashMap.newKeySet()).add(this);
        }
        return this;
    }

    private CompletableFuture<?>[] all(Function<Outbox.Acceptance, CompletableFuture<?>> part) {
        return accepted.stream().map(part).toArray(CompletableFuture[]::new);
    }

    /** Returns the recordings that a build is still attached to. */
    static Set<Recording> of(Run<?, ?> run) {
        synchronized (ATTACHED) {
            return Set.copyOf(ATTACHED.getOrDefault(run, Set.of()));
        }
    }

    /** Returns the latest progress of the records, as a line for users; null if no progress is known yet. */
    public String status() {
        Progress last = progress;
        return last == null ? null : last.text();
    }

    /**
     * Waits for the records. Completes when all records have ended or when the build's time is over; then some records
     * may still be waiting. After that, the build is detached, and this recording writes nothing more to the log.
     *
     * @return the records in their states at that time
     */
    public CompletableFuture<List<HistoryEntry>> await() {
        var awaited = new CompletableFuture<List<HistoryEntry>>();
        long acceptedAt = accepted.getFirst().entry().acceptedAt();
        long left = Math.clamp(acceptedAt + wait.toMillis() - System.currentTimeMillis(), 0, wait.toMillis());
        var timeOut = Timer.get().schedule(() -> awaited.complete(states()), left, TimeUnit.MILLISECONDS);
        CompletableFuture.allOf(all(Outbox.Acceptance::result)).whenComplete((any, failure) -> {
            timeOut.cancel(false);
            if (failure == null) {
                awaited.complete(states());
            } else {
                awaited.completeExceptionally(failure);
            }
        });
        return awaited.whenComplete((ended, failure) -> detach()).thenCompose(log::written);
    }

    private List<HistoryEntry> states() {
        return accepted.stream()
                .map(acceptance ->
                        acceptance.result().isDone() && !acceptance.result().isCompletedExceptionally()
                                ? HistoryEntries.of(
                                        acceptance.entry(), acceptance.result().join())
                                : HistoryEntries.of(acceptance.entry()))
                .toList();
    }

    /** Detaches the build from the records. */
    public void detach() {
        log.close();
        accepted.forEach(acceptance -> outbox.detach(acceptance.entry().id(), listener));
        synchronized (ATTACHED) {
            Set<Recording> recordings = ATTACHED.get(run);
            if (recordings != null) {
                recordings.remove(this);
            }
        }
    }

    private void progressed(Progress now) {
        progress = now;
        if (WORTH_A_LINE.contains(now.stage()) && logged.add(now.stage())) {
            log.add(now.text());
        }
    }
}
