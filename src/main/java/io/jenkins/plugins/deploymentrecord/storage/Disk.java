package io.jenkins.plugins.deploymentrecord.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The file system operations that this package needs. An interrupt of the calling thread does not abort an operation.
 */
interface Disk {

    /** @throws java.nio.file.NoSuchFileException if the file does not exist */
    byte[] read(Path file) throws IOException;

    /**
     * Opens a file for appending; creates the file if necessary, but never its directory.
     *
     * @throws java.nio.file.NoSuchFileException if the directory does not exist
     */
    Handle open(Path file) throws IOException;

    /**
     * Atomically replaces the file {@code old} with the forced file {@code fresh}, and forces the directory if the
     * platform supports it.
     */
    void replace(Path fresh, Path old) throws IOException;

    /** Deletes a file; has no effect if the file does not exist. */
    void delete(Path file) throws IOException;

    /** An open file. */
    interface Handle extends Closeable {

        long length() throws IOException;

        /** Returns the last byte of the file, which must not be empty. */
        byte last() throws IOException;

        void append(byte[] bytes) throws IOException;

        void truncate(long length) throws IOException;

        /** Blocks until all appended bytes are on the disk. */
        void force() throws IOException;

        /** Whether the path still refers to this open file: the file may have been moved, replaced or deleted. */
        boolean isCurrent() throws IOException;
    }
}
