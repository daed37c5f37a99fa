package io.jenkins.plugins.deploymentrecord.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of a file.
 *
 * @param readable the lines of a known version, without the version
 * @param newer the bytes of each line that a later version of the plugin wrote
 * @param unreadable the bytes of each line that is not a JSON object with a version
 * @param tail the bytes after the last line break, of a line that is still being written or was cut off
 */
record JsonLines(List<ObjectNode> readable, List<byte[]> newer, List<byte[]> unreadable, byte[] tail) {

    private static final String VERSION = "v";
    /** From this number on, lines are parsed in parallel, so that a start with thousands of lines is quick. */
    private static final int MIN_LINES_IN_PARALLEL = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER =
            JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static JsonLines parse(byte[] bytes, int version) {
        var lines = new JsonLines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), tail(bytes));
        List<byte[]> split = split(bytes, bytes.length - lines.tail.length);
        // a complete line without its line break
        if (isReadable(lines.tail)) {
            split.add(lines.tail);
        }
        List<ObjectNode> objects = (split.size() < MIN_LINES_IN_PARALLEL ? split.stream() : split.parallelStream())
                .map(JsonLines::object)
                .collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < split.size(); i++) {
            lines.add(split.get(i), objects.get(i), version);
        }
        return lines;
    }

    /** Returns the lines before the offset {@code end}, without their line breaks. */
    private static List<byte[]> split(byte[] bytes, int end) {
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    /** Returns the bytes after the last line break. */
    static byte[] tail(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOfRange(bytes, end, bytes.length);
    }

    /** Whether the line is a JSON object with a version. */
    static boolean isReadable(byte[] line) {
        return object(line) != null;
    }

    /** @param object null for a line that cannot be read */
    private void add(byte[] line, ObjectNode object, int version) {
        if (object == null) {
            if (!new String(line, StandardCharsets.UTF_8).isBlank()) {
                unreadable.add(line);
            }
        } else if (object.get(VERSION).intValue() > version) {
            newer.add(line);
        } else {
            object.remove(VERSION);
            readable.add(object);
        }
    }

    private static ObjectNode object(byte[] line) {
        try {
            return READER.readTree(line) instanceof ObjectNode object
                            && object.path(VERSION).isInt()
                    ? object
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Formats the lines as JSON, each with its version and a line break. */
    static byte[] format(List<?> lines, int version) {
        var bytes = new ByteArrayOutputStream(lines.size() * 512);
        try {
            for (Object line : lines) {
                byte[] json = JSON.writeValueAsBytes(line);
                bytes.writeBytes(("{\"" + VERSION + "\":" + version + (json.length > 2 ? "," : ""))
                        .getBytes(StandardCharsets.UTF_8));
                bytes.write(json, 1, json.length - 1);
                bytes.write('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    /** Joins raw lines, each with a line break. */
    static byte[] join(List<byte[]> lines) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
