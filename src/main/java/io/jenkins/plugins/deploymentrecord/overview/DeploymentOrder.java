package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The order of the rows of a page.
 *
 * @param name of the column; after a minus sign if the order is descending
 */
record DeploymentOrder(String name, Comparator<DeploymentRow> comparator) {

    private static final Comparator<DeploymentRow> PLACE = by(DeploymentRecordView::getLogicalEnvironment)
            .thenComparing(by(DeploymentRecordView::getCluster))
            .thenComparing(by(DeploymentRecordView::getPhysicalEnvironment))
            .thenComparing(by(DeploymentRecordView::getDeploymentName))
            .thenComparing(by(DeploymentRecordView::getOrganization));

    private static final Map<String, Comparator<DeploymentRow>> COMPARATORS = new LinkedHashMap<>();

    static {
        COMPARATORS.put("environment", PLACE);
        COMPARATORS.put(
                "deployment", by(DeploymentRecordView::getDeploymentName).thenComparing(PLACE));
        COMPARATORS.put(
                "artifact",
                by(DeploymentRecordView::getName)
                        .thenComparing(by(DeploymentRecordView::getVersion))
                        .thenComparing(PLACE));
        COMPARATORS.put(
                "since",
                Comparator.comparingLong((DeploymentRow row) -> row.getCurrent().getRequestedAt())
                        .thenComparing(PLACE));
        COMPARATORS.put("job", by(DeploymentRecordView::getJob).thenComparing(PLACE));
        COMPARATORS.put("state", Comparator.comparing(DeploymentRow::getState).thenComparing(PLACE));
    }

    static final List<String> NAMES = List.copyOf(COMPARATORS.keySet());

    static final DeploymentOrder BY_PLACE = new DeploymentOrder("environment", PLACE);

    private static Comparator<DeploymentRow> by(Function<DeploymentRecordView, String> text) {
        return Comparator.comparing(
                row -> text.apply(row.getCurrent()), Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER));
    }

    /** Null if there is no such column. */
    @CheckForNull
    static DeploymentOrder of(String name) {
        boolean isDescending = name.startsWith("-");
        Comparator<DeploymentRow> comparator = COMPARATORS.get(isDescending ? name.substring(1) : name);
        return comparator == null ? null : new DeploymentOrder(name, isDescending ? comparator.reversed() : comparator);
    }

    boolean isBy(String column) {
        return name.equals(column) || name.equals('-' + column);
    }

    boolean isDescending() {
        return name.startsWith("-");
    }
}
