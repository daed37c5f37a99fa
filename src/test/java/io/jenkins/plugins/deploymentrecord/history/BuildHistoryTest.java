package io.jenkins.plugins.deploymentrecord.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.Event;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.State;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a build's history. */
class BuildHistoryTest {

    private static final String HOSTILE = "</td><script>alert('x')</script> \"\\' \ud83d\ude80 ${jndi:x}";

    private final LineWriter writer = LineWriter.start();

    @TempDir
    private Path build;

    private BuildHistory open() {
        return new BuildHistory(writer, build);
    }

    private void keep(HistoryEntry entry) {
        open().keep(entry).join();
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(build.resolve(HistoryFile.NAME), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Completes the pending writes before the directory is deleted. */
    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aBuildWithoutRecordsHasAnEmptyHistoryAndNoFile() throws IOException {
        assertThat(open().entries(), is(empty()));
        assertThat(open().entry("5"), is(Optional.empty()));
        try (var files = Files.list(build)) {
            assertThat(files.toList(), is(empty()));
        }
    }

    @Test
    void aBuildKeepsTheWholeRequestAndGitHubsAnswer() throws IOException {
        var builder = HistoryEntries.shop(HOSTILE)
                .set(RecordField.PHYSICAL_ENVIRONMENT, "pacific-east")
                .set(RecordField.GITHUB_REPOSITORY, "shop")
                .tag("team", HOSTILE)
                .tag("tier", "")
                .runtimeRisks(List.of("critical-resource", "sensitive-data"));
        var events = List.of(new Event(12, "GitHub answered 502."), new Event(14, HOSTILE + "\n\u2028\u0000"));
        HistoryEntry pending = HistoryEntries.waiting("17", 11, builder);
        HistoryEntry kept = pending.ended(
                State.RECORDED, 15, HistoryEntries.recorded("x", 1, builder).answer(), events, null, null);
        keep(kept);

        assertThat(open().entries(), contains(kept));
        HistoryEntry read = open().entry("17").orElseThrow();
        assertThat(read.text(RecordField.VERSION), is(HOSTILE));
        assertThat(read.text(RecordField.ORGANIZATION), is("octo-org"));
        assertThat(read.text(RecordField.PHYSICAL_ENVIRONMENT), is("pacific-east"));
        assertThat(read.text(RecordField.GITHUB_REPOSITORY), is("shop"));
        assertThat(read.digest(), is(HistoryEntries.DIGEST));
        assertThat(read.status(), is("deployed"));
        assertThat(read.runtimeRisks(), containsInAnyOrder("critical-resource", "sensitive-data"));
        assertThat(read.tags(), containsInAnyOrder(Map.entry("team", HOSTILE), Map.entry("tier", "")));
        assertThat(read.events(), is(events));
        assertThat(read.answer().id(), is(7L));
    }

    @Test
    void aBuildListsEachRecordInItsLastStateInTheOrderOfTheFirstStates() throws IOException {
        HistoryEntry web = HistoryEntries.waiting("5", 1, HistoryEntries.shop("1"));
        HistoryEntry database = HistoryEntries.waiting("6", 2, HistoryEntries.shop("2"));
        keep(web);
        keep(database);
        HistoryEntry failed = web.ended(State.REFUSED, 9, null, List.of(), "GitHub answered 404.", null);
        keep(failed);

        assertThat(open().entries(), contains(failed, database));
        assertThat(open().entry("6"), is(Optional.of(database)));
        assertThat(open().entry("7"), is(Optional.empty()));
    }

    @Test
    void anEntryThatIsSentAgainWaitsUntilItEndsAgain() throws IOException {
        HistoryEntry web = HistoryEntries.waiting("5", 1, HistoryEntries.shop("1"));
        HistoryEntry failed = web.ended(State.REFUSED, 9, null, List.of(), "GitHub answered 404.", null);
        keep(web);
        keep(failed);
        keep(web);
        assertThat(open().entries(), contains(failed));

        keep(failed.waitingAgain());
        assertThat(open().entries().getFirst().state(), is(State.WAITING_AGAIN));
        assertThat(open().entries().getFirst().message(), is(nullValue()));

        HistoryEntry recorded = HistoryEntries.recorded("5", 1, HistoryEntries.shop("1"));
        keep(recorded);
        assertThat(open().entries(), contains(recorded));
    }

    @Test
    void aBuildKeepsTheErrorsOfAnInvalidEntry() throws IOException {
        keep(HistoryEntries.invalid("3", 1, "status: given \"deploid\", allowed deployed, decommissioned."));

        HistoryEntry read = open().entries().getFirst();
        assertThat(read.state(), is(State.INVALID));
        assertThat(read.message(), is("status: given \"deploid\", allowed deployed, decommissioned."));
        assertThat(read.digest(), is(nullValue()));
        assertThat(read.runtimeRisks(), is(empty()));
        assertThat(read.tags(), is(empty()));
        assertThat(read.key(), is(Optional.empty()));
    }

    @Test
    void aLineThatWasCutOffIsSkippedAndLaterLinesAreRead() throws IOException {
        HistoryEntry first = HistoryEntries.recorded("1", 1, HistoryEntries.shop("1"));
        HistoryEntry second = HistoryEntries.recorded("2", 2, HistoryEntries.shop("2"));
        keep(first);
        write("\n{\"id\":\"9\",\"server\":\"caf");
        write(new byte[] {(byte) 0xc3});
        keep(second);

        assertThat(open().entries(), contains(first, second));
    }

    @Test
    void aBuildsHistoryLoadsIfFieldsAreMissingUnknownOrOfAnotherType() throws IOException {
        write("\n{\"v\":1,\"id\":\"1\"}");
        write("\n{\"v\":1,\"id\":\"2\",\"state\":\"RECORDED\",\"later\":{\"a\":[1]},\"body\":{\"name\":5,\"tags\":7},"
                + "\"answer\":{\"id\":8,\"later\":1},\"events\":[{\"at\":3,\"text\":\"t\",\"later\":2}]}");
        write("\n{\"v\":1,\"id\":\"3\",\"body\":\"no object\"}");
        write("\n{\"v\":1}");
        write("\n[1]");
        write("\n{\"v\":1,\"id\":\"4\",\"state\":\"LATER_STATE\"}");

        List<HistoryEntry> records = open().entries();
        assertThat(records.stream().map(HistoryEntry::id).toList(), contains("1", "2", "3"));
        assertThat(records.get(0).state(), is(State.WAITING));
        assertThat(records.get(0).key(), is(Optional.empty()));
        assertThat(records.get(1).text(RecordField.NAME), is(nullValue()));
        assertThat(records.get(1).tags(), is(empty()));
        assertThat(records.get(1).answer().id(), is(8L));
        assertThat(records.get(1).events(), contains(new Event(3, "t")));
        assertThat(records.get(2).body(), is(nullValue()));
    }

    @Test
    void parallelBranchesLoseNoRecordInABuildsHistory() throws Exception {
        int branches = 8;
        int each = 100;
        try (var threads = Executors.newFixedThreadPool(branches)) {
            var work = new ArrayList<Callable<Void>>();
            for (int branch = 0; branch < branches; branch++) {
                int first = branch * each;
                work.add(() -> {
                    for (int i = first; i < first + each; i++) {
                        keep(HistoryEntries.waiting("" + i, i, HistoryEntries.shop(HOSTILE)));
                        keep(HistoryEntries.recorded("" + i, i, HistoryEntries.shop(HOSTILE)));
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        List<HistoryEntry> records = open().entries();
        assertThat(
                records.stream().map(HistoryEntry::id).toList(),
                containsInAnyOrder(IntStream.range(0, branches * each)
                        .mapToObj(String::valueOf)
                        .toArray()));
        assertThat(records.stream().filter(r -> r.state() != State.RECORDED).toList(), is(empty()));
    }

    @Test
    void theAnswerHasGitHubsFieldNames() throws IOException {
        keep(HistoryEntries.recorded("1", 1, HistoryEntries.shop("1")));
        keep(HistoryEntries.waiting("2", 2, HistoryEntries.shop("1")));

        assertThat(
                open().entry("1")
                        .orElseThrow()
                        .answerBody()
                        .get("deployment_name")
                        .textValue(),
                is("shop-web"));
        assertThat(open().entry("1").orElseThrow().answerBody().has("created_at"), is(false));
        assertThat(open().entry("2").orElseThrow().answerBody(), is(nullValue()));
    }

    @Test
    void anOrdinaryRecordTakesLessThanAKibibyteInABuildsHistory() throws IOException {
        keep(HistoryEntries.recorded("1", 1_700_000_000_000L, HistoryEntries.shop("2.1.0")));

        assertThat(Files.size(build.resolve(HistoryFile.NAME)), is(lessThan(1024L)));
        assertThat(Files.readString(build.resolve(HistoryFile.NAME)), not(containsString("null")));
    }

    /** After a kill between the writes of the result and of the journal, the entry waits again, and then ends again. */
    @Test
    void aFinalStateIsNotReplacedByAnEarlierStateThatIsWrittenAgain() throws IOException {
        HistoryEntry waiting = HistoryEntries.waiting("1", 1, HistoryEntries.shop("1"));
        HistoryEntry recorded = HistoryEntries.recorded("1", 1, HistoryEntries.shop("1"));
        keep(waiting);
        keep(recorded);
        keep(waiting);

        assertThat(open().entries(), contains(recorded));
    }

    @Test
    void savingAnEntryDoesNotCreateTheDirectoryOfADeletedBuild() throws IOException {
        Files.delete(build);

        var kept = open().keep(HistoryEntries.recorded("1", 1, HistoryEntries.shop("1")));

        var failure = assertThrows(CompletionException.class, kept::join);
        assertThat(failure.getCause(), is(instanceOf(NoSuchFileException.class)));
        assertThat(Files.exists(build), is(false));
    }
}
