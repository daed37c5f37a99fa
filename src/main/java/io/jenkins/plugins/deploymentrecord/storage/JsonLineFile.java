package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A file of JSON objects, each on a line of its own with the version of its format. Made by {@link LineWriter#file}; any
 * number of objects of one {@link LineWriter} may use the same file. Safe for all threads.
 *
 * <p>A line of a newer version is neither read nor lost: it stays in the file. A line that cannot be read is set aside
 * into a file beside this file, which has {@link #UNREADABLE} after its name. Both are reported to {@link Events}.
 */
public final class JsonLineFile {

    /** Follows the name of the file that takes unreadable lines. */
    public static final String UNREADABLE = ".unreadable";

    /** Events of a file that somebody must be told of. Called on the writer thread, or by a reader. */
    public interface Events {

        Events NONE = new Events() {};

        /** A later version of the plugin wrote these lines. They stay, and count for nothing. */
        default void newerLines(Path file, int count) {}

        /** These lines cannot be read. They are in {@code aside} now. */
        default void setAside(Path file, Path aside, int count) {}

        /** Somebody moved, replaced or deleted the file; it was begun anew, without its earlier lines. */
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
     * Appends a line, a value that Jackson writes as an object, after everything that was appended before.
     *
     * @param force whether the line shall be on the disk when the future completes; otherwise the operating system has it
     * @return the file's size in bytes. Fails with an {@link IOException}, and then nothing of the line is left in the
     *     file. Waiting for the future may be interrupted, and the future may be cancelled: the line is written all the
     *     same.
     */
    public CompletableFuture<Long> append(Object line, boolean force) {
        return append(List.of(line), force);
    }

    /** The same for several lines, which are written all or not at all. */
    public CompletableFuture<Long> append(List<?> lines, boolean force) {
        return writer.append(this, JsonLines.format(lines, version), force);
    }

    /**
     * Puts a new file in the place of this file, forced before it takes the place. Lines of a newer version stay.
     *
     * @param change gets the lines that can be read and returns the lines that shall be there; runs on the writer thread
     * @return the file's size in bytes; fails with an {@link IOException}, and then the old file stays as it is
     */
    public CompletableFuture<Long> rewrite(Function<List<ObjectNode>, List<?>> change) {
        return writer.rewrite(this, -1, change);
    }

    /**
     * {@link #rewrite} if the file is too long once everything before is written. Whoever appends may ask for it after
     * each line: of many calls in a row, the first rewrites the file.
     *
     * @param maxSize in bytes: a file that is no longer stays as it is
     */
    public CompletableFuture<Long> rewriteIfLonger(long maxSize, Function<List<ObjectNode>, List<?>> change) {
        return writer.rewrite(this, maxSize, change);
    }

    /**
     * Reads the lines, in the order of writing; empty if there is no file. Lines that cannot be read are set aside soon
     * after.
     *
     * @throws IOException if the file is there and cannot be read
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
