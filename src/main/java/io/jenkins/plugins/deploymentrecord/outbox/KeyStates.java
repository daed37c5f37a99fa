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
 * confirmed record is the key's watermark: an entry with a smaller number is superseded, whenever it is accepted. For the
 * outbox's thread.
 */
final class KeyStates {

    /** The keys that changed last are kept. */
    static final int MAX_KEYS = 100_000;

    private static final int MIN_LINES_BEFORE_REWRITE = 20_000;
    private static final ObjectReader LINE = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(Line.class);

    /** A line: exactly one field is not null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(KeyRecord record, Journal.Moved moved, Long completeSince) {}

    private final JsonLineFile file;
    /** The key that changed last is last. */
    private final SequencedMap<DeploymentKey, KeyState> states = new LinkedHashMap<>();
    /** See {@link KeyIndex}. */
    private long completeSince;
    /** Of the file, at most. */
    private int lines;

    /** Reads the file. */
    KeyStates(JsonLineFile file) throws IOException {
        this.file = file;
        List<ObjectNode> nodes = file.read();
        lines = nodes.size();
        // on all cores, as there may be thousands
        nodes.parallelStream()
                .map(KeyStates::line)
                .filter(Objects::nonNull)
                .toList()
                .forEach(this::load);
    }

    /** Null for a line that was edited by hand: without it the key's next record tells its state again. */
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

    /** @return whether that changed the key's state */
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

    /** The largest number that is known. */
    SequenceNumber newest() {
        return states.values().stream()
                .map(state -> state.newest().entry().number())
                .max(SequenceNumber::compareTo)
                .orElse(SequenceNumber.NONE);
    }

    /** The states of the keys that match. */
    KeyIndex index(Predicate<DeploymentKey> which) {
        return new KeyIndex(
                states.values().stream()
                        .filter(state -> which.test(state.key()))
                        .toList(),
                completeSince);
    }

    /** The newest entries of keys that failed, but for those of which the histories did not know all. */
    Stream<OutboxEntry> failures() {
        return states.values().stream()
                .map(KeyState::newest)
                .filter(record -> !record.isWaiting() && record.kind().isFailure())
                .map(KeyRecord::entry)
                .filter(entry -> !entry.destination().credentialsId().isEmpty());
    }

    /** Whether GitHub confirmed a record of the key that is newer. */
    boolean isSuperseded(OutboxEntry entry) {
        KeyRecord confirmed = confirmed(entry);
        return confirmed != null && confirmed.entry().number().compareTo(entry.number()) > 0;
    }

    /** Whether GitHub confirmed this very entry, and the process was killed before the journal had it. */
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

    /** Need not be forced: after a crash the journal still has the entry. */
    void accepted(OutboxEntry entry) {
        KeyState state = states.get(entry.key());
        boolean isKnown = state != null
                && state.newest().isWaiting()
                && state.newest().entry().id().equals(entry.id());
        if (!isKnown && !isConfirmed(entry)) {
            append(KeyRecord.waiting(entry));
        }
    }

    /** {@link GroupCommit} forces it before the journal forgets the entry. */
    void ended(OutboxEntry entry, EntryResult result) {
        append(KeyRecord.ended(entry, result));
    }

    /** A job or folder was renamed or moved. */
    void moved(Journal.Moved moved) {
        states.replaceAll((key, state) -> state.moved(moved));
        append(new Line(null, moved, null));
    }

    /**
     * Takes records from the histories, for keys whose newer records are not known.
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

    /** Writes the file anew. */
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
