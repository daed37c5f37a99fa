package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The newest accepted and the newest confirmed record of each key, in memory and in a file. The number of the newest
 * confirmed record is the key's watermark: an entry with a smaller number is superseded even if it is accepted later.
 * For the outbox's thread.
 */
final class KeyStates {

    /** If there are more keys, the keys that changed least recently are dropped. */
    static final int MAX_KEYS = 100_000;

    private static final int MIN_LINES_BEFORE_REWRITE = 20_000;
    private static final ObjectReader LINE = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(Line.class);

    /** A line of the file: exactly one field is not null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(KeyRecord record, Journal.Moved moved, Long completeSince) {}

    private final JsonLineFile file;
    /** In the order of the last changes, the most recent change last. */
    private final SequencedMap<DeploymentKey, KeyState> states = new LinkedHashMap<>();
    /** See {@link KeyIndex}. */
    private long completeSince;
    /** The maximum number of lines in the file. */
    private int lines;

    /** Reads the file. */
    KeyStates(JsonLineFile file) throws IOException {
        this.file = file;
        List<ObjectNode> nodes = file.read();
        lines = nodes.size();
        // on all cores, as there may be thousands of lines
        nodes.parallelStream()
                .map(KeyStates::line)
                .filter(Objects::nonNull)
                .toList()
                .forEach(this::load);
    }

    /**
     * Returns null for an invalid line, such as a line that was edited by hand; the key's next record replaces its
     * state.
     */
    private static Line line(ObjectNode node) {
        try {
            return LINE.readValue(node);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private void load(Line line) {
        if (line.record != null) {
            put(line.record);
        } else if (line.moved != null) {
            states.replaceAll((key, state) -> state.moved(line.moved));
        } else if (line.completeSince != null) {
            completeSince = line.completeSince;
        }
    }

    /** @return whether the key's state changed */
    private boolean put(KeyRecord record) {
        DeploymentKey key = record.entry().key();
        KeyState old = states.get(key);
        KeyState changed = KeyState.with(old, record);
        if (changed == old) {
            return false;
        }
        states.remove(key);
        states.put(key, changed);
        if (states.size() > MAX_KEYS) {
            states.pollFirstEntry();
        }
        return true;
    }

    /** Returns the largest known number. */
    SequenceNumber newest() {
        return states.values().stream()
                .map(state -> state.newest().entry().number())
                .max(SequenceNumber::compareTo)
                .orElse(SequenceNumber.NONE);
    }

    /** Returns the states of the keys that match the filter. */
    KeyIndex index(Predicate<DeploymentKey> filter) {
        return new KeyIndex(
                states.values().stream()
                        .filter(state -> filter.test(state.key()))
                        .toList(),
                completeSince);
    }

    /**
     * Returns the newest entries of keys if they failed, except for entries that were restored incompletely from the
     * histories.
     */
    Stream<OutboxEntry> failures() {
        return states.values().stream()
                .map(KeyState::newest)
                .filter(record -> !record.isWaiting() && record.kind().isFailure())
                .map(KeyRecord::entry)
                .filter(entry -> !entry.destination().credentialsId().isEmpty());
    }

    /** Whether GitHub confirmed a newer record of the entry's key. */
    boolean isSuperseded(OutboxEntry entry) {
        KeyRecord confirmed = confirmed(entry);
        return confirmed != null && confirmed.entry().number().compareTo(entry.number()) > 0;
    }

    /**
     * Whether GitHub confirmed this entry before the process was killed, so that the journal does not have the result.
     */
    boolean isConfirmed(OutboxEntry entry) {
        KeyRecord confirmed = confirmed(entry);
        return confirmed != null
                && confirmed.entry().number().equals(entry.number())
                && confirmed.entry().id().equals(entry.id());
    }

    private KeyRecord confirmed(OutboxEntry entry) {
        KeyState state = states.get(entry.key());
        return state == null ? null : state.confirmed();
    }

    /** Writes an accepted entry, without forcing the file: after a crash the journal still has the entry. */
    void accepted(OutboxEntry entry) {
        KeyState state = states.get(entry.key());
        boolean isKnown = state != null
                && state.newest().isWaiting()
                && state.newest().entry().id().equals(entry.id());
        if (!isKnown && !isConfirmed(entry)) {
            append(KeyRecord.waiting(entry));
        }
    }

    /** Writes the result of an entry; {@link GroupCommit} forces the file before the journal drops the entry. */
    void ended(OutboxEntry entry, EntryResult result) {
        append(KeyRecord.ended(entry, result));
    }

    /** Called after a job or folder was renamed or moved. */
    void moved(Journal.Moved moved) {
        states.replaceAll((key, state) -> state.moved(moved));
        append(new Line(null, moved, null));
    }

    /**
     * Adds records from the histories if they are newer than the known records of their keys.
     *
     * @param completeSince 0 if more records follow
     */
    void restore(List<KeyRecord> records, long completeSince) {
        for (KeyRecord record : records) {
            KeyState state = states.get(record.entry().key());
            boolean isNews = state == null
                    || record.isNewerThan(state.newest())
                    || record.isConfirmed() && record.isNewerThan(state.confirmed());
            if (isNews) {
                append(record);
            }
        }
        if (completeSince != 0) {
            this.completeSince = completeSince;
            append(new Line(null, null, completeSince));
        }
    }

    /** Rewrites the file. */
    void rewrite() {
        var content = new ArrayList<Line>();
        if (completeSince != 0) {
            content.add(new Line(null, null, completeSince));
        }
        states.values().stream()
                .flatMap(state -> state.confirmed() == null || state.confirmed() == state.newest()
                        ? Stream.of(state.newest())
                        : Stream.of(state.confirmed(), state.newest()))
                .forEach(record -> content.add(new Line(record, null, null)));
        lines = content.size();
        file.rewrite(old -> content);
    }

    private void append(KeyRecord record) {
        if (put(record)) {
            append(new Line(record, null, null));
        }
    }

    private void append(Line line) {
        file.append(line, false);
        if (++lines > Math.max(MIN_LINES_BEFORE_REWRITE, 4 * states.size())) {
            rewrite();
        }
    }
}
