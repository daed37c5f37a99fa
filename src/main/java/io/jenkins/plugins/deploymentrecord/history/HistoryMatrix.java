package io.jenkins.plugins.deploymentrecord.history;

import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.State;
import io.jenkins.plugins.deploymentrecord.history.JobHistory.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A part of a job's history that a person can survey: builds by logical environments, so that a version can be followed
 * from one environment to the next.
 *
 * @param columns the environments in their order, the same on every page; then those that share a column, then what has none
 * @param rows the latest build first
 * @param page its number, from 1 on
 * @param pages how many there are, at least 1
 */
public record HistoryMatrix(List<Column> columns, List<Row> rows, int page, int pages) {

    static final int MAX_ROWS = 50;
    static final int MAX_ENVIRONMENTS = 8;
    static final int MAX_IN_CELL = 4;

    /** What a person has to see even if a cell is cut. */
    private static final Comparator<Entry> BY_CONCERN = Comparator.<Entry, Integer>comparing(
                    entry -> concern(entry.record().state()))
            .thenComparing(entry -> entry.record().requestedAt());

    /** What the records of a column have in common. */
    public enum Kind {
        /** Their logical environment. */
        ENVIRONMENT,
        /** That their environment has no column of its own, as there are too many. */
        OTHER_ENVIRONMENTS,
        /** That they were not valid, so that nothing of them is known. */
        NO_ENVIRONMENT
    }

    /** @param environment null for the other kinds */
    public record Column(Kind kind, String environment) {}

    /**
     * @param build its number
     * @param latest the record of the build that was asked for last
     * @param cells one for each column
     */
    public record Row(int build, Entry latest, List<Cell> cells) {}

    /**
     * @param entries those that a person has to see first: the failed ones, the pending ones, then by time
     * @param more how many are left out
     */
    public record Cell(List<Entry> entries, int more) {}

    /**
     * @param entries all there are, the latest first
     * @param order of the columns; environments that an administrator named have columns of their own first
     * @param page from 1 on; what is not there is the nearest one that is
     */
    public static HistoryMatrix of(List<Entry> entries, EnvironmentOrder order, int page) {
        var byBuild = new LinkedHashMap<Integer, List<Entry>>();
        entries.stream()
                .sorted(Comparator.comparingInt(Entry::build).reversed())
                .forEach(entry -> byBuild.computeIfAbsent(entry.build(), build -> new ArrayList<>())
                        .add(entry));
        int pages = Math.max(1, (byBuild.size() + MAX_ROWS - 1) / MAX_ROWS);
        int shown = Math.clamp(page, 1, pages);
        Map<String, Column> byEnvironment = columns(entries, order);
        List<Column> columns = List.copyOf(new LinkedHashSet<>(byEnvironment.values()));
        List<Row> rows = byBuild.entrySet().stream()
                .skip((long) (shown - 1) * MAX_ROWS)
                .limit(MAX_ROWS)
                .map(build -> row(build.getKey(), build.getValue(), columns, byEnvironment))
                .toList();
        return new HistoryMatrix(columns, rows, shown, pages);
    }

    /** The column of each environment, and of null if there are records without one; in the columns' order. */
    private static Map<String, Column> columns(List<Entry> entries, EnvironmentOrder order) {
        var used = new LinkedHashSet<String>();
        entries.forEach(entry -> used.add(environment(entry)));
        boolean some = used.remove(null);
        List<String> own = used.stream()
                .sorted(Comparator.comparing(environment -> !order.isNamed(environment)))
                .limit(MAX_ENVIRONMENTS)
                .sorted(order)
                .toList();
        var columns = new LinkedHashMap<String, Column>();
        own.forEach(environment -> columns.put(environment, new Column(Kind.ENVIRONMENT, environment)));
        used.forEach(environment -> columns.putIfAbsent(environment, new Column(Kind.OTHER_ENVIRONMENTS, null)));
        if (some) {
            columns.put(null, new Column(Kind.NO_ENVIRONMENT, null));
        }
        return columns;
    }

    private static Row row(int build, List<Entry> entries, List<Column> columns, Map<String, Column> byEnvironment) {
        var byColumn = new HashMap<Column, List<Entry>>();
        entries.forEach(
                entry -> byColumn.computeIfAbsent(byEnvironment.get(environment(entry)), column -> new ArrayList<>())
                        .add(entry));
        return new Row(
                build,
                Collections.max(
                        entries, Comparator.comparing(entry -> entry.record().requestedAt())),
                columns.stream()
                        .map(column -> cell(byColumn.getOrDefault(column, List.of())))
                        .toList());
    }

    private static Cell cell(List<Entry> entries) {
        return new Cell(
                entries.stream().sorted(BY_CONCERN).limit(MAX_IN_CELL).toList(),
                Math.max(0, entries.size() - MAX_IN_CELL));
    }

    private static String environment(Entry entry) {
        return entry.record().text(RecordField.LOGICAL_ENVIRONMENT);
    }

    private static int concern(State state) {
        return switch (state) {
            case REFUSED, GIVEN_UP, INVALID -> 0;
            case WAITING, WAITING_AGAIN -> 1;
            case DISCARDED -> 2;
            case RECORDED, SUPERSEDED -> 3;
        };
    }
}
