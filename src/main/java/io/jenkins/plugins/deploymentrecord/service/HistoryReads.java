package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuilds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Finds out whether the histories of builds and jobs contain a record. Thousands of entries of a cluster's request can
 * end at once, so each history is read once for all entries that arrived during the previous look-ups.
 */
final class HistoryReads {

    private final RecordedBuilds builds = new RecordedBuilds();
    private final Map<Path, Set<JobHistory.Name>> jobs = new HashMap<>();

    /** Returns whether the build that has this number now recorded the entry. Loads no build. */
    boolean isOfBuild(Job<?, ?> job, int build, HistoryEntry entry) {
        return builds.have(job, build, entry.id(), entry.number());
    }

    /** Returns whether the job recorded the entry with a build, even if the build was deleted. */
    boolean isOfJob(Job<?, ?> job, int build, HistoryEntry entry) throws IOException {
        Path directory = job.getRootDir().toPath();
        Set<JobHistory.Name> names = jobs.get(directory);
        if (names == null) {
            names = Histories.of(job).names();
            jobs.put(directory, names);
        }
        return names.contains(JobHistory.Name.of(build, entry));
    }

    /** A task that reads histories. */
    @FunctionalInterface
    interface Task {
        CompletableFuture<?> run(HistoryReads reads) throws IOException;
    }

    /**
     * Runs tasks one after another. All tasks that were waiting when a batch began share the histories that are read
     * for the batch.
     */
    static final class Batches {

        private final Executor thread;
        /** Guarded by itself; so is isRunning. */
        private final List<Runnable> waiting = new ArrayList<>();

        private boolean isRunning;
        /** Used only by the thread that runs the batches. */
        private HistoryReads reads;

        Batches(Executor thread) {
            this.thread = thread;
        }

        /** Completes when the task's future completes. */
        CompletableFuture<?> submit(Task task) {
            var begun = new CompletableFuture<CompletableFuture<?>>();
            boolean begin;
            synchronized (waiting) {
                waiting.add(() -> {
                    try {
                        begun.complete(task.run(reads));
                    } catch (IOException | RuntimeException e) {
                        begun.completeExceptionally(e);
                    }
                });
                begin = !isRunning;
                isRunning = true;
            }
            if (begin) {
                thread.execute(this::work);
            }
            return begun.thenCompose(ended -> ended);
        }

        private void work() {
            for (List<Runnable> batch = next(); !batch.isEmpty(); batch = next()) {
                reads = new HistoryReads();
                batch.forEach(Runnable::run);
            }
        }

        private List<Runnable> next() {
            synchronized (waiting) {
                List<Runnable> batch = List.copyOf(waiting);
                waiting.clear();
                isRunning = !batch.isEmpty();
                return batch;
            }
        }
    }
}
