package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The deployment records of a job's builds, in a file of limited size in the job's directory, so that a page reads only
 * this file and loads no builds. The records outlive their builds, because a deployment goes on running when its build
 * is deleted.
 */
public final class JobHistory {

    /** In bytes; a longer file is shortened. */
    static final long MAX_FILE = 2 << 20;
    /**
     * In bytes; the limit for the records of the present state, and the limit for the latest records, in a shortened
     * file.
     */
    static final long MAX_PART = 512 << 10;
    /** In bytes; a longer entry is dropped when the file is shortened, as it would leave no space for other entries. */
    static final int MAX_ENTRY = 128 << 10;

    private static final Comparator<DeploymentKey> BY_PLACE = Comparator.comparing(DeploymentKey::logicalEnvironment)
            .thenComparing(DeploymentKey::physicalEnvironment)
            .thenComparing(DeploymentKey::cluster)
            .thenComparing(DeploymentKey::deploymentName)
            .thenComparing(DeploymentKey::organization)
            .thenComparing(DeploymentKey::apiUrl);

    private static final Comparator<Entry> BY_NUMBER = Comparator.comparing(
            entry -> entry.record().number(), Comparator.nullsFirst(Comparator.<SequenceNumber>naturalOrder()));

    private final HistoryFile<Entry> file;

    /** @param directory the job's directory; nothing is read or written yet */
    public JobHistory(LineWriter writer, Path directory) {
        file = new HistoryFile<>(writer, directory, Entry.class);
    }

    /**
     * A record in its last state, and its build.
     *
     * @param build the build's number
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(int build, HistoryEntry record) {

        private Name name() {
            return Name.of(build, record);
        }

        private Entry or(Entry later) {
            return new Entry(build, record.or(later.record));
        }
    }

    /**
     * Identifies an entry of a job. The build's number is not enough, because a number can be assigned twice after a
     * kill.
     */
    public record Name(int build, String id, SequenceNumber number) {

        public static Name of(int build, HistoryEntry record) {
            return new Name(build, record.id(), record.number());
        }
    }

    /**
     * The present state of a deployment.
     *
     * @param current the record that GitHub has, if no other job changed it
     * @param replaced the record of this job that GitHub had before; null if not known
     */
    public record Deployed(Entry current, Entry replaced) {}

    /**
     * The contents of the file.
     *
     * @param deployed the present state of each deployment, sorted by environments, cluster and name
     * @param entries the latest first
     */
    public record Contents(List<Deployed> deployed, List<Entry> entries) {}

    /** Whether the job has a file of records. */
    public boolean exists() {
        return file.exists();
    }

    /**
     * Saves an entry of a build in its present state; the same state may be saved repeatedly.
     *
     * @return completes when the operating system has the entry; fails with an {@link IOException}, or with a
     *     {@link java.nio.file.NoSuchFileException} if the job's directory was deleted
     */
    public CompletableFuture<Long> keep(int build, HistoryEntry record) {
        return file.lines
                .append(new Entry(build, record.withoutEvents()), false)
                .thenCompose(size -> size > MAX_FILE
                        ? file.lines.rewriteIfLonger(MAX_FILE, this::shorten)
                        : CompletableFuture.completedFuture(size));
    }

    /** Returns the names of all entries, in any state. */
    public Set<Name> names() throws IOException {
        return lastStates(file.read()).stream().map(Entry::name).collect(Collectors.toSet());
    }

    public Contents contents() throws IOException {
        List<Entry> entries = lastStates(file.read());
        return new Contents(List.copyOf(deployed(entries).values()), List.copyOf(entries.reversed()));
    }

    /** Returns each entry once, in its last state, in the order in which the entries reached their states. */
    private static List<Entry> lastStates(List<Entry> lines) {
        var byName = new LinkedHashMap<Name, Entry>();
        for (Entry line : lines) {
            if (line.record() != null && line.record().id() != null) {
                Entry before = byName.remove(line.name());
                byName.put(line.name(), before == null ? line : before.or(line));
            }
        }
        return List.copyOf(byName.values());
    }

    /**
     * Returns the present state of each deployment. GitHub keeps the record that was requested last, even if an earlier
     * request is answered later.
     */
    private static Map<DeploymentKey, Deployed> deployed(List<Entry> entries) {
        var deployed = new TreeMap<DeploymentKey, Deployed>(BY_PLACE);
        entries.stream()
                .filter(entry -> entry.record().state() == HistoryEntry.State.RECORDED)
                .sorted(BY_NUMBER)
                .forEach(entry -> entry.record()
                        .key()
                        .ifPresent(key -> deployed.merge(
                                key, new Deployed(entry, null), (old, now) -> new Deployed(entry, old.current()))));
        return deployed;
    }

    /** Returns the lines of the shortened file: the present state and the latest entries. */
    private List<Entry> shorten(List<ObjectNode> lines) {
        List<Entry> entries = lastStates(file.values(lines));
        var present = new ArrayList<Entry>();
        deployed(entries).values().stream()
                .sorted(Comparator.comparing(Deployed::current, BY_NUMBER))
                .forEach(deployed -> {
                    if (deployed.replaced() != null) {
                        present.add(deployed.replaced());
                    }
                    present.add(deployed.current());
                });
        var places = new LinkedHashMap<Name, Integer>();
        entries.forEach(entry -> places.put(entry.name(), places.size()));
        var kept = new TreeSet<Integer>();
        for (List<Entry> wanted : List.of(present, entries)) {
            long size = 0;
            for (Entry entry : wanted.reversed()) {
                long length = HistoryFile.size(entry);
                if (length > MAX_ENTRY) {
                    continue;
                }
                size += length;
                if (size > MAX_PART) {
                    break;
                }
                kept.add(places.get(entry.name()));
            }
        }
        return kept.stream().map(entries::get).toList();
    }
}
