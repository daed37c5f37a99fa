package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file of JSON documents, each on a line of its own. Every line begins with its line break, so that a line that was
 * cut short, by a full disk or the end of the machine, spoils none after it.
 *
 * <p>Any number of threads and objects of one process may use the same file.
 */
final class JsonLines<T> {

    private static final Logger LOGGER = Logger.getLogger(JsonLines.class.getName());

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    /** Which file has which lock is left to chance, so that there need not be one for each file ever used. */
    private static final Object[] LOCKS = new Object[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new Object();
        }
    }

    private final Path file;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonLines(Path file, Class<T> type) {
        this.file = file.toAbsolutePath();
        reader = JSON.readerFor(type);
        writer = JSON.writerFor(type);
    }

    /** To be held by whoever reads in order to write. */
    Object lock() {
        return LOCKS[Math.floorMod(file.hashCode(), LOCKS.length)];
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Handed to the operating system before the call returns.
     *
     * @return the file's size, in bytes
     */
    long append(T value) throws IOException {
        byte[] line = line(value);
        synchronized (lock()) {
            try (var out = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var bytes = ByteBuffer.wrap(line);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                return out.size();
            }
        }
    }

    /** @return in the order of writing, without what is no document of this type; empty where there is no file */
    List<T> read() throws IOException {
        byte[] bytes;
        try {
            synchronized (lock()) {
                bytes = Files.readAllBytes(file);
            }
        } catch (NoSuchFileException e) {
            return new ArrayList<>();
        }
        var values = new ArrayList<T>();
        // bytes that are no text are replaced, not an error: they are in a line that is passed over
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    try {
                        values.add(reader.readValue(line));
                    } catch (JsonProcessingException e) {
                        LOGGER.log(Level.FINE, e, () -> "passed over in " + file);
                    }
                });
        return values;
    }

    /** Puts a new file in the place of the old one, whole. */
    void replace(List<T> values) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        synchronized (lock()) {
            try (var out = Files.newOutputStream(fresh)) {
                for (T value : values) {
                    out.write(line(value));
                }
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** What a value takes in the file, in bytes. */
    int size(T value) throws IOException {
        return line(value).length;
    }

    private byte[] line(T value) throws IOException {
        return ('\n' + writer.writeValueAsString(value)).getBytes(StandardCharsets.UTF_8);
    }
}
