package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Saves the states of entries in the histories of builds and jobs. Does not recreate the directory of a deleted build
 * or job: in this case nothing is saved, which is not an error.
 */
final class HistoryKeeper {

    private static final Logger LOGGER = Logger.getLogger(HistoryKeeper.class.getName());

    /** Saves builds on threads of its own, since an interrupt of a build's thread would stop the write. */
    private static final Executor THREAD = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: history"));

    private static final HistoryReads.Batches LOOK_UPS = new HistoryReads.Batches(THREAD);

    private static final Object MARKING = new Object();

    private HistoryKeeper() {}

    /**
     * Saves entries that are about to be submitted. Completes once all later writes are ordered after these entries in
     * their files, without waiting for the write. An entry is delivered even if it cannot be saved.
     */
    static CompletableFuture<?> waiting(Run<?, ?> run, List<OutboxEntry> entries) {
        return mark(run)
                .thenAccept(marked -> entries.forEach(entry ->
                        append(run.getParent(), run.getRootDir().toPath(), run.getNumber(), HistoryEntries.of(entry))));
    }

    /** Saves that an entry was invalid or was not accepted. */
    static CompletableFuture<?> keep(Run<?, ?> run, HistoryEntry entry) {
        return mark(run)
                .thenCompose(marked -> append(run.getParent(), run.getRootDir().toPath(), run.getNumber(), entry));
    }

    /**
     * Saves how an entry ended, whether or not its build is in memory. A recreated job has the name of the entry's job,
     * and its builds have the numbers of deleted builds: the entry belongs to neither that job nor its builds.
     *
     * @return completes even if the build and the job no longer exist
     */
    static CompletableFuture<?> ended(OutboxEntry entry, EntryResult result) {
        return keep(entry, () -> HistoryEntries.of(entry, result));
    }

    /** Saves that an entry that had ended is sent again. The rules of {@link #ended} apply. */
    static CompletableFuture<?> waitingAgain(OutboxEntry entry) {
        return keep(entry, () -> HistoryEntries.of(entry).waitingAgain());
    }

    private static CompletableFuture<?> keep(OutboxEntry entry, Supplier<HistoryEntry> state) {
        return LOOK_UPS.submit(reads -> {
            Job<?, ?> job;
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                job = JobLookup.find(entry.origin().job());
            }
            return job == null ? CompletableFuture.completedFuture(null) : append(job, entry, state.get(), reads);
        });
    }

    private static CompletableFuture<?> append(Job<?, ?> job, OutboxEntry entry, HistoryEntry kept, HistoryReads reads)
            throws IOException {
        int number = entry.origin().build();
        Path directory = job.getBuildDir().toPath().resolve(String.valueOf(number));
        Run<?, ?> build = EntryId.loadedBuild(job, number);
        boolean isOfBuild = build == null ? reads.isOfBuild(job, number, kept) : EntryId.isOf(build, entry.id());
        if (isOfBuild) {
            return append(job, directory, number, kept);
        }
        return reads.isOfJob(job, number, kept)
                ? unlessGone(Histories.of(job).keep(number, kept))
                : CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<?> append(Job<?, ?> job, Path directory, int build, HistoryEntry entry) {
        return CompletableFuture.allOf(
                unlessGone(Histories.ofBuild(directory).keep(entry)),
                unlessGone(Histories.of(job).keep(build, entry)));
    }

    private static CompletableFuture<?> unlessGone(CompletableFuture<?> kept) {
        return kept.exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof NoSuchFileException) {
                return null;
            }
            LOGGER.log(Level.WARNING, cause, () -> "A deployment record is not kept with its build or job");
            throw new CompletionException(cause);
        });
    }

    /** Saves the counts of a cluster. */
    static CompletableFuture<Void> keep(Run<?, ?> run, ClusterSummary summary) {
        return mark(run).thenCompose(marked -> {
            run.getAction(DeploymentRecordsRunAction.class).keep(summary);
            return save(run);
        });
    }

    /**
     * Adds the action once for each build, even if several branches of a {@code parallel} run at the same time. Saves
     * the build without a lock, since the order of the build's own locks is unknown here.
     */
    private static CompletableFuture<Void> mark(Run<?, ?> run) {
        synchronized (MARKING) {
            if (run.getAction(DeploymentRecordsRunAction.class) != null) {
                return CompletableFuture.completedFuture(null);
            }
            run.addAction(new DeploymentRecordsRunAction());
        }
        return save(run);
    }

    private static CompletableFuture<Void> save(Run<?, ?> run) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        run.save();
                    } catch (IOException e) {
                        LOGGER.log(Level.WARNING, e, () -> run.getExternalizableId() + " could not be saved");
                    }
                },
                THREAD);
    }

    /** Saves that the outbox did not accept entries. */
    static void notAccepted(Run<?, ?> run, List<OutboxEntry> entries, String why) {
        entries.forEach(entry -> keep(
                run,
                HistoryEntries.of(entry)
                        .ended(HistoryEntry.State.REFUSED, System.currentTimeMillis(), null, List.of(), why, null)));
    }
}
