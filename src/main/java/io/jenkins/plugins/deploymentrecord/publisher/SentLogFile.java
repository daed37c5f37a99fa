package io.jenkins.plugins.deploymentrecord.publisher;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.delivery.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.delivery.SentLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log in a file below JENKINS_HOME: one JSON line for each change, the last one counts. Handed to the operating system
 * before a call returns, so that it survives the end of the process, though not that of the machine. A line that is added
 * begins with its line break, so that one that was cut short by a full disk spoils none after it. Has no secret.
 */
final class SentLogFile implements SentLog, Closeable {

    private static final Logger LOGGER = Logger.getLogger(SentLogFile.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String NAME = "github-deployment-record-sent.jsonl";

    /** Far longer than a build waits for anything; what is older is dropped when the file is rewritten. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int FEWEST_LINES_BEFORE_REWRITE = 20_000;

    /** One line: a mark of a deployment, or a request or limit of a pace key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(DeploymentKey key, Long confirmed, Long underway, String pace, Long sent, Long limited) {}

    private static final class Requests {
        final Deque<Instant> sent = new ArrayDeque<>();
        Instant limitedUntil;

        boolean isPast(Instant now) {
            Instant last = sent.peekLast();
            return (last == null || last.isBefore(now.minusSeconds(REMEMBERED_SECONDS)))
                    && (limitedUntil == null || limitedUntil.isBefore(now));
        }
    }

    private final Path directory;
    private final Path file;
    private final Map<DeploymentKey, Mark> marks = new HashMap<>();
    private final Map<String, Requests> requests = new HashMap<>();
    /** Null while nothing was appended; opened once, as it is used several times for each record. */
    private OutputStream appending;

    private int lines;
    private int linesBeforeRewrite = FEWEST_LINES_BEFORE_REWRITE;

    /** Reads what there is; a file that cannot be read is like none, and is said in Jenkins' log. */
    SentLogFile(Path directory) {
        this.directory = directory;
        file = directory.resolve(NAME);
        try {
            if (Files.exists(file)) {
                // bytes that are no text are replaced, not an error: they are in a line that is passed over
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(this::read);
            }
            rewrite();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e, () -> Messages.SentLogFile_unreadable(file));
        }
    }

    @Override
    public synchronized Mark mark(DeploymentKey key) {
        return marks.getOrDefault(key, Mark.NONE);
    }

    @Override
    public synchronized void mark(DeploymentKey key, Mark mark) {
        marks.put(key, mark);
        append(new Line(key, mark.confirmed(), mark.underway(), null, null, null));
    }

    @Override
    public synchronized long newestAsked() {
        return marks.values().stream().mapToLong(SentLogFile::newest).max().orElse(0);
    }

    @Override
    public synchronized Usage usage(String paceKey) {
        Requests known = requests.get(paceKey);
        return known == null ? Usage.NONE : new Usage(new ArrayList<>(known.sent), known.limitedUntil);
    }

    @Override
    public synchronized void sent(String paceKey, Instant at) {
        note(paceKey, at);
        append(new Line(null, null, null, paceKey, at.toEpochMilli(), null));
    }

    @Override
    public synchronized void limited(String paceKey, Instant until) {
        limit(paceKey, until);
        append(new Line(null, null, null, paceKey, null, until.toEpochMilli()));
    }

    private void note(String paceKey, Instant at) {
        Deque<Instant> sent = requests.computeIfAbsent(paceKey, key -> new Requests()).sent;
        sent.add(at);
        Instant forgotten = at.minusSeconds(REMEMBERED_SECONDS);
        while (!sent.isEmpty() && sent.peek().isBefore(forgotten)) {
            sent.remove();
        }
    }

    private void limit(String paceKey, Instant until) {
        Requests known = requests.computeIfAbsent(paceKey, key -> new Requests());
        if (known.limitedUntil == null || until.isAfter(known.limitedUntil)) {
            known.limitedUntil = until;
        }
    }

    /** A line that was cut off by the end of the process, or is from a later version, is passed over. */
    private void read(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line.key() != null && line.confirmed() != null && line.underway() != null) {
                marks.put(line.key(), new Mark(line.confirmed(), line.underway()));
            } else if (line.pace() != null && line.sent() != null) {
                note(line.pace(), Instant.ofEpochMilli(line.sent()));
            } else if (line.pace() != null && line.limited() != null) {
                limit(line.pace(), Instant.ofEpochMilli(line.limited()));
            }
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.FINE, e, () -> "passed over in " + file);
        }
    }

    private void append(Line line) {
        try {
            if (++lines > linesBeforeRewrite) {
                rewrite();
            } else {
                if (appending == null) {
                    appending = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                appending.write(('\n' + JSON.writeValueAsString(line)).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out what no longer counts. A new file that takes the old one's place whole. */
    private void rewrite() throws IOException {
        Instant now = Instant.now();
        long oldest = now.minus(KEPT).toEpochMilli();
        marks.values().removeIf(mark -> newest(mark) < oldest);
        requests.values().removeIf(known -> known.isPast(now));
        List<String> text = new ArrayList<>();
        for (var mark : marks.entrySet()) {
            text.add(JSON.writeValueAsString(new Line(
                    mark.getKey(), mark.getValue().confirmed(), mark.getValue().underway(), null, null, null)));
        }
        for (var known : requests.entrySet()) {
            for (Instant at : known.getValue().sent) {
                text.add(JSON.writeValueAsString(new Line(null, null, null, known.getKey(), at.toEpochMilli(), null)));
            }
            if (known.getValue().limitedUntil != null) {
                text.add(JSON.writeValueAsString(new Line(
                        null,
                        null,
                        null,
                        known.getKey(),
                        null,
                        known.getValue().limitedUntil.toEpochMilli())));
            }
        }
        Path fresh = directory.resolve(NAME + ".new");
        Files.createDirectories(directory);
        Files.writeString(fresh, String.join("\n", text));
        close();
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        lines = text.size();
        // however much there is to keep, a rewrite is rare
        linesBeforeRewrite = Math.max(FEWEST_LINES_BEFORE_REWRITE, 2 * lines);
    }

    /** Lets go of the file; what is appended later opens it again. */
    @Override
    public synchronized void close() throws IOException {
        if (appending != null) {
            appending.close();
            appending = null;
        }
    }

    private static long newest(Mark mark) {
        return Math.max(mark.confirmed(), mark.underway());
    }
}
