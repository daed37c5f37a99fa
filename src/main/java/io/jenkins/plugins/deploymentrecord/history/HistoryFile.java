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

/** The file of a build's or a job's history, whose lines are values of type {@code T}. */
public final class HistoryFile<T> {

    /** The file's name in the directory of a build or a job. */
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

    /** Returns the size of the file in bytes; 0 if the file does not exist. */
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

    /** Parses the lines; leaves out lines that are not of type {@code T}. */
    List<T> values(List<ObjectNode> read) {
        var values = new ArrayList<T>();
        for (ObjectNode line : read) {
            try {
                values.add(reader.readValue(line));
            } catch (JsonProcessingException e) {
                // this version of the plugin does not know the value; the line stays in the file
                continue;
            } catch (IOException e) {
                throw new AssertionError("reading a tree needs no input or output", e);
            }
        }
        return values;
    }

    /** Returns the size of the value as JSON, in bytes. */
    static long size(Object value) {
        try {
            return JSON.writeValueAsBytes(value).length;
        } catch (JsonProcessingException e) {
            throw new AssertionError("every entry can be written as JSON", e);
        }
    }
}
