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
 * A page of a job's history: a table of builds by logical environments, in which a version can be followed from one
 * environment to the next.
 *
 * @param columns the same on every page: the environments in their order, then the column of the environments that
 *     share a column, then the column of the records without an environment
 * @param rows the latest build first
 * @param page the number of the page, at least 1
 * @param pages the number of pages, at least 1
 */
public record HistoryMatrix(List<Column> columns, List<Row> rows, int page, int pages) {

    static final int MAX_ROWS = 50;
    static final int MAX_ENVIRONMENTS = 8;
    static final int MAX_IN_CELL = 4;

    /** The order in a cell: entries that need attention come first, so that they are shown even if the cell is cut. */
    private static final Comparator<Entry> BY_URGENCY = Comparator.<Entry, Integer>comparing(
                    entry -> urgency(entry.record().state()))
            .thenComparing(entry -> entry.record().requestedAt());

    /** The common property of the records in a column. */
    public enum Kind {
        /** The same logical environment. */
        ENVIRONMENT,
        /** Environments without their own column, as there are too many environments. */
        OTHER_ENVIRONMENTS,
        /** No known environment, as the records were not valid. */
        NO_ENVIRONMENT
    }

    /** @param environment null unless the kind is {@link Kind#ENVIRONMENT} */
    public record Column(Kind kind, String environment) {}

    /**
     * @param build the build's number
     * @param latest the build's most recently requested record
     * @param cells the cells in the order of the columns
     */
    public record Row(int build, Entry latest, List<Cell> cells) {}

    /**
     * @param entries the most important entries: failed entries, then pending entries, then the other entries, each by
     *     time
     * @param more the number of entries that are left out
     */
    public record Cell(List<Entry> entries, int more) {}

    /**
     * @param entries all entries of the job, the latest first
     * @param order of the columns; environments that an administrator named are the first to have their own columns
     * @param page at least 1; if the page does not exist, the nearest page is returned
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

    /**
     * Returns the column of each environment in the order of the columns; has the key null if there are records without
     * an environment.
     */
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
                entries.stream().sorted(BY_URGENCY).limit(MAX_IN_CELL).toList(),
                Math.max(0, entries.size() - MAX_IN_CELL));
    }

    private static String environment(Entry entry) {
        return entry.record().text(RecordField.LOGICAL_ENVIRONMENT);
    }

    private static int urgency(State state) {
        return switch (state) {
            case REFUSED, GIVEN_UP, INVALID -> 0;
            case WAITING, WAITING_AGAIN -> 1;
            case DISCARDED -> 2;
            case RECORDED, SUPERSEDED -> 3;
        };
    }
}
