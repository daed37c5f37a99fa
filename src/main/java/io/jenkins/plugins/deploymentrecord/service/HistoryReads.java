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
 * Tells which records the histories of builds and jobs have. The entries of a cluster's request end at once, thousands of
 * them: a history is read once for all that came while others were looked up.
 */
final class HistoryReads {

    private final RecordedBuilds builds = new RecordedBuilds();
    private final Map<Path, Set<JobHistory.Name>> jobs = new HashMap<>();

    /** Whether the build that has this number now recorded the entry. Loads no build. */
    boolean isOfBuild(Job<?, ?> job, int build, HistoryEntry entry) {
        return builds.have(job, build, entry.id(), entry.number());
    }

    /** Whether the job recorded the entry, with a build that may be gone. */
    boolean isOfJob(Job<?, ?> job, int build, HistoryEntry entry) throws IOException {
        Path directory = job.getRootDir().toPath();
        Set<JobHistory.Name> names = jobs.get(directory);
        if (names == null) {
            names = Histories.of(job).names();
            jobs.put(directory, names);
        }
        return names.contains(JobHistory.Name.of(build, entry));
    }

    /** A task that asks histories. */
    @FunctionalInterface
    interface Task {
        CompletableFuture<?> run(HistoryReads reads) throws IOException;
    }

    /** Runs tasks one after another. All that waited when a batch began share what is read in it. */
    static final class Batches {

        private final Executor thread;
        /** Guarded by itself, as is isRunning. */
        private final List<Runnable> waiting = new ArrayList<>();

        private boolean isRunning;
        /** For the thread. */
        private HistoryReads reads;

        Batches(Executor thread) {
            this.thread = thread;
        }

        /** Completes once the task's future does. */
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
