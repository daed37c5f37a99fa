package io.jenkins.plugins.deploymentrecord.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.State;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix.Cell;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix.Column;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix.Kind;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix.Row;
import io.jenkins.plugins.deploymentrecord.history.JobHistory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the table of a job's builds by environments. */
class HistoryMatrixTest {

    private static Entry recorded(int build, long requestedAt, String environment, String version) {
        return new Entry(
                build,
                HistoryEntries.recorded(
                        String.valueOf(requestedAt),
                        requestedAt,
                        HistoryEntries.shop(version).set(RecordField.LOGICAL_ENVIRONMENT, environment)));
    }

    private static Entry ended(int build, long requestedAt, State state) {
        return new Entry(
                build,
                HistoryEntries.waiting(String.valueOf(requestedAt), requestedAt, HistoryEntries.shop("1"))
                        .ended(state, requestedAt + 1, null, List.of(), "why", null));
    }

    private static Entry refused(int build, long requestedAt) {
        return new Entry(build, HistoryEntries.invalid("1", requestedAt, "name: missing"));
    }

    private static List<String> versions(Row row) {
        return row.cells().stream()
                .map(cell -> String.join(
                        " ",
                        cell.entries().stream()
                                .map(entry -> entry.record().text(RecordField.VERSION))
                                .toList()))
                .toList();
    }

    private static List<State> states(Cell cell) {
        return cell.entries().stream().map(entry -> entry.record().state()).toList();
    }

    private static List<Integer> builds(HistoryMatrix matrix) {
        return matrix.rows().stream().map(Row::build).toList();
    }

    private static HistoryMatrix matrix(List<Entry> entries, int page) {
        return HistoryMatrix.of(entries, EnvironmentOrder.of(null), page);
    }

    private static List<String> environments(List<Entry> entries, String order) {
        return HistoryMatrix.of(entries, EnvironmentOrder.of(order), 1).columns().stream()
                .map(Column::environment)
                .toList();
    }

    @Test
    void aJobWithoutRecordsHasAnEmptyTable() {
        assertThat(matrix(List.of(), 1), is(new HistoryMatrix(List.of(), List.of(), 1, 1)));
    }

    @Test
    void theTableHasARowForEachBuildAndAColumnForEachEnvironment() {
        var matrix = matrix(
                List.of(
                        recorded(3, 50, "staging", "3"),
                        recorded(2, 40, "production", "2"),
                        recorded(2, 30, "staging", "2"),
                        recorded(1, 20, "staging", "1")),
                1);

        assertThat(
                matrix.columns(),
                contains(new Column(Kind.ENVIRONMENT, "production"), new Column(Kind.ENVIRONMENT, "staging")));
        assertThat(builds(matrix), contains(3, 2, 1));
        assertThat(versions(matrix.rows().get(0)), contains("", "3"));
        assertThat(versions(matrix.rows().get(1)), contains("2", "2"));
        assertThat(versions(matrix.rows().get(2)), contains("", "1"));
        assertThat(matrix.rows().get(1).latest().record().requestedAt(), is(40L));
    }

    /** A long build may request a deployment after a build that started later. */
    @Test
    void rowsAreSortedByBuildNumberEvenIfALaterBuildRequestedEarlier() {
        var matrix =
                matrix(List.of(recorded(1, 30, "a", "0"), recorded(2, 40, "a", "2"), recorded(1, 50, "a", "1")), 1);

        assertThat(builds(matrix), contains(2, 1));
        assertThat(versions(matrix.rows().get(1)), contains("0 1"));
        assertThat(matrix.rows().get(1).latest().record().requestedAt(), is(50L));
    }

    @Test
    void aCellThatIsCutShowsFailedAndPendingRecordsFirst() {
        var matrix = matrix(
                List.of(
                        ended(1, 70, State.REFUSED),
                        ended(1, 60, State.RECORDED),
                        ended(1, 50, State.WAITING),
                        ended(1, 40, State.SUPERSEDED),
                        ended(1, 30, State.DISCARDED),
                        ended(1, 20, State.RECORDED)),
                1);

        Cell cell = matrix.rows().getFirst().cells().getFirst();
        assertThat(states(cell), contains(State.REFUSED, State.WAITING, State.DISCARDED, State.RECORDED));
        assertThat(cell.entries().getLast().record().requestedAt(), is(20L));
        assertThat(cell.more(), is(2));
    }

