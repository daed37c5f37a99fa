package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The writer thread's handle for a {@link JsonLineFile}. */
final class OpenFile {

    private final Disk disk;
    private final JsonLineFile file;
    /** Null while the file is not open. */
    private Disk.Handle handle;
    /** The length of the part that is known to be complete, in bytes. */
    private long length;

    OpenFile(Disk disk, JsonLineFile file) {
        this.disk = disk;
        this.file = file;
    }

    /** Appends all of the lines or none. If the handle has become stale, the file is opened again once. */
    long append(List<byte[]> lines, boolean force) throws IOException {
        var all = new ByteArrayOutputStream();
        lines.forEach(all::writeBytes);
        boolean wasOpen = open();
        try {
            return append(all.toByteArray(), force);
        } catch (IOException e) {
            if (!wasOpen) {
                throw e;
            }
            open();
            return append(all.toByteArray(), force);
        }
    }

    private long append(byte[] bytes, boolean force) throws IOException {
        try {
            handle.append(bytes);
            if (force) {
                handle.force();
            }
            length += bytes.length;
            return length;
        } catch (IOException e) {
            removePartialLines(e);
            throw e;
        }
    }

    /** Removes partly written lines after a full disk or a failed force. */
    private void removePartialLines(IOException failure) {
        try {
            handle.truncate(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        close();
    }

    /** @return whether the file was open already */
    private boolean open() throws IOException {
        if (handle != null) {
            if (handle.isCurrent()) {
                return true;
            }
            close();
            file.events.begunAnew(file.path);
        }
        handle = disk.open(file.path);
        try {
            length = handle.length();
            // a long file is read only if its last line is incomplete
            if (length > 0 && handle.last() != '\n') {
                endLastLine();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        return false;
    }

    /** Completes or sets aside a last line that was cut off, so that it does not corrupt the next line. */
    private void endLastLine() throws IOException {
        byte[] tail = JsonLines.tail(disk.read(file.path));
        if (JsonLines.isReadable(tail)) {
            handle.append(new byte[] {'\n'});
            length++;
        } else {
            setAside(List.of(tail));
            length -= tail.length;
            handle.truncate(length);
        }
    }

    /** @param longerThan in bytes; a file of at most this size is not rewritten; negative to rewrite any file */
    long rewrite(long longerThan, Function<List<ObjectNode>, List<?>> change) throws IOException {
        if (longerThan >= 0) {
            open();
            if (length <= longerThan) {
                return length;
            }
        }
        JsonLines old;
        try {
            old = JsonLines.parse(disk.read(file.path), file.version);
        } catch (NoSuchFileException e) {
            old = JsonLines.parse(new byte[0], file.version);
        }
        if (old.tail().length > 0 && !JsonLines.isReadable(old.tail())) {
            old.unreadable().add(old.tail());
        }
        if (!old.unreadable().isEmpty()) {
            setAside(old.unreadable());
        }
        byte[] lines = JsonLines.format(change.apply(old.readable()), file.version);
        byte[] newer = JsonLines.join(old.newer());
        Path fresh = sibling(".new");
        disk.delete(fresh);
        try {
            try (Disk.Handle out = disk.open(fresh)) {
                out.append(lines);
                out.append(newer);
                out.force();
            }
            close();
            disk.replace(fresh, file.path);
        } catch (IOException e) {
            // an incomplete new file must not take space on a full disk
            disk.delete(fresh);
            throw e;
        }
        return (long) lines.length + newer.length;
    }

    private void setAside(List<byte[]> lines) throws IOException {
        Path aside = sibling(JsonLineFile.UNREADABLE);
        try (Disk.Handle out = disk.open(aside)) {
            out.append(JsonLines.join(lines));
            out.force();
        }
        file.events.setAside(file.path, aside, lines.size());
    }

    private Path sibling(String ending) {
        return file.path.resolveSibling(file.path.getFileName() + ending);
    }

    void close() {
        if (handle != null) {
            try {
                handle.close();
            } catch (IOException e) {
                // the handle is not used again, and all confirmed lines are in the file
            }
            handle = null;
        }
    }
}
