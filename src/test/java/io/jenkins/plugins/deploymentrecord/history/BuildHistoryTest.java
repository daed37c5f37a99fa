package io.jenkins.plugins.deploymentrecord.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.KeptRecord.Attempt;
import io.jenkins.plugins.deploymentrecord.history.KeptRecord.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build knows of its records, after whatever happened in between. */
class BuildHistoryTest {

    private static final String HOSTILE = "</td><script>alert('x')</script> \"\\' \ud83d\ude80 ${jndi:x}";

    @TempDir
    private Path build;

    private BuildHistory open() {
        return new BuildHistory(build);
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(build.resolve(BuildHistory.FILE), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isEmptyAndWritesNothingWhereNothingWasRecorded() throws IOException {
        assertThat(open().records(), is(empty()));
        assertThat(open().record("5"), is(Optional.empty()));
        try (var files = Files.list(build)) {
            assertThat(files.toList(), is(empty()));
        }
    }

    @Test
    void keepsAllThatWasSentAndAnswered() throws IOException {
        var builder = KeptRecords.shop(HOSTILE)
                .set(RecordField.PHYSICAL_ENVIRONMENT, "pacific-east")
                .set(RecordField.GITHUB_REPOSITORY, "shop")
                .tag("team", HOSTILE)
                .tag("tier", "")
                .runtimeRisks(List.of("critical-resource", "sensitive-data"));
        var attempts = List.of(new Attempt(12, "GitHub answered 502."), new Attempt(14, HOSTILE + "\n\u2028\u0000"));
        KeptRecord pending = KeptRecords.pending("17", 11, builder);
        KeptRecord kept = pending.ended(
                State.RECORDED, 15, KeptRecords.recorded("x", 1, builder).answer(), attempts, null);
        open().keep(kept);

        assertThat(open().records(), contains(kept));
        KeptRecord read = open().record("17").orElseThrow();
        assertThat(read.text(RecordField.VERSION), is(HOSTILE));
        assertThat(read.text(RecordField.ORGANIZATION), is("octo-org"));
        assertThat(read.text(RecordField.PHYSICAL_ENVIRONMENT), is("pacific-east"));
        assertThat(read.text(RecordField.GITHUB_REPOSITORY), is("shop"));
        assertThat(read.digest(), is(KeptRecords.DIGEST));
        assertThat(read.status(), is("deployed"));
        assertThat(read.runtimeRisks(), containsInAnyOrder("critical-resource", "sensitive-data"));
        assertThat(read.tags(), containsInAnyOrder(Map.entry("team", HOSTILE), Map.entry("tier", "")));
        assertThat(read.attempts(), is(attempts));
        assertThat(read.answer().id(), is(7L));
    }

    @Test
    void knowsEachRecordInItsLastStateAndInTheOrderOfTheFirst() throws IOException {
        KeptRecord web = KeptRecords.pending("5", 1, KeptRecords.shop("1"));
        KeptRecord database = KeptRecords.pending("6", 2, KeptRecords.shop("2"));
        open().keep(web);
        open().keep(database);
        KeptRecord failed = web.ended(State.FAILED, 9, null, List.of(), "GitHub answered 404.");
        open().keep(failed);

        assertThat(open().records(), contains(failed, database));
        assertThat(open().record("6"), is(Optional.of(database)));
        assertThat(open().record("7"), is(Optional.empty()));
    }

    @Test
    void keepsNothingOfWhatWasRefusedButTheReason() throws IOException {
        open().keep(KeptRecord.refused("3", 1, 2, "status: given \"deploid\", allowed deployed, decommissioned."));

        KeptRecord read = open().records().getFirst();
        assertThat(read.state(), is(State.FAILED));
        assertThat(read.message(), is("status: given \"deploid\", allowed deployed, decommissioned."));
        assertThat(read.body(), is(nullValue()));
        assertThat(read.digest(), is(nullValue()));
        assertThat(read.runtimeRisks(), is(empty()));
        assertThat(read.tags(), is(empty()));
        assertThat(read.key(), is(Optional.empty()));
    }

    @Test
    void passesOverALineThatWasCutShortAndLosesNoneAfterIt() throws IOException {
        KeptRecord first = KeptRecords.recorded("1", 1, KeptRecords.shop("1"));
        KeptRecord second = KeptRecords.recorded("2", 2, KeptRecords.shop("2"));
        open().keep(first);
        write("\n{\"id\":\"9\",\"server\":\"caf");
        write(new byte[] {(byte) 0xc3});
        open().keep(second);

        assertThat(open().records(), contains(first, second));
    }

    @Test
    void loadsWhereFieldsAreMissingUnknownOrOfAnotherKind() throws IOException {
        write("\n{\"id\":\"1\"}");
        write("\n{\"id\":\"2\",\"state\":\"RECORDED\",\"later\":{\"a\":[1]},\"body\":{\"name\":5,\"tags\":7},"
                + "\"answer\":{\"id\":8,\"later\":1},\"attempts\":[{\"at\":3,\"text\":\"t\",\"later\":2}]}");
        write("\n{\"id\":\"3\",\"body\":\"no object\"}");
        write("\n{}");
        write("\n[1]");
        write("\n{\"id\":\"4\",\"state\":\"LATER_STATE\"}");

        List<KeptRecord> records = open().records();
        assertThat(records.stream().map(KeptRecord::id).toList(), contains("1", "2", "3"));
        assertThat(records.get(0).state(), is(State.PENDING));
        assertThat(records.get(0).key(), is(Optional.empty()));
        assertThat(records.get(1).text(RecordField.NAME), is(nullValue()));
        assertThat(records.get(1).tags(), is(empty()));
        assertThat(records.get(1).answer().id(), is(8L));
        assertThat(records.get(1).attempts(), contains(new Attempt(3, "t")));
        assertThat(records.get(2).body(), is(nullValue()));
    }

    @Test
    void losesNothingWhereBranchesRecordAtTheSameTime() throws Exception {
        int branches = 8;
        int each = 100;
        try (var threads = Executors.newFixedThreadPool(branches)) {
            var work = new ArrayList<Callable<Void>>();
            for (int branch = 0; branch < branches; branch++) {
                int first = branch * each;
                work.add(() -> {
                    for (int i = first; i < first + each; i++) {
                        open().keep(KeptRecords.pending("" + i, i, KeptRecords.shop(HOSTILE)));
                        open().keep(KeptRecords.recorded("" + i, i, KeptRecords.shop(HOSTILE)));
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        List<KeptRecord> records = open().records();
        assertThat(
                records.stream().map(KeptRecord::id).toList(),
                containsInAnyOrder(IntStream.range(0, branches * each)
                        .mapToObj(String::valueOf)
                        .toArray()));
        assertThat(records.stream().filter(r -> r.state() != State.RECORDED).toList(), is(empty()));
    }

    @Test
    void keepsTheFirstAndTheLastOfManyAttempts() {
        var attempts = LongStream.range(0, 1000)
                .mapToObj(at -> new Attempt(at, "try " + at))
                .toList();
        var kept = KeptRecords.pending("1", 1, KeptRecords.shop("1"))
                .ended(State.FAILED, 2, null, attempts, "why")
                .attempts();

        assertThat(kept, hasSize(50));
        assertThat(kept.get(9).at(), is(9L));
        assertThat(kept.get(10).at(), is(960L));
        assertThat(kept.getLast().at(), is(999L));
    }

    @Test
    void givesGitHubsAnswerInGitHubsNames() throws IOException {
        open().keep(KeptRecords.recorded("1", 1, KeptRecords.shop("1")));
        open().keep(KeptRecords.pending("2", 2, KeptRecords.shop("1")));

        assertThat(
                open().record("1")
                        .orElseThrow()
                        .answerBody()
                        .get("deployment_name")
                        .textValue(),
                is("shop-web"));
        assertThat(open().record("1").orElseThrow().answerBody().has("created_at"), is(false));
        assertThat(open().record("2").orElseThrow().answerBody(), is(nullValue()));
    }

    @Test
    void keepsAllAttemptsWhereTheyAreFew() {
        var attempts = LongStream.range(0, 50)
                .mapToObj(at -> new Attempt(at, "try " + at))
                .toList();
        var pending = KeptRecords.pending("1", 1, KeptRecords.shop("1"));

        assertThat(pending.ended(State.FAILED, 2, null, attempts, "why").attempts(), is(attempts));
    }

    @Test
    void takesLessThanAKibibyteForAnOrdinaryRecord() throws IOException {
        open().keep(KeptRecords.recorded("1", 1_700_000_000_000L, KeptRecords.shop("2.1.0")));

        assertThat(Files.size(build.resolve(BuildHistory.FILE)), is(lessThan(1024L)));
        assertThat(Files.readString(build.resolve(BuildHistory.FILE)), not(containsString("null")));
    }
}
