package io.jenkins.plugins.deploymentrecord.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * An in-memory disk that tracks which bytes were forced, can be full, and can fail in the middle of any write. For one
 * thread.
 */
public final class MemoryDisk implements Disk {

    private static final class Content {
        byte[] bytes = new byte[256];
        int length;
        int forced;

        void append(byte[] more, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }

        byte[] all() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private final Map<Path, Content> files = new TreeMap<>();
    private boolean isGone;
    private int generation;
    /** The number of operations so far: appends, truncations, forces, replacements, deletions. */
    public int operations;
    /**
     * The number of the operation at which the process ends: in the middle of an append, before any other operation.
     */
    public int endsAt = Integer.MAX_VALUE;
    /** The number of bytes of the last append that are written. */
    public int lastBytes;
    /** The free space in bytes. */
    public long room = Long.MAX_VALUE / 2;

    /** Returns a writer that runs on the given thread. */
    public LineWriter writer(Executor thread) {
        return new LineWriter(this, thread, () -> {});
    }

    /** Returns the disk as another process finds it after this process was killed. */
    public MemoryDisk afterKill() {
        return copy(content -> content.length);
    }

    /** Returns the disk after a power loss: all forced bytes, and a random part of the other bytes. */
    public MemoryDisk afterPowerLoss(RandomGenerator random) {
        return copy(content -> content.forced + random.nextInt(content.length - content.forced + 1));
    }

    private MemoryDisk copy(ToIntFunction<Content> length) {
        isGone = true;
        var copy = new MemoryDisk();
        files.forEach((path, content) -> {
            var copied = new Content();
            copied.append(content.bytes, length.applyAsInt(content));
            copied.forced = copied.length;
            copy.files.put(path, copied);
        });
        return copy;
    }

    /** Returns the bytes of a file; null if the file does not exist. */
    public byte[] bytes(Path file) {
        Content content = files.get(file);
        return content == null ? null : content.all();
    }

    public void put(Path file, byte[] bytes) {
        var content = new Content();
        content.append(bytes, bytes.length);
        content.forced = bytes.length;
        files.put(file, content);
    }

    /** Moves a file away while the process has it open. */
    public void moveAway(Path file) {
        files.put(file.resolveSibling("moved"), files.remove(file));
    }

    /** Makes all open handles fail from now on, as handles of a network file system may. */
    public void makeStale() {
        generation++;
    }

    public Iterable<Path> files() {
        return files.keySet();
    }

    public boolean isGone() {
        return isGone;
    }

    private void operation() throws IOException {
        if (isGone || ++operations >= endsAt) {
            isGone = true;
            throw new IOException("the process was killed");
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content.all();
    }

    @Override
    public Handle open(Path file) {
        Content content = files.computeIfAbsent(file, any -> new Content());
        return new Handle() {
            private final int opened = generation;

            @Override
            public long length() {
                return content.length;
            }

            @Override
            public byte last() {
                return content.bytes[content.length - 1];
            }

            @Override
            public void append(byte[] bytes) throws IOException {
                if (opened != generation) {
                    throw new IOException("Stale file handle");
                }
                boolean wasGone = isGone;
                try {
                    operation();
                } catch (IOException e) {
                    if (!wasGone) {
                        content.append(bytes, Math.min(lastBytes, bytes.length));
                    }
                    throw e;
                }
                int count = (int) Math.min(room, bytes.length);
                content.append(bytes, count);
                room -= count;
                if (count < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void truncate(long length) throws IOException {
                operation();
                room += content.length - length;
                content.length = (int) length;
                content.forced = Math.min(content.forced, content.length);
            }

            @Override
            public void force() throws IOException {
                operation();
                content.forced = content.length;
            }

            @Override
            public boolean isCurrent() {
                return files.get(file) == content;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void replace(Path fresh, Path old) throws IOException {
        operation();
        files.put(old, files.remove(fresh));
    }

    @Override
    public void delete(Path file) throws IOException {
        if (files.containsKey(file)) {
            operation();
            room += files.remove(file).length;
        }
    }
}
