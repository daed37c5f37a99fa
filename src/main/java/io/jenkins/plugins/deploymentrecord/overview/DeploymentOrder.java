package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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

    private static final Comparator<DeploymentRow> PLACE = by(DeploymentRow::getLogicalEnvironment)
            .thenComparing(by(DeploymentRow::getCluster))
            .thenComparing(by(DeploymentRow::getPhysicalEnvironment))
            .thenComparing(by(DeploymentRow::getDeploymentName))
            .thenComparing(by(DeploymentRow::getOrganization));

    private static final Map<String, Comparator<DeploymentRow>> COMPARATORS = new LinkedHashMap<>();

    static {
        COMPARATORS.put("environment", PLACE);
        COMPARATORS.put("deployment", by(DeploymentRow::getDeploymentName).thenComparing(PLACE));
        COMPARATORS.put(
                "artifact",
                by(DeploymentRow::getName)
                        .thenComparing(by(DeploymentRow::getVersion))
                        .thenComparing(PLACE));
        COMPARATORS.put(
                "since", Comparator.comparingLong(DeploymentRow::getSince).thenComparing(PLACE));
        COMPARATORS.put("job", by(DeploymentRow::getJob).thenComparing(PLACE));
        COMPARATORS.put("state", by(DeploymentRow::getState).thenComparing(PLACE));
    }

    static final List<String> NAMES = List.copyOf(COMPARATORS.keySet());

    static final DeploymentOrder BY_PLACE = new DeploymentOrder("environment", PLACE);

    private static Comparator<DeploymentRow> by(Function<DeploymentRow, String> text) {
        return Comparator.comparing(text, Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER));
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