    @Test
    void aShortCellIsNotCut() {
        var entries = IntStream.range(0, HistoryMatrix.MAX_IN_CELL)
                .mapToObj(i -> ended(1, i, State.RECORDED))
                .toList();

        Cell cell = matrix(entries, 1).rows().getFirst().cells().getFirst();

        assertThat(cell.entries(), is(entries));
        assertThat(cell.more(), is(0));
    }

    @Test
    void invalidRecordsHaveAColumnOfTheirOwn() {
        var matrix = matrix(List.of(refused(2, 20), recorded(1, 10, "staging", "1")), 1);

        assertThat(
                matrix.columns(),
                contains(new Column(Kind.ENVIRONMENT, "staging"), new Column(Kind.NO_ENVIRONMENT, null)));
        assertThat(matrix.rows().get(0).cells().get(0).entries(), is(empty()));
        assertThat(states(matrix.rows().get(0).cells().get(1)), contains(State.INVALID));
        assertThat(matrix.rows().get(1).cells().get(1).entries(), is(empty()));
    }

    /**
     * The environments that were used last have their own columns, sorted by name; the other environments share a
     * column.
     */
    @Test
    void theTableHasFewColumnsEvenIfThereAreManyEnvironments() {
        var entries = new ArrayList<Entry>();
        for (int i = 9; i >= 0; i--) {
            entries.add(recorded(i + 1, i, "environment " + i, String.valueOf(i)));
        }

        var matrix = matrix(entries, 1);

        assertThat(matrix.columns(), hasSize(HistoryMatrix.MAX_ENVIRONMENTS + 1));
        assertThat(matrix.columns().getFirst().environment(), is("environment 2"));
        assertThat(matrix.columns().get(7).environment(), is("environment 9"));
        assertThat(matrix.columns().getLast(), is(new Column(Kind.OTHER_ENVIRONMENTS, null)));
        assertThat(matrix.columns().getLast().environment(), is(nullValue()));
        assertThat(matrix.rows().get(9).cells().getLast().entries(), is(List.of(entries.getLast())));
        assertThat(matrix.rows().get(8).cells().getLast().entries(), hasSize(1));
        assertThat(matrix.rows().get(7).cells().getLast().entries(), is(empty()));
    }

    @Test
    void allPagesOfTheTableHaveTheSameColumns() {
        var entries = new ArrayList<Entry>();
        for (int build = 2 * HistoryMatrix.MAX_ROWS + 1; build > 0; build--) {
            entries.add(recorded(build, build, build == 1 ? "old" : "new", "1"));
        }

        var first = matrix(entries, 1);
        var last = matrix(entries, 3);

        assertThat(first.pages(), is(3));
        assertThat(first.rows(), hasSize(HistoryMatrix.MAX_ROWS));
        assertThat(first.rows().getFirst().build(), is(entries.size()));
        assertThat(matrix(entries, 2).rows().getFirst().build(), is(HistoryMatrix.MAX_ROWS + 1));
        assertThat(builds(last), contains(1));
        assertThat(last.columns(), is(first.columns()));
        assertThat(matrix(entries.subList(1, entries.size()), 1).pages(), is(2));
    }

    @Test
    void aPageNumberOutOfRangeShowsTheNearestPage() {
        var entries = List.of(recorded(1, 1, "a", "1"));

        assertThat(matrix(entries, 0).page(), is(1));
        assertThat(matrix(entries, -7).rows(), hasSize(1));
        assertThat(matrix(entries, Integer.MAX_VALUE).page(), is(1));
    }

    @Test
    void columnsAreInTheAdministratorsOrderAndThenByName() {
        var entries = List.of(
                recorded(4, 40, "test", "1"),
                recorded(3, 30, "Production", "1"),
                recorded(2, 20, "dev", "1"),
                recorded(1, 10, "qa", "1"));

        assertThat(environments(entries, "dev, staging, production"), contains("dev", "Production", "qa", "test"));
        assertThat(environments(entries, " "), contains("dev", "Production", "qa", "test"));
        assertThat(environments(entries, "production,dev"), contains("Production", "dev", "qa", "test"));
    }

    /**
     * Without its name in the administrator's order, an environment that was used long ago shares a column with others.
     */
    @Test
    void anEnvironmentThatAnAdministratorNamedHasAColumnOfItsOwn() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < HistoryMatrix.MAX_ENVIRONMENTS; i++) {
            entries.add(recorded(i + 2, 100 - i, "preview-" + i, "1"));
        }
        entries.add(recorded(1, 1, "production", "1"));

        assertThat(environments(entries, "production").getFirst(), is("production"));
        assertThat(environments(entries, null), not(hasItem("production")));
    }
}
