package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Ensures that only one process writes the files of a directory. The operating system releases the lock when the
 * process ends, even if the process is killed. The lock file is used for nothing else and is never renamed or deleted;
 * a second file names the process that holds the lock.
 */
public final class ProcessLock implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String HOLDER = "lock-holder.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The process that holds a lock.
     *
     * @param host the name of the host, as the process knew it
     * @param process the process ID
     * @param started the time when the process took the lock, ISO 8601, by its wall clock
     */
    public record Holder(String host, long process, String started) {}

    /** The outcome of an attempt to take the lock. */
    public enum State {
        HELD,
        /** Another process holds the lock. */
        HELD_BY_ANOTHER,
        /** The file system does not support locks, so a second process is not kept out. */
        UNSUPPORTED
    }

    private final Path directory;
    private RandomAccessFile file;
    private State state;
    private String failure;

    /** @param directory must exist; nothing is read or written yet */
    public ProcessLock(Path directory) {
        this.directory = directory;
    }

    /** Takes the lock if it is free. May be called repeatedly, by one thread at a time. */
    public State take() {
        if (state == State.HELD || state == State.UNSUPPORTED) {
            return state;
        }
        try {
            file = new RandomAccessFile(directory.resolve(LOCK).toFile(), "rw");
            FileLock lock = file.getChannel().tryLock();
            state = lock == null ? State.HELD_BY_ANOTHER : State.HELD;
        } catch (OverlappingFileLockException e) {
            state = State.HELD_BY_ANOTHER;
        } catch (IOException e) {
            failure = e.toString();
            state = State.UNSUPPORTED;
        }
        if (state == State.HELD_BY_ANOTHER) {
            release();
        } else {
            writeHolder();
        }
        return state;
    }

    /** Returns the reason why locks are not supported; null unless {@link #take} returned {@link State#UNSUPPORTED}. */
    public String failure() {
        return failure;
    }

    /** Returns the process that took the lock last; empty if its file cannot be read. */
    public Optional<Holder> holder() {
        try (var in = new FileInputStream(directory.resolve(HOLDER).toFile())) {
            return Optional.ofNullable(JSON.readValue(in, Holder.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes the file that names the holder. Only people read it, so failures are ignored. */
    private void writeHolder() {
        try (var out = new FileOutputStream(directory.resolve(HOLDER).toFile())) {
            out.write(JSON.writeValueAsBytes(new Holder(
                    InetAddress.getLocalHost().getHostName(),
                    ProcessHandle.current().pid(),
                    Instant.now().toString())));
        } catch (IOException e) {
            // a full disk, or a host without a name
        }
    }

    private void release() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // the operating system releases the lock when the process ends
        }
        file = null;
    }

    /** Releases the lock. */
    @Override
    public void close() {
        release();
        state = null;
    }
}
