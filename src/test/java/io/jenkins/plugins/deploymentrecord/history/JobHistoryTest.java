package io.jenkins.plugins.deploymentrecord.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.Event;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.State;
import io.jenkins.plugins.deploymentrecord.history.JobHistory.Deployed;
import io.jenkins.plugins.deploymentrecord.history.JobHistory.Entry;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a job's history. */
class JobHistoryTest {

    private final LineWriter writer = LineWriter.start();

    @TempDir
    private Path job;

    private JobHistory open() {
        return new JobHistory(writer, job);
    }

    private void keep(int build, HistoryEntry entry) {
        open().keep(build, entry).join();
    }

    private Path file() {
        return job.resolve(HistoryFile.NAME);
    }

    private List<String> versions(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.record().text(RecordField.VERSION))
                .toList();
    }

    /** Completes the pending writes before the directory is deleted. */
    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aJobWithoutRecordsHasNoHistoryFile() throws IOException {
        assertThat(open().exists(), is(false));
        assertThat(open().contents().deployed(), is(empty()));
        assertThat(open().contents().entries(), is(empty()));
    }

    @Test
    void aJobKnowsTheCurrentRecordItsBuildAndTheReplacedRecord() throws IOException {
        keep(1, HistoryEntries.recorded("5", 10, HistoryEntries.shop("1")));
        keep(2, HistoryEntries.recorded("5", 20, HistoryEntries.shop("2")));
        keep(3, HistoryEntries.recorded("5", 30, HistoryEntries.shop("3")));

        assertThat(open().exists(), is(true));
        Deployed deployed = open().contents().deployed().getFirst();
        assertThat(deployed.current().build(), is(3));
        assertThat(deployed.current().record().text(RecordField.VERSION), is("3"));
        assertThat(deployed.replaced().build(), is(2));
        assertThat(versions(open().contents().entries()), contains("3", "2", "1"));
    }

    @Test
    void deploymentsAreDistinguishedAndSortedByTheirKeys() throws IOException {
        keep(1, HistoryEntries.recorded("1", 1, HistoryEntries.shop("1").set(RecordField.CLUSTER, "green")));
        keep(1, HistoryEntries.recorded("2", 2, HistoryEntries.shop("2")));
        keep(1, HistoryEntries.recorded("3", 3, HistoryEntries.shop("3").set(RecordField.CLUSTER, null)));
        keep(
                1,
                HistoryEntries.recorded(
                        "4", 4, HistoryEntries.shop("4").set(RecordField.PHYSICAL_ENVIRONMENT, "east")));
        keep(1, HistoryEntries.recorded("5", 5, HistoryEntries.shop("5").set(RecordField.LOGICAL_ENVIRONMENT, "dev")));
        keep(1, HistoryEntries.recorded("6", 6, HistoryEntries.shop("6").set(RecordField.DEPLOYMENT_NAME, "another")));
        keep(1, HistoryEntries.recorded("7", 7, HistoryEntries.shop("7").set(RecordField.ORGANIZATION, "Octo-Org")));

        List<Deployed> deployed = open().contents().deployed();
        assertThat(versions(deployed.stream().map(Deployed::current).toList()), contains("5", "3", "6", "7", "1", "4"));
        assertThat(deployed.get(3).replaced().record().text(RecordField.VERSION), is("2"));
        assertThat(deployed.get(0).replaced(), is(nullValue()));
    }

    @Test
    void onlyConfirmedRecordsChangeThePresentState() throws IOException {
        keep(1, HistoryEntries.recorded("5", 10, HistoryEntries.shop("1")));
        for (State state : List.of(State.REFUSED, State.DISCARDED, State.SUPERSEDED, State.WAITING)) {
            keep(
                    2,
                    HistoryEntries.waiting(state.name(), 20, HistoryEntries.shop("2"))
                            .ended(state, 21, null, List.of(), "why", null));
        }
        keep(3, HistoryEntries.invalid("5", 30, "name: missing"));

        assertThat(open().contents().deployed(), hasSize(1));
        assertThat(open().contents().deployed().getFirst().current().build(), is(1));
        assertThat(open().contents().entries(), hasSize(6));
    }

    @Test
    void theLatestRequestIsThePresentStateEvenIfAnEarlierRequestEndsLater() throws IOException {
        keep(2, HistoryEntries.recorded("5", 20, HistoryEntries.shop("2")));
        keep(1, HistoryEntries.recorded("5", 10, HistoryEntries.shop("1")));

        Deployed deployed = open().contents().deployed().getFirst();
        assertThat(deployed.current().build(), is(2));
        assertThat(deployed.replaced().build(), is(1));
    }

    @Test
    void aRecordThatIsSentAgainAfterARestartCountsOnce() throws IOException {
        keep(1, HistoryEntries.recorded("5", 10, HistoryEntries.shop("1")));
        keep(2, HistoryEntries.recorded("5", 20, HistoryEntries.shop("2")));
        keep(2, HistoryEntries.recorded("5", 20, HistoryEntries.shop("2")));

        assertThat(open().contents().entries(), hasSize(2));
        assertThat(open().contents().deployed().getFirst().replaced().build(), is(1));
    }

    @Test
    void aJobsHistoryHasNoEvents() throws IOException {
        var events = List.of(new Event(1, "GitHub answered 502."));
        keep(
                1,
                HistoryEntries.waiting("5", 1, HistoryEntries.shop("1"))
                        .ended(State.REFUSED, 2, null, events, "why", null));

        Entry entry = open().contents().entries().getFirst();
        assertThat(entry.record().events(), is(empty()));
        assertThat(entry.record().message(), is("why"));
    }

    @Test
    void unknownLinesInAJobsHistoryAreSkipped() throws IOException {
        keep(1, HistoryEntries.recorded("5", 10, HistoryEntries.shop("1")));
        Files.writeString(
                file(),
                "\n{\"v\":1,\"build\":2}\n{\"v\":1,\"build\":3,\"record\":{}}\n{\"build\":\"x\"\n{\"v\":1,\"later\":1,\"build\":4,"
                        + "\"record\":{\"id\":\"6\",\"state\":\"RECORDED\"}}\n{\"bui",
                StandardOpenOption.APPEND);
        keep(5, HistoryEntries.recorded("5", 20, HistoryEntries.shop("2")));

        assertThat(open().contents().entries().stream().map(Entry::build).toList(), contains(5, 4, 1));
        assertThat(open().contents().deployed().getFirst().current().build(), is(5));
    }

    @Test
    void aFullHistoryIsShortenedAndKeepsThePresentState() throws IOException {
        String padding = "x".repeat(90);
        keep(1, HistoryEntries.recorded("1", 1, HistoryEntries.shop("old").set(RecordField.CLUSTER, "forgotten?")));
        keep(2, HistoryEntries.recorded("1", 2, HistoryEntries.shop("new").set(RecordField.CLUSTER, "forgotten?")));
        int build = 3;
        boolean shortened = false;
        for (long before = 0; !shortened; build++) {
            keep(build, HistoryEntries.recorded("1", build, HistoryEntries.shop(padding + build)));
            long size = Files.size(file());
            shortened = size < before;
            if (shortened) {
                assertThat("not before it has to be", before, is(greaterThan(JobHistory.MAX_FILE - 1024)));
            }
            before = size;
            assertThat(size, is(lessThanOrEqualTo(JobHistory.MAX_FILE)));
        }

        assertThat(Files.size(file()), is(lessThanOrEqualTo(2 * JobHistory.MAX_PART)));
        JobHistory.Contents contents = open().contents();
        assertThat(contents.deployed(), hasSize(2));
        assertThat(contents.deployed().get(0).current().build(), is(build - 1));
        assertThat(contents.deployed().get(0).replaced().build(), is(build - 2));
        assertThat(contents.deployed().get(1).current().build(), is(2));
        assertThat(contents.deployed().get(1).replaced().build(), is(1));
        assertThat(contents.entries().size(), is(greaterThan(500)));
        assertThat(contents.entries().get(1).build(), is(build - 2));
        try (var files = Files.list(job)) {
            assertThat(files.toList(), contains(file()));
        }
    }

    @Test
    void aFullHistoryOfDifferentDeploymentsKeepsTheLatest() throws IOException {
        int build = 1;
        for (long before = 0, size = 1; size > before; build++) {
            before = size;
            keep(
                    build,
                    HistoryEntries.recorded(
                            "1",
                            build,
                            HistoryEntries.shop("1").set(RecordField.DEPLOYMENT_NAME, "n".repeat(240) + build)));
            size = Files.size(file());
        }

        assertThat(Files.size(file()), is(lessThanOrEqualTo(2 * JobHistory.MAX_PART)));
        List<Deployed> deployed = open().contents().deployed();
        assertThat(deployed.size(), is(greaterThan(300)));
        assertThat(
                "the newest are left",
                deployed.stream().map(each -> each.current().build()).toList(),
                containsInAnyOrder(
                        IntStream.range(build - deployed.size(), build).boxed().toArray()));
        assertThat(open().contents().entries().getFirst().build(), is(build - 1));
    }

    private static String longMessage() {
        return "x".repeat((int) JobHistory.MAX_PART);
    }

    @Test
    void aMessageThatIsTooLongIsCutOff() throws IOException {
        keep(1, HistoryEntries.invalid("1", 1, "server: no such server\n" + longMessage()));

        String message = open().contents().entries().getFirst().record().message();
        assertThat(message, startsWith("server: no such server\nxxx"));
        assertThat(message, endsWith("xxx\u2026"));
        assertThat(message.length(), is(HistoryEntry.MAX_MESSAGE));
    }

    /** An older version of the plugin or an edit of the file may have left a long entry. */
    @Test
    void anEntryThatIsTooLongIsDroppedAndOtherEntriesAreKept() throws IOException {
        keep(1, HistoryEntries.invalid("1", 1, "name: is missing"));
        Files.writeString(
                file(),
                "\n{\"v\":1,\"build\":2,\"record\":{\"id\":\"2\",\"state\":\"RECORDED\",\"requestedAt\":2,\"server\":\""
                        + longMessage() + "\"}}",
                StandardOpenOption.APPEND);
        keep(3, HistoryEntries.recorded("3", 3, HistoryEntries.shop("new")));
        Files.writeString(file(), "\n".repeat((int) JobHistory.MAX_FILE), StandardOpenOption.APPEND);
        keep(4, HistoryEntries.invalid("4", 4, "name: is missing"));

        assertThat(open().contents().entries().stream().map(Entry::build).toList(), contains(4, 3, 1));
        assertThat(Files.size(file()), is(lessThanOrEqualTo(2 * JobHistory.MAX_PART)));
    }

    /** A step for a cluster saves its records like this: after each append of a batch the file is too long. */
    @Test
    void aBurstOfRecordsShortensTheHistoryOnce() throws IOException {
        JobHistory history = open();

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> CompletableFuture.allOf(IntStream.range(0, 10_000)
                                .mapToObj(i -> history.keep(
                                        1,
                                        HistoryEntries.recorded(
                                                String.valueOf(i),
                                                i,
                                                HistoryEntries.shop("1")
                                                        .set(RecordField.DEPLOYMENT_NAME, "shop-" + i))))
                                .toArray(CompletableFuture[]::new))
                        .join());

        assertThat(Files.size(file()), is(lessThanOrEqualTo(JobHistory.MAX_FILE)));
        assertThat(open().contents().entries().getFirst().record().id(), is("9999"));
    }
}
