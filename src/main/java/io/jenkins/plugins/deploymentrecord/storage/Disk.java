package io.jenkins.plugins.deploymentrecord.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The operations of a file system that this package needs. None of them ends because its thread is interrupted. */
interface Disk {

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    byte[] read(Path file) throws IOException;

    /**
     * Opens a file to append to it; creates the file, but never its directory.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such directory
     */
    Handle open(Path file) throws IOException;

    /** Puts a forced file in the place of another, atomically, and forces the directory if the platform can. */
    void replace(Path fresh, Path old) throws IOException;

    /** Without effect if there is no such file. */
    void delete(Path file) throws IOException;

    /** An open file. */
    interface Handle extends Closeable {

        long length() throws IOException;

        /** The last byte of a file that is not empty. */
        byte last() throws IOException;

        void append(byte[] bytes) throws IOException;

        void truncate(long length) throws IOException;

        /** Returns once everything that was appended is on the disk. */
        void force() throws IOException;

        /** Whether the path still leads to this open file: it may have been moved, replaced or deleted. */
        boolean isCurrent() throws IOException;
    }
}
