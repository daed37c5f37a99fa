package io.jenkins.plugins.deploymentrecord.storage;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The local file system. Uses streams and {@link RandomAccessFile} instead of channels, because an interrupt closes a
 * channel. Only forcing a directory needs a channel, and only the writer thread forces directories.
 */
final class FileDisk implements Disk {

    @Override
    public byte[] read(Path file) throws IOException {
        try (var in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw Files.exists(file) ? e : new NoSuchFileException(file.toString());
        }
    }

    @Override
    public Handle open(Path file) throws IOException {
        Path directory = directoryOf(file);
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        boolean isNew = !Files.exists(file);
        var opened = new FileHandle(file);
        if (isNew) {
            forceDirectory(directory);
        }
        return opened;
    }

    @Override
    public void replace(Path fresh, Path old) throws IOException {
        Files.move(fresh, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(directoryOf(old));
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private static Path directoryOf(Path file) throws NoSuchFileException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new NoSuchFileException(file.toString());
        }
        return directory;
    }

    /** Has no effect on Windows, which cannot open a directory; NTFS journals the rename itself. */
    private static void forceDirectory(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // some network file systems cannot open a directory either; the file's own bytes are forced in any case
        }
    }

    private static final class FileHandle implements Handle {

        private final Path path;
        private final RandomAccessFile file;
        /** Null on Windows: an open file cannot be moved or deleted there. */
        private final Object identity;

        FileHandle(Path path) throws IOException {
            this.path = path;
            this.file = new RandomAccessFile(path.toFile(), "rw");
            this.identity = identity(path);
            file.seek(file.length());
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public byte last() throws IOException {
            file.seek(file.length() - 1);
            return file.readByte();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public boolean isCurrent() throws IOException {
            try {
                return Objects.equals(identity, identity(path));
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }

        private static Object identity(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        }
    }
}
