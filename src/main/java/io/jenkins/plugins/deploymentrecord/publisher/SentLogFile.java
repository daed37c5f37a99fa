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
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
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
    private static final int LINES_UNTIL_CATCHING_UP = 100;

    /** One line: a mark of a deployment, a request or limit of a pace key, or a number that was given out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            DeploymentKey key, Long confirmed, Long underway, String pace, Long sent, Long limited, Long asked) {

        static Line mark(DeploymentKey key, Mark mark) {
            return new Line(key, mark.confirmed(), mark.underway(), null, null, null, null);
        }

        static Line sent(String pace, Instant at) {
            return new Line(null, null, null, pace, at.toEpochMilli(), null, null);
        }

        static Line limited(String pace, Instant until) {
            return new Line(null, null, null, pace, null, until.toEpochMilli(), null);
        }

        static Line asked(long number) {
            return new Line(null, null, null, null, null, null, number);
        }
    }

    private static final class Requests {
        final Deque<Instant> sent = new ArrayDeque<>();
        Instant limitedUntil;

        boolean isPast(Instant now) {
            Instant last = sent.peekLast();
            return (last == null || last.isBefore(now.minusSeconds(REMEMBERED_SECONDS)))
                    && (limitedUntil == null || limitedUntil.isBefore(now) || limitedUntil.isAfter(now.plus(KEPT)));
        }
    }

    private final Path directory;
    private final Path file;
    private final Map<DeploymentKey, Mark> marks = new HashMap<>();
    private final Map<String, Requests> requests = new HashMap<>();
    private long asked;
    /** Null while nothing was appended; opened once, as it is used several times for each record. */
    private OutputStream appending;

    /** Something could not be written, so that the file has to be rewritten to have it. */
    private boolean behind;

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
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> Messages.SentLogFile_unreadable(file));
            return;
        }
        shorten();
    }

    @Override
    public synchronized Mark mark(DeploymentKey key) {
        return marks.getOrDefault(key, Mark.NONE);
    }

    @Override
    public synchronized void mark(DeploymentKey key, Mark mark) {
        marks.put(key, mark);
        append(Line.mark(key, mark));
    }

    @Override
    public synchronized void asked(long number) {
        asked = Math.max(asked, number);
        append(Line.asked(number));
    }

    @Override
    public synchronized long newestAsked() {
        return Math.max(asked, newestMark());
    }

    private long newestMark() {
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
        append(Line.sent(paceKey, at));
    }

    @Override
    public synchronized void limited(String paceKey, Instant until) {
        limit(paceKey, until);
        append(Line.limited(paceKey, until));
    }

    /** What seems to have gone later, as the clock was put back since, went now at the latest. */
    private void note(String paceKey, Instant at) {
        Deque<Instant> sent = requests.computeIfAbsent(paceKey, key -> new Requests()).sent;
        int ahead = 0;
        while (!sent.isEmpty() && sent.peekLast().isAfter(at)) {
            sent.removeLast();
            ahead++;
        }
        sent.addAll(Collections.nCopies(ahead + 1, at));
        Instant forgotten = at.minusSeconds(REMEMBERED_SECONDS);
        while (sent.peekFirst().isBefore(forgotten)) {
            sent.removeFirst();
        }
    }

    private void limit(String paceKey, Instant until) {
        Requests known = requests.computeIfAbsent(paceKey, key -> new Requests());
        if (known.limitedUntil == null || until.isAfter(known.limitedUntil)) {
            known.limitedUntil = until;
        }
    }

    /** A line that was cut off by the end of the process, or is from a later version, is passed over. */
    private synchronized void read(String text) {
        lines++;
        if (text.isEmpty()) {
            return;
        }
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line == null) {
                LOGGER.log(Level.FINE, () -> "passed over in " + file);
            } else if (line.key() != null && line.confirmed() != null && line.underway() != null) {
                marks.put(line.key(), new Mark(line.confirmed(), line.underway()));
            } else if (line.pace() != null && line.sent() != null) {
                note(line.pace(), Instant.ofEpochMilli(line.sent()));
            } else if (line.pace() != null && line.limited() != null) {
                limit(line.pace(), Instant.ofEpochMilli(line.limited()));
            } else if (line.asked() != null) {
                asked = Math.max(asked, line.asked());
            }
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.FINE, e, () -> "passed over in " + file);
        }
    }

    private void append(Line line) {
        try {
            if (appending == null) {
                appending = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            appending.write(('\n' + JSON.writeValueAsString(line)).getBytes(StandardCharsets.UTF_8));
            if (++lines > linesBeforeRewrite) {
                shorten();
            }
        } catch (IOException e) {
            behind = true;
            // after the next line that can be written
            linesBeforeRewrite = lines;
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Nothing that was written is lost where it fails: the long file has it all. What could not be written is tried for
     * now and then, as a disk without room for a second file may have some for a line.
     */
    private void shorten() {
        try {
            rewrite();
        } catch (IOException e) {
            linesBeforeRewrite = behind ? lines + LINES_UNTIL_CATCHING_UP : 2 * lines;
            LOGGER.log(behind ? Level.FINE : Level.WARNING, e, () -> Messages.SentLogFile_unwritable(file));
        }
    }

    /**
     * Leaves out what no longer counts. A new file that takes the old one's place whole. Age is measured from the newest
     * mark where the clock is ahead of it: it may go wrong.
     */
    private synchronized void rewrite() throws IOException {
        Instant now = Instant.now();
        long oldest = Math.min(now.toEpochMilli(), newestMark()) - KEPT.toMillis();
        marks.values().removeIf(mark -> newest(mark) < oldest);
        requests.values().removeIf(known -> known.isPast(now));
        var kept = new ArrayList<Line>();
        marks.forEach((key, mark) -> kept.add(Line.mark(key, mark)));
        requests.forEach((pace, known) -> {
            known.sent.forEach(at -> kept.add(Line.sent(pace, at)));
            if (known.limitedUntil != null) {
                kept.add(Line.limited(pace, known.limitedUntil));
            }
        });
        if (asked > newestMark()) {
            kept.add(Line.asked(asked));
        }
        var text = new StringJoiner("\n");
        for (Line line : kept) {
            text.add(JSON.writeValueAsString(line));
        }
        Path fresh = directory.resolve(NAME + ".new");
        Files.createDirectories(directory);
        try {
            Files.writeString(fresh, text.toString());
            letGo();
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // half a file must not fill a disk that is full already
            Files.deleteIfExists(fresh);
        }
        behind = false;
        lines = kept.size();
        // however much there is to keep, a rewrite is rare
        linesBeforeRewrite = Math.max(FEWEST_LINES_BEFORE_REWRITE, 2 * lines);
    }

    /** What is appended later opens the file again. */
    @Override
    public synchronized void close() throws IOException {
        letGo();
        if (behind) {
            rewrite();
        }
    }

    private void letGo() throws IOException {
        if (appending != null) {
            OutputStream closing = appending;
            appending = null;
            closing.close();
        }
    }

    private static long newest(Mark mark) {
        return Math.max(mark.confirmed(), mark.underway());
    }
}
