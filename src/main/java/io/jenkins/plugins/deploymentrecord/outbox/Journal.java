package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Failure;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The lines of the journal, and the state to which they add up. */
final class Journal {

    private static final ObjectReader LINE = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(Line.class);

    private final JsonLineFile file;
    private int lines;

    /** A line: exactly one field is not null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            Head head,
            OutboxEntry entry,
            Attempts attempts,
            Ended ended,
            Moved moved,
            String acknowledged,
            Closed closed,
            @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

        static Line of(Object content) {
            return new Line(
                    content instanceof Head head ? head : null,
                    content instanceof OutboxEntry entry ? entry : null,
                    content instanceof Attempts attempts ? attempts : null,
                    content instanceof Ended ended ? ended : null,
                    content instanceof Moved moved ? moved : null,
                    content instanceof String acknowledged ? acknowledged : null,
                    content instanceof Closed closed ? closed : null,
                    null);
        }
    }

    /**
     * The first line of a start.
     *
     * @param start the number of starts of the outbox
     * @param identity of the Jenkins to which the journal belongs: root URL, home directory, host
     */
    record Head(long start, List<String> identity) {}

    /**
     * @param count the number of attempts so far; {@code failures} has only the failures since the entry's last line of
     *     this kind
     */
    record Attempts(String id, int count, boolean mayBeAtGitHub, List<Failure> failures) {}

    record Ended(String id, EntryResult result) {}

    /** The line of a renamed or moved job or folder. */
    record Moved(String from, String to) {}

    /**
     * The last line of an orderly shutdown.
     *
     * @param isQuiet whether nothing was in flight or in doubt
     * @param isIdle whether nothing was sent in the last minute
     */
    record Closed(boolean isQuiet, boolean isIdle) {}

    /**
     * The content of the journal.
     *
     * @param head null if there is none
     * @param closed null unless the line is the last line
     * @param ended the failed entries
     * @param others lines that this version of the plugin does not understand
     * @param order of the next entry
     */
    record Contents(
            Head head,
            Closed closed,
            Map<String, QueuedEntry> entries,
            Map<String, EndedEntry> ended,
            List<ObjectNode> others,
            SequenceNumber newest,
            long order) {}

    Journal(JsonLineFile file) {
        this.file = file;
    }

    Contents read() throws IOException {
        Head head = null;
        Closed closed = null;
        SequenceNumber newest = SequenceNumber.NONE;
        var entries = new LinkedHashMap<String, QueuedEntry>();
        var ended = new LinkedHashMap<String, EndedEntry>();
        var others = new ArrayList<ObjectNode>();
        long order = 0;
        List<ObjectNode> nodes = file.read();
        lines = nodes.size();
        // on all cores, as there may be thousands of lines
        List<Line> read = nodes.parallelStream().map(Journal::line).toList();
        for (int i = 0; i < lines; i++) {
            Line line = read.get(i);
            Closed last = closed;
            closed = line == null ? null : line.closed;
            if (line == null || line.equals(Line.of(null))) {
                others.add(nodes.get(i));
            } else if (line.head != null) {
                head = line.head;
                markInDoubtUnlessQuiet(last, entries);
            } else if (line.entry != null) {
                OutboxEntry entry = line.entry;
                var queued = new QueuedEntry(entry, order++);
                EndedEntry failed = ended.remove(entry.id());
                queued.mayBeAtGitHub = failed != null && failed.result().mayBeAtGitHub();
                entries.put(entry.id(), queued);
                newest = entry.number().compareTo(newest) > 0 ? entry.number() : newest;
            } else {
                change(line, entries, ended);
            }
        }
        markInDoubtUnlessQuiet(closed, entries);
        return new Contents(head, closed, entries, ended, others, newest, order);
    }

    /**
     * Marks all entries as in doubt unless the outbox was closed quietly: each entry may have been in flight when its
     * process was killed.
     */
    private static void markInDoubtUnlessQuiet(Closed closed, Map<String, QueuedEntry> entries) {
        if (closed == null || !closed.isQuiet) {
            entries.values().forEach(queued -> queued.mayBeAtGitHub = true);
        }
    }

    private static Line line(ObjectNode node) {
        try {
            Line line = LINE.readValue(node);
            return line.unknown == null || line.unknown.isEmpty() ? line : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static void change(Line line, Map<String, QueuedEntry> entries, Map<String, EndedEntry> ended) {
        if (line.attempts != null && entries.get(line.attempts.id) instanceof QueuedEntry queued) {
            queued.attempts = line.attempts.count;
            queued.mayBeAtGitHub |= line.attempts.mayBeAtGitHub;
            line.attempts.failures.forEach(failure -> queued.failed(failure.at(), failure.text()));
        } else if (line.ended != null && entries.remove(line.ended.id) instanceof QueuedEntry queued) {
            if (line.ended.result.kind().isFailure()) {
                ended.put(line.ended.id, new EndedEntry(queued.entry, line.ended.result, false));
            }
        } else if (line.moved != null) {
            entries.values().forEach(queued -> queued.entry = moved(queued.entry, line.moved));
            ended.replaceAll((id, entry) -> entry.moved(line.moved));
        } else if (line.acknowledged != null) {
            ended.computeIfPresent(line.acknowledged, (id, entry) -> entry.acknowledge());
        }
    }

    /** Returns the entry with the new name of its job if the job, or a folder above it, was moved. */
    static OutboxEntry moved(OutboxEntry entry, Moved moved) {
        String job = entry.origin().job();
        return job.equals(moved.from) || job.startsWith(moved.from + '/')
                ? entry.inJob(moved.to + job.substring(moved.from.length()))
                : entry;
    }

    CompletableFuture<Long> append(List<?> contents, boolean force) {
        lines += contents.size();
        return file.append(contents.stream().map(Line::of).toList(), force);
    }

    /** Returns the number of lines that were appended since the last rewrite. */
    int appended() {
        return lines;
    }

    CompletableFuture<Long> rewrite(List<?> contents, List<ObjectNode> others) {
        lines = 0;
        var all = new ArrayList<Object>(contents.stream().map(Line::of).toList());
        all.addAll(others);
        return file.rewrite(old -> all);
    }
}
