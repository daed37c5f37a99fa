package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes all {@link JsonLineFile}s of this process, on a single thread that belongs to no build. Lines that arrive
 * while the thread is busy are written together and forced once (group commit).
 */
public final class LineWriter implements AutoCloseable {

    /** The time limit for the pending writes when the writer is closed. */
    private static final long CLOSE_SECONDS = 10;

    private final Disk disk;
    private final Executor thread;
    private final Runnable end;
    /** Guarded by itself; it also guards isScheduled and kept. */
    private final Queue<Task> tasks = new ArrayDeque<>();

    private boolean isScheduled;
    /** The files that are kept open, in the order in which they are written and forced. */
    private final Set<Path> kept = new LinkedHashSet<>();
    /** Used only by the writer thread. */
    private final Map<Path, OpenFile> open = new HashMap<>();

    /**
     * @param change null for an append
     * @param longerThan in bytes; a file of at most this size is not rewritten
     */
    private record Task(
            JsonLineFile file,
            byte[] bytes,
            boolean force,
            Function<List<ObjectNode>, List<?>> change,
            long longerThan,
            CompletableFuture<Long> done) {}

    /** Starts a writer with a daemon thread of its own. */
    public static LineWriter start() {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            var made = new Thread(task, "Deployment records: writer");
            made.setDaemon(true);
            return made;
        });
        return new LineWriter(new FileDisk(), thread, () -> {
            thread.shutdown();
            try {
                thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** @param thread runs one task at a time */
    LineWriter(Disk disk, Executor thread, Runnable end) {
        this.disk = disk;
        this.thread = thread;
        this.end = end;
    }

    /**
     * Returns an object for a file; does not read or write the file yet. The directory must exist when the file is
     * written: directories are never created.
     *
     * @param version the version of the lines that are written, at least 1; lines of a higher version are not read
     * @param keepOpen whether the file stays open between writes, for a file that is written often. In each batch,
     *     these files are written last, in the order in which they were passed to this method.
     */
    public JsonLineFile file(Path path, int version, boolean keepOpen, JsonLineFile.Events events) {
        var file = new JsonLineFile(this, path, version, keepOpen, events);
        if (keepOpen) {
            synchronized (tasks) {
                kept.add(file.path);
            }
        }
        return file;
    }

    Disk disk() {
        return disk;
    }

    CompletableFuture<Long> append(JsonLineFile file, byte[] bytes, boolean force) {
        return submit(new Task(file, bytes, force, null, 0, new CompletableFuture<>()));
    }

    CompletableFuture<Long> rewrite(JsonLineFile file, long longerThan, Function<List<ObjectNode>, List<?>> change) {
        return submit(new Task(file, null, true, change, longerThan, new CompletableFuture<>()));
    }

    private CompletableFuture<Long> submit(Task task) {
        boolean schedule;
        synchronized (tasks) {
            tasks.add(task);
            schedule = !isScheduled;
            isScheduled = true;
        }
        if (schedule) {
            try {
                thread.execute(this::work);
            } catch (RejectedExecutionException e) {
                reject(new IOException("the writer was closed", e));
            }
        }
        // a separate future: cancelling it does not affect the write, and a failure is not wrapped as copy() would wrap
        // it
        var result = new CompletableFuture<Long>();
        task.done.whenComplete((size, failure) -> complete(result, size, failure));
        return result;
    }

    private void reject(IOException failure) {
        List<Task> rejected;
        synchronized (tasks) {
            rejected = List.copyOf(tasks);
            tasks.clear();
            isScheduled = false;
        }
        rejected.forEach(task -> complete(task.done, null, failure));
    }

    private void work() {
        for (List<Task> batch = next(); !batch.isEmpty(); batch = next()) {
            write(batch);
        }
    }

    private List<Task> next() {
        synchronized (tasks) {
            var batch = new ArrayList<>(tasks);
            tasks.clear();
            isScheduled = !batch.isEmpty();
            return batch;
        }
    }

    /** Writes the tasks of a batch in their order: before a rewrite, all earlier lines are written. */
    private void write(List<Task> batch) {
        var appends = new ArrayList<Task>();
        for (Task task : batch) {
            if (task.change == null) {
                appends.add(task);
            } else {
                commit(appends);
                appends.clear();
                rewriteNow(task);
            }
        }
        commit(appends);
    }

    private void commit(List<Task> appends) {
        var byFile = new LinkedHashMap<Path, List<Task>>();
        appends.stream()
                .filter(task -> !task.file.keepOpen)
                .forEach(task -> byFile.computeIfAbsent(task.file.path, path -> new ArrayList<>())
                        .add(task));
        synchronized (tasks) {
            kept.forEach(path -> byFile.put(path, new ArrayList<>()));
        }
        appends.stream()
                .filter(task -> task.file.keepOpen)
                .forEach(task -> byFile.get(task.file.path).add(task));
        byFile.values().removeIf(List::isEmpty);
        var failures = new HashMap<Path, IOException>();
        var sizes = new HashMap<Path, Long>();
        byFile.forEach((path, tasks) -> {
            JsonLineFile file = tasks.getFirst().file;
            OpenFile target = open.computeIfAbsent(path, key -> new OpenFile(disk, file));
            try {
                sizes.put(
                        path,
                        target.append(
                                tasks.stream().map(Task::bytes).toList(),
                                tasks.stream().anyMatch(Task::force)));
            } catch (IOException e) {
                failures.put(path, e);
            }
            if (!file.keepOpen) {
                open.remove(path);
                target.close();
            }
        });
        appends.forEach(task -> complete(task.done, sizes.get(task.file.path), failures.get(task.file.path)));
    }

    private void rewriteNow(Task task) {
        OpenFile target = open.computeIfAbsent(task.file.path, key -> new OpenFile(disk, task.file));
        try {
            complete(task.done, target.rewrite(task.longerThan, task.change), null);
        } catch (IOException e) {
            complete(task.done, null, e);
        } catch (RuntimeException e) {
            complete(task.done, null, new IOException(e));
        }
        if (!task.file.keepOpen) {
            open.remove(task.file.path);
            target.close();
        }
    }

    private static void complete(CompletableFuture<Long> done, Long size, Throwable failure) {
        if (failure == null) {
            done.complete(size);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** Completes the pending writes, in 10 s at most. Every later write fails. */
    @Override
    public void close() {
        thread.execute(() -> {
            open.values().forEach(OpenFile::close);
            open.clear();
        });
        end.run();
    }
}
