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
 * What the builds of one job recorded, in one file of bounded size beside the job's others, so that a page reads that
 * alone, and no build. It outlives the builds: what runs does not stop when its build is deleted.
 */
public final class JobHistory {

    /** In bytes; a longer file is cut down. */
    static final long MAX_FILE = 2 << 20;
    /** In bytes each, for the records that tell the present state and for the latest of all. */
    static final long MAX_PART = 512 << 10;
    /** In bytes. A longer entry is dropped when the file is cut down: it would push all others out. */
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

    /** @param directory the job's; nothing is read or written yet */
    public JobHistory(LineWriter writer, Path directory) {
        file = new HistoryFile<>(writer, directory, Entry.class);
    }

    /**
     * A record in its last state, and the build that it is of.
     *
     * @param build its number
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

    /** A build number can be handed out twice after a kill, so it names no request alone. */
    public record Name(int build, String id, SequenceNumber number) {

        public static Name of(int build, HistoryEntry record) {
            return new Name(build, record.id(), record.number());
        }
    }

    /**
     * What is known to run somewhere, or to run there no more.
     *
     * @param current the record that GitHub has, as far as this job tells
     * @param replaced the record of this job that GitHub had before; null if none is known
     */
    public record Deployed(Entry current, Entry replaced) {}

    /**
     * All that is kept.
     *
     * @param deployed the present state, by environments, cluster and name
     * @param entries the latest first
     */
    public record Contents(List<Deployed> deployed, List<Entry> entries) {}

    /** Whether anything was ever recorded. */
    public boolean exists() {
        return file.exists();
    }

    /**
     * Keeps an entry of a build in its present state; the same state may come again.
     *
     * @return completes when the operating system has it; fails with an {@link IOException}; with a {@link
     *     java.nio.file.NoSuchFileException} if the job's directory is
     *     gone
     */
    public CompletableFuture<Long> keep(int build, HistoryEntry record) {
        return file.lines
                .append(new Entry(build, record.withoutEvents()), false)
                .thenCompose(size -> size > MAX_FILE
                        ? file.lines.rewriteIfLonger(MAX_FILE, this::shorten)
                        : CompletableFuture.completedFuture(size));
    }

    /** The names of the entries that are kept, in whatever state. */
    public Set<Name> names() throws IOException {
        return lastStates(file.read()).stream().map(Entry::name).collect(Collectors.toSet());
    }

    public Contents contents() throws IOException {
        List<Entry> entries = lastStates(file.read());
        return new Contents(List.copyOf(deployed(entries).values()), List.copyOf(entries.reversed()));
    }

    /** In the order in which they came to their states, each entry once. */
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

    /** GitHub keeps the record that was requested last, whenever its answer came. */
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

    /** The file's content after it was cut down: the present state, and the latest entries. */
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
