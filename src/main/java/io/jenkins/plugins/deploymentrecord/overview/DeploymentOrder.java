package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The order of the rows of a page. */
record DeploymentOrder(Column column, boolean isDescending) {

    /** A column by which rows can be sorted. Its name in a URL is the constant's name in lower case. */
    enum Column {
        ENVIRONMENT,
        DEPLOYMENT,
        ARTIFACT,
        SINCE,
        JOB,
        STATE;

        String urlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final List<String> NAMES =
            Stream.of(Column.values()).map(Column::urlName).toList();

    static final DeploymentOrder BY_PLACE = new DeploymentOrder(Column.ENVIRONMENT, false);

    /**
     * @param typed the name of a column, with a leading minus sign for descending order
     * @return null if there is no such column
     */
    @CheckForNull
    static DeploymentOrder of(String typed) {
        boolean isDescending = typed.startsWith("-");
        String name = isDescending ? typed.substring(1) : typed;
        return Stream.of(Column.values())
                .filter(column -> column.urlName().equals(name))
                .map(column -> new DeploymentOrder(column, isDescending))
                .findFirst()
                .orElse(null);
    }

    boolean isBy(String name) {
        return column.urlName().equals(name);
    }

    Comparator<DeploymentRow> comparator(EnvironmentOrder environments) {
        Comparator<DeploymentRow> place = by(DeploymentRecordView::getLogicalEnvironment, environments)
                .thenComparing(by(DeploymentRecordView::getCluster))
                .thenComparing(by(DeploymentRecordView::getPhysicalEnvironment))
                .thenComparing(by(DeploymentRecordView::getDeploymentName))
                .thenComparing(by(DeploymentRecordView::getOrganization));
        Comparator<DeploymentRow> ascending =
                switch (column) {
                    case ENVIRONMENT -> place;
                    case DEPLOYMENT ->
                        by(DeploymentRecordView::getDeploymentName).thenComparing(place);
                    case ARTIFACT ->
                        by(DeploymentRecordView::getName)
                                .thenComparing(by(DeploymentRecordView::getVersion))
                                .thenComparing(place);
                    case SINCE ->
                        Comparator.comparingLong(
                                        (DeploymentRow row) -> row.getCurrent().getRequestedAt())
                                .thenComparing(place);
                    case JOB -> by(DeploymentRecordView::getJob).thenComparing(place);
                    case STATE -> Comparator.comparing(DeploymentRow::getState).thenComparing(place);
                };
        return isDescending ? ascending.reversed() : ascending;
    }

    private static Comparator<DeploymentRow> by(Function<DeploymentRecordView, String> text) {
        return by(text, String.CASE_INSENSITIVE_ORDER);
    }

    private static Comparator<DeploymentRow> by(Function<DeploymentRecordView, String> text, Comparator<String> order) {
        return Comparator.comparing(row -> text.apply(row.getCurrent()), Comparator.nullsFirst(order));
    }
}
