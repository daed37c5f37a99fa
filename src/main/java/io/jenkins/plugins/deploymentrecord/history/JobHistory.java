package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.deploymentrecord.delivery.DeploymentKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the builds of one job recorded, in one file of bounded size beside the job's others, so that a page reads that
 * alone, and no build. It outlives the builds: what runs does not stop when its build is deleted.
 */
public final class JobHistory {

    /** Below the job's directory. */
    public static final String FILE = "deployment-records.jsonl";

    /** In bytes; a longer file is cut down. */
    static final long LONGEST_FILE = 2 << 20;
    /** In bytes each, for the records that tell the present state and for the latest of all. */
    static final long LONGEST_PART = 512 << 10;
    /** In bytes. A longer entry is dropped when the file is cut down: it would push all others out. */
    static final int MAX_ENTRY = 128 << 10;

    private final JsonLines<Entry> lines;

    /** @param directory the job's; nothing is read or written yet */
    public JobHistory(Path directory) {
        lines = new JsonLines<>(directory.resolve(FILE), Entry.class);
    }

    /**
     * A record in its last state, and the build that it is of.
     *
     * @param build its number
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(int build, KeptRecord record) {}

    /**
     * What is known to run somewhere, or to run there no more.
     *
     * @param current the record that GitHub has, as far as this job tells
     * @param replaced the record of this job that GitHub had before; null where none is known
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
        return lines.exists();
    }

    /** Takes the place of an earlier one of the same build with the same id. */
    public void keep(int build, KeptRecord record) throws IOException {
        if (lines.append(new Entry(build, record.withoutAttempts())) > LONGEST_FILE) {
            shorten();
        }
    }

    public Contents contents() throws IOException {
        List<Entry> entries = entries();
        return new Contents(List.copyOf(deployed(entries).values()), List.copyOf(entries.reversed()));
    }

    /** In the order in which they came to their states, each once. */
    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        var positions = new LinkedHashMap<String, Integer>();
        for (Entry entry : lines.read()) {
            if (entry.record() == null || entry.record().id() == null) {
                continue;
            }
            String name = entry.build() + "/" + entry.record().id();
            Integer before = positions.put(name, entries.size());
            if (before != null) {
                entries.set(before, null);
            }
            entries.add(entry);
        }
        entries.removeIf(Objects::isNull);
        return entries;
    }

    /** As GitHub takes the latest asked for, whenever it ended, so does this. */
    private static Map<DeploymentKey, Deployed> deployed(List<Entry> entries) {
        var deployed = new TreeMap<DeploymentKey, Deployed>(BY_PLACE);
        entries.stream()
                .filter(entry -> entry.record().state() == KeptRecord.State.RECORDED)
                .sorted(Comparator.comparingLong(entry -> entry.record().askedAt()))
                .forEach(entry -> entry.record()
                        .key()
                        .ifPresent(key -> deployed.merge(
                                key, new Deployed(entry, null), (old, now) -> new Deployed(entry, old.current()))));
        return deployed;
    }

    private static final Comparator<DeploymentKey> BY_PLACE = Comparator.comparing(DeploymentKey::logicalEnvironment)
            .thenComparing(DeploymentKey::physicalEnvironment)
            .thenComparing(DeploymentKey::cluster)
            .thenComparing(DeploymentKey::deploymentName)
            .thenComparing(DeploymentKey::organization)
            .thenComparing(DeploymentKey::apiUrl);

    private void shorten() throws IOException {
        synchronized (lines.lock()) {
            List<Entry> entries = entries();
            var present = new ArrayList<Entry>();
            deployed(entries).values().stream()
                    .sorted(Comparator.comparingLong(
                            (Deployed deployed) -> deployed.current().record().askedAt()))
                    .forEach(deployed -> {
                        if (deployed.replaced() != null) {
                            present.add(deployed.replaced());
                        }
                        present.add(deployed.current());
                    });
            var kept = new TreeSet<Integer>();
            keepLast(present, entries, kept);
            keepLast(entries, entries, kept);
            lines.replace(kept.stream().map(entries::get).toList());
        }
    }

    /** Adds the places in {@code entries} of as many of {@code wanted} as may be kept, from the last one on. */
    private void keepLast(List<Entry> wanted, List<Entry> entries, TreeSet<Integer> kept) throws IOException {
        var places = new IdentityHashMap<Entry, Integer>();
        for (int i = 0; i < entries.size(); i++) {
            places.put(entries.get(i), i);
        }
        long size = 0;
        for (Entry entry : wanted.reversed()) {
            int length = lines.size(entry);
            if (length > MAX_ENTRY) {
                continue;
            }
            size += length;
            if (size > LONGEST_PART) {
                return;
            }
            kept.add(places.get(entry));
        }
    }
}
