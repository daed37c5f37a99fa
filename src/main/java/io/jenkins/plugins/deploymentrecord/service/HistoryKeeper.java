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
 * Keeps the states of entries in the histories of build and job. The directory of a deleted build or job is not
 * created anew: then there is nothing to keep an entry with, and that is no error.
 */
final class HistoryKeeper {

    private static final Logger LOGGER = Logger.getLogger(HistoryKeeper.class.getName());

    /** Saves builds' marks: an interrupt of a build's own thread would end the write. */
    private static final Executor THREAD = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: history"));

    private static final HistoryReads.Batches LOOK_UPS = new HistoryReads.Batches(THREAD);

    private static final Object MARKING = new Object();

    private HistoryKeeper() {}

    /**
     * Keeps entries that are about to be submitted. Completes once everything that is written later comes after them in
     * their files, without waiting for the write; an entry that cannot be kept is delivered all the same.
     */
    static CompletableFuture<?> waiting(Run<?, ?> run, List<OutboxEntry> entries) {
        return mark(run)
                .thenAccept(marked -> entries.forEach(entry ->
                        append(run.getParent(), run.getRootDir().toPath(), run.getNumber(), HistoryEntries.of(entry))));
    }

    /** Keeps that an entry was not valid, or was not accepted. */
    static CompletableFuture<?> keep(Run<?, ?> run, HistoryEntry entry) {
        return mark(run)
                .thenCompose(marked -> append(run.getParent(), run.getRootDir().toPath(), run.getNumber(), entry));
    }

    /**
     * Keeps how an entry ended, whether or not its build is in memory. A recreated job has the name of the entry's job, and
     * its builds have the numbers of the deleted builds: the entry is neither of that job nor of that build.
     *
     * @return completes also if there is no build and no job to keep it with
     */
    static CompletableFuture<?> ended(OutboxEntry entry, EntryResult result) {
        return keep(entry, () -> HistoryEntries.of(entry, result));
    }

    /** Keeps that an entry that ended is sent again; the same holds for it. */
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

    /** Keeps the counts of a cluster. */
    static CompletableFuture<Void> keep(Run<?, ?> run, ClusterSummary summary) {
        return mark(run).thenCompose(marked -> {
            run.getAction(DeploymentRecordsRunAction.class).keep(summary);
            return save(run);
        });
    }

    /**
     * Once for each build, whichever branch of a {@code parallel} comes first. Saved with no lock held: a build's own locks
     * are taken in an order that is not known here.
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

    /** Keeps that the outbox did not take entries. */
    static void notAccepted(Run<?, ?> run, List<OutboxEntry> entries, String why) {
        entries.forEach(entry -> keep(
                run,
                HistoryEntries.of(entry)
                        .ended(HistoryEntry.State.REFUSED, System.currentTimeMillis(), null, List.of(), why, null)));
    }
}
