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
 * The bytes of a file, line by line.
 *
 * @param readable the lines of a version that is known, without the version
 * @param newer the bytes of each line that a later version wrote
 * @param unreadable the bytes of each line that is no JSON object with a version
 * @param tail the bytes after the last line break: being written just now, or cut off
 */
record JsonLines(List<ObjectNode> readable, List<byte[]> newer, List<byte[]> unreadable, byte[] tail) {

    private static final String VERSION = "v";
    /** So that a start with thousands of lines is quick. */
    private static final int MIN_LINES_IN_PARALLEL = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER =
            JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static JsonLines parse(byte[] bytes, int version) {
        var lines = new JsonLines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), tail(bytes));
        List<byte[]> split = split(bytes, bytes.length - lines.tail.length);
        // whole, but for its line break
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

    /** The lines that end before the given byte, without their line breaks. */
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

    /** The bytes after the last line break. */
    static byte[] tail(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOfRange(bytes, end, bytes.length);
    }

    /** Whether the bytes are one JSON object that has a version. */
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

    /** The lines' bytes, each line with its version and its line break. */
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
            throw new IllegalArgumentException("not fit for JSON", e);
        }
        return bytes.toByteArray();
    }

    /** The bytes of raw lines, each with its line break. */
    static byte[] join(List<byte[]> lines) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
