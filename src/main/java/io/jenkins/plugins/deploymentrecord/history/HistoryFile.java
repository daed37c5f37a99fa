package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a build's or a job's history, as values of one type. */
public final class HistoryFile<T> {

    /** Below the directory of a build or a job. */
    public static final String NAME = "deployment-records.jsonl";

    private static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    final JsonLineFile lines;
    private final ObjectReader reader;

    HistoryFile(LineWriter writer, Path directory, Class<T> type) {
        lines = writer.file(directory.resolve(NAME), VERSION, false, JsonLineFile.Events.NONE);
        reader = JSON.readerFor(type);
    }

    boolean exists() {
        return Files.exists(lines.path());
    }

    /** In bytes; 0 if there is no file. */
    long size() throws IOException {
        try {
            return Files.size(lines.path());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    List<T> read() throws IOException {
        return values(lines.read());
    }

    /** Without the lines that are of another type. */
    List<T> values(List<ObjectNode> read) {
        var values = new ArrayList<T>();
        for (ObjectNode line : read) {
            try {
                values.add(reader.readValue(line));
            } catch (JsonProcessingException e) {
                // a value that this version does not know; the line stays in the file
                continue;
            } catch (IOException e) {
                throw new AssertionError("a tree is read without a file", e);
            }
        }
        return values;
    }

    /** In bytes. */
    static long size(Object value) {
        try {
            return JSON.writeValueAsBytes(value).length;
        } catch (JsonProcessingException e) {
            throw new AssertionError("an entry is always JSON", e);
        }
    }
}
