package io.jenkins.plugins.deploymentrecord.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What one build recorded, in a file of its own beside the build's others: it is deleted with them. */
public final class BuildHistory {

    /** Below the build's directory. */
    public static final String FILE = "deployment-records.jsonl";

    private final JsonLines<KeptRecord> lines;

    /** @param directory the build's; nothing is read or written yet */
    public BuildHistory(Path directory) {
        lines = new JsonLines<>(directory.resolve(FILE), KeptRecord.class);
    }

    /** Whether the build has a file of records. */
    public boolean exists() {
        return lines.exists();
    }

    /** Takes the place of an earlier one with the same id. */
    public void keep(KeptRecord record) throws IOException {
        lines.append(record);
    }

    /** @return each in its last state, in the order in which they were first kept */
    public List<KeptRecord> records() throws IOException {
        var byId = new LinkedHashMap<String, KeptRecord>();
        for (KeptRecord record : lines.read()) {
            if (record.id() != null) {
                byId.put(record.id(), record);
            }
        }
        return List.copyOf(byId.values());
    }

    public Optional<KeptRecord> record(String id) throws IOException {
        return records().stream().filter(record -> record.id().equals(id)).findFirst();
    }
}
