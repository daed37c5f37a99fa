package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The newest accepted and the newest confirmed record of each key, in a file that other rooms read. The newest confirmed
 * number is the key's watermark: an entry with a smaller number is superseded, whenever it is accepted.
 */
final class KeyStates {

    /** The keys that changed last are kept. */
    static final int MAX_KEYS = 50_000;

    private static final int MIN_LINES_BEFORE_REWRITE = 20_000;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The newest confirmed entry of a key, as memory has it. */
    private record Confirmed(SequenceNumber number, String id) {}

    private final JsonLineFile file;
    private final Map<DeploymentKey, SequenceNumber> accepted = new HashMap<>();
    private final Map<DeploymentKey, Confirmed> confirmed = new HashMap<>();
    private int lines;

    /** Reads the file. */
    KeyStates(JsonLineFile file) throws IOException {
        this.file = file;
        for (ObjectNode line : file.read()) {
            lines++;
            try {
                load(line);
            } catch (RuntimeException e) {
                // edited by hand: without it the key's next record tells its state again
            }
        }
    }

    /** Takes only the fields that memory needs, as a start with thousands of keys must not take long. */
    private void load(ObjectNode line) {
        if (line.get("accepted") instanceof ObjectNode entry) {
            accepted.merge(key(entry), number(entry), BinaryOperator.maxBy(Comparator.naturalOrder()));
        }
        if (line.get("confirmed") instanceof ObjectNode entry) {
            confirmed.merge(
                    key(entry),
                    new Confirmed(number(entry), entry.path("id").textValue()),
                    (old, read) -> old.number.compareTo(read.number) > 0 ? old : read);
        }
    }

    private static DeploymentKey key(ObjectNode entry) {
        JsonNode destination = entry.path("destination");
        return DeploymentKey.of(
                destination.path("apiUrl").textValue(),
                destination.path("organization").textValue(),
                entry.path("body"));
    }

    private static SequenceNumber number(ObjectNode entry) {
        return SequenceNumber.parse(entry.path("number").textValue());
    }

    /** For any thread. */
    static List<KeyState> read(JsonLineFile file) throws IOException {
        return newestOf(file.read());
    }

    private static List<KeyState> newestOf(List<ObjectNode> lines) {
        var states = new LinkedHashMap<DeploymentKey, KeyState>();
        for (ObjectNode line : lines) {
            try {
                KeyState read = JSON.treeToValue(line, KeyState.class);
                KeyState old = states.remove(read.key());
                states.put(read.key(), old == null ? read : old.with(read));
            } catch (JsonProcessingException | RuntimeException e) {
                // edited by hand: without it the key's next record tells its state again
            }
        }
        var newest = new ArrayList<>(states.values());
        return newest.subList(Math.max(0, newest.size() - MAX_KEYS), newest.size());
    }

    /** The largest number that is known. */
    SequenceNumber newest() {
        return Stream.concat(
                        accepted.values().stream(), confirmed.values().stream().map(Confirmed::number))
                .max(SequenceNumber::compareTo)
                .orElse(SequenceNumber.NONE);
    }

    /** Whether GitHub confirmed a record of the key that is newer. */
    boolean isSuperseded(OutboxEntry entry) {
        Confirmed newest = confirmed.get(entry.key());
        return newest != null && newest.number.compareTo(entry.number()) > 0;
    }

    /** Whether GitHub confirmed this very entry, and the process was killed before the journal had it. */
    boolean isConfirmed(OutboxEntry entry) {
        return new Confirmed(entry.number(), entry.id()).equals(confirmed.get(entry.key()));
    }

    /** Need not be forced: after a crash the journal still has the entry. */
    void accepted(OutboxEntry entry) {
        SequenceNumber old = accepted.getOrDefault(entry.key(), SequenceNumber.NONE);
        if (entry.number().compareTo(old) > 0) {
            accepted.put(entry.key(), entry.number());
            append(new KeyState(entry, null));
        }
    }

    /** {@link GroupCommit} forces it before the journal forgets the entry. */
    void confirmed(OutboxEntry entry) {
        if (!isSuperseded(entry)) {
            confirmed.put(entry.key(), new Confirmed(entry.number(), entry.id()));
            append(new KeyState(null, entry));
        }
    }

    private void append(KeyState line) {
        file.append(line, false);
        if (++lines > Math.max(MIN_LINES_BEFORE_REWRITE, 4 * accepted.size())) {
            lines = 0;
            file.rewrite(KeyStates::newestOf);
        }
    }
}
