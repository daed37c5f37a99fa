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
 * Decides which process may write the files of a directory. The operating system holds the lock and lets go of it when
 * the process ends, however that is. The lock's file is used for nothing else, and is never renamed or deleted; a second
 * file tells who holds the lock.
 */
public final class ProcessLock implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String HOLDER = "lock-holder.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Who holds a lock.
     *
     * @param host its name, as the process knew it
     * @param process its number at the host
     * @param started when the process took the lock, ISO 8601, by its wall clock
     */
    public record Holder(String host, long process, String started) {}

    /** The outcome of an attempt to take the lock. */
    public enum State {
        HELD,
        /** Another process has it. */
        HELD_BY_ANOTHER,
        /** The file system has no locks, so that nothing keeps a second process away. */
        UNSUPPORTED
    }

    private final Path directory;
    private RandomAccessFile file;
    private State state;
    private String failure;

    /** @param directory must be there; nothing is read or written yet */
    public ProcessLock(Path directory) {
        this.directory = directory;
    }

    /** Takes the lock if it is free. May be called again and again, by one thread at a time. */
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
            letGo();
        } else {
            tellHolder();
        }
        return state;
    }

    /** Why there are no locks; null if {@link #take} did not say so. */
    public String failure() {
        return failure;
    }

    /** Who took the lock last; empty if that cannot be read. */
    public Optional<Holder> holder() {
        try (var in = new FileInputStream(directory.resolve(HOLDER).toFile())) {
            return Optional.ofNullable(JSON.readValue(in, Holder.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** For people alone, so that a failure does not matter. */
    private void tellHolder() {
        try (var out = new FileOutputStream(directory.resolve(HOLDER).toFile())) {
            out.write(JSON.writeValueAsBytes(new Holder(
                    InetAddress.getLocalHost().getHostName(),
                    ProcessHandle.current().pid(),
                    Instant.now().toString())));
        } catch (IOException e) {
            // a full disk, or a host without a name
        }
    }

    private void letGo() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // the process lets go of it at its end
        }
        file = null;
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        letGo();
        state = null;
    }
}
