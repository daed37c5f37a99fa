package io.jenkins.plugins.deploymentrecord.history;

import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The deployment records of a build, in a file in the build's directory, so that they are deleted with the build. */
public final class BuildHistory {

    private final HistoryFile<HistoryEntry> file;

    /** @param directory the build's directory; nothing is read or written yet */
    public BuildHistory(LineWriter writer, Path directory) {
        file = new HistoryFile<>(writer, directory, HistoryEntry.class);
    }

    /** Whether the build has a file of records. */
    public boolean exists() {
        return file.exists();
    }

    /** Returns the size of the file in bytes; 0 if the build has no file of records. */
    public long size() throws IOException {
        return file.size();
    }

    /**
     * Saves an entry in its present state; the same state may be saved repeatedly.
     *
     * @return completes when the operating system has the entry; fails with an {@link IOException}, or with a
     *     {@link java.nio.file.NoSuchFileException} if the build's directory was deleted
     */
    public CompletableFuture<Long> keep(HistoryEntry entry) {
        return file.lines.append(entry, false);
    }

    /** Returns each entry in its last state, in the order in which the entries were first saved. */
    public List<HistoryEntry> entries() throws IOException {
        var byId = new LinkedHashMap<String, HistoryEntry>();
        for (HistoryEntry entry : file.read()) {
            if (entry.id() != null) {
                byId.merge(entry.id(), entry, HistoryEntry::or);
            }
        }
        return List.copyOf(byId.values());
    }

    public Optional<HistoryEntry> entry(String id) throws IOException {
        return entries().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
}
