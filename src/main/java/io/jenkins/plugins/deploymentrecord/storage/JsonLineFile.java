package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A file of JSON objects, each on its own line with the version of its format. Created by {@link LineWriter#file};
 * several instances of the same {@link LineWriter} may use the same file. Thread-safe.
 *
 * <p>A line of a newer version is not read, but stays in the file. An unreadable line is moved to a second file in the
 * same directory, which has the suffix {@link #UNREADABLE}. Both are reported to {@link Events}.
 */
public final class JsonLineFile {

    /** The suffix of the file to which unreadable lines are moved. */
    public static final String UNREADABLE = ".unreadable";

    /**
     * Receives the events of a file that an administrator should know of. Called on the writer thread or on a reader's
     * thread.
     */
    public interface Events {

        Events NONE = new Events() {};

        /** Called if a later version of the plugin wrote some lines. These lines stay in the file and are ignored. */
        default void newerLines(Path file, int count) {}

        /** Called after unreadable lines were moved to the file {@code aside}. */
        default void setAside(Path file, Path aside, int count) {}

        /**
         * Called after the file was moved, replaced or deleted from outside and a new file was begun, without the
         * earlier lines.
         */
        default void begunAnew(Path file) {}
    }

    final Path path;
    final int version;
    final boolean keepOpen;
    final Events events;
    private final LineWriter writer;

    JsonLineFile(LineWriter writer, Path path, int version, boolean keepOpen, Events events) {
        this.writer = writer;
        this.path = path.toAbsolutePath();
        this.version = version;
        this.keepOpen = keepOpen;
        this.events = events;
    }

    public Path path() {
        return path;
    }

    /**
     * Appends a line after all lines that were appended before.
     *
     * @param line a value that Jackson writes as an object
     * @param force whether the line must be on the disk when the future completes; otherwise the operating system may
     *     still have to write it
     * @return the file's size in bytes. If it fails with an {@link IOException}, no part of the line is left in the
     *     file. The line is written even if the future is cancelled, or if the thread that waits for it is interrupted.
     */
    public CompletableFuture<Long> append(Object line, boolean force) {
        return append(List.of(line), force);
    }

    /** Appends several lines: either all of them or none. */
    public CompletableFuture<Long> append(List<?> lines, boolean force) {
        return writer.append(this, JsonLines.format(lines, version), force);
    }

    /**
     * Replaces this file with a new file, which is forced first. Lines of a newer version are kept.
     *
     * @param change receives the readable lines and returns the lines of the new file; runs on the writer thread
     * @return the new file's size in bytes. If it fails with an {@link IOException}, the old file is unchanged.
     */
    public CompletableFuture<Long> rewrite(Function<List<ObjectNode>, List<?>> change) {
        return writer.rewrite(this, -1, change);
    }

    /**
     * Rewrites the file, as {@link #rewrite} does, if the file is too long after all earlier writes. May be called
     * after each append: of many calls in a row, only the first rewrites the file.
     *
     * @param maxSize in bytes; a file of at most this size is not rewritten
     */
    public CompletableFuture<Long> rewriteIfLonger(long maxSize, Function<List<ObjectNode>, List<?>> change) {
        return writer.rewrite(this, maxSize, change);
    }

    /**
     * Reads the lines in the order in which they were written; empty if the file does not exist. Unreadable lines are
     * moved to the second file soon afterwards.
     *
     * @throws IOException if the file exists and cannot be read
     */
    public List<ObjectNode> read() throws IOException {
        JsonLines lines;
        try {
            lines = JsonLines.parse(writer.disk().read(path), version);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        if (!lines.newer().isEmpty()) {
            events.newerLines(path, lines.newer().size());
        }
        if (!lines.unreadable().isEmpty()) {
            rewrite(readable -> readable);
        }
        return lines.readable();
    }
}
