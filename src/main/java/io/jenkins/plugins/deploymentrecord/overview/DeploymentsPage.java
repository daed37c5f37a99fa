package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The deployments that match a request, of the jobs that the user may read. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class DeploymentsPage {

    /** The maximum number of environments or clusters in a list of choices; a URL can contain any value. */
    private static final int MAX_CHOICES = 500;

    private static final int MAX_SHORTCUTS = 6;
    /** The parameter that identifies a deployment; see {@link DeploymentRow#getName}. */
    static final String DEPLOYMENT = "deployment";

    private final DeploymentFilter filter;
    private final EnvironmentOrder environments;
    private final List<DeploymentRow> readable;
    private final List<DeploymentRow> found;
    private final int otherStatus;
    private final long completeSince;
    private final int page;

    DeploymentsPage(DeploymentScope scope, DeploymentFilter filter) throws IOException {
        this.filter = filter;
        environments = DeploymentRecordsConfiguration.get().environments();
        KeyIndex index = OutboxService.keys(key -> true);
        completeSince = index.completeSince();
        var jobs = new ReadableJobs();
        readable = index.states().stream()
                .map(state -> ShownRecords.of(state, scope, jobs))
                .filter(Objects::nonNull)
                .map(shown -> DeploymentRow.of(shown, jobs))
                .toList();
        List<DeploymentRow> ofAnyStatus =
                readable.stream().filter(filter.predicate()).toList();
        found = ofAnyStatus.stream()
                .filter(filter::isOfStatus)
                .sorted(filter.order().comparator(environments))
                .toList();
        otherStatus = ofAnyStatus.size() - found.size();
        page = Math.min(filter.page(), getPages());
    }

    public DeploymentFilter getFilter() {
        return filter;
    }

    /** Returns the errors of invalid parameters, in words. */
    public List<String> getErrors() {
        return filter.errors();
    }

    /** Returns the deployments of the current page. */
    @Exported
    public List<DeploymentRow> getDeployments() {
        int size = filter.pageSize();
        return found.subList(Math.min(found.size(), (page - 1) * size), Math.min(found.size(), page * size));
    }

    /** Returns the deployments of all pages. */
    List<DeploymentRow> all() {
        return found;
    }

    /** Returns the deployments of all pages, or only the named deployment, which may have any status. */
    List<DeploymentRow> chosen(@CheckForNull String name) {
        return Util.fixEmpty(name) == null
                ? found
                : readable.stream().filter(row -> row.getName().equals(name)).toList();
    }

    /** Returns the number of deployments that the filter finds. */
    @Exported
    public int getTotal() {
        return found.size();
    }

    /** Returns the number of further deployments that the filter would find without its status. */
    @Exported
    public int getOtherStatus() {
        return otherStatus;
    }

    @Exported
    public int getPage() {
        return page;
    }

    @Exported
    public int getPages() {
        return Math.max(1, (found.size() + filter.pageSize() - 1) / filter.pageSize());
    }

    /**
     * Returns the time since which every accepted record is known, in milliseconds since 1970; 0 while the index is
     * being restored from the histories of the jobs.
     */
    @Exported
    public long getCompleteSince() {
        return completeSince;
    }

    /** Whether the user may build the job of a deployment on this page. */
    public boolean isBuildable() {
        return getDeployments().stream()
                .anyMatch(row -> row.getCurrent().getAvailableActions().isBuildable());
    }

    /** Whether the user may not read any deployment of the scope. */
    public boolean isNothingReadable() {
        return readable.isEmpty();
    }

    public Collection<String> getLogicalEnvironments() {
        return choices(DeploymentRecordView::getLogicalEnvironment, environments);
    }

    /** Returns the environments that can be chosen with a click: the first environments in their order. */
    public List<String> getShortcuts() {
        return getLogicalEnvironments().stream().limit(MAX_SHORTCUTS).toList();
    }

    public Collection<String> getPhysicalEnvironments() {
        return choices(DeploymentRecordView::getPhysicalEnvironment, String.CASE_INSENSITIVE_ORDER);
    }

    public Collection<String> getClusters() {
        return choices(DeploymentRecordView::getCluster, String.CASE_INSENSITIVE_ORDER);
    }

    private Collection<String> choices(Function<DeploymentRecordView, String> value, Comparator<String> order) {
        var choices = new TreeSet<>(order.thenComparing(Function.identity()));
        readable.stream()
                .map(DeploymentRow::getCurrent)
                .map(value)
                .filter(Objects::nonNull)
                .forEach(choices::add);
        return choices.stream().limit(MAX_CHOICES).toList();
    }

    /** Returns the sort direction of a column for screen readers; null if the rows are not sorted by the column. */
    @CheckForNull
    public String ariaSort(String column) {
        DeploymentOrder order = filter.order();
        if (!order.isBy(column)) {
            return null;
        }
        return order.isDescending() ? "descending" : "ascending";
    }

    /** Returns the query that sorts by a column, or reverses the order if the rows are already sorted by the column. */
    public String sortQuery(String column) {
        return filter.with(DeploymentFilter.SORT, "ascending".equals(ariaSort(column)) ? '-' + column : column);
    }

    public String pageQuery(int number) {
        return filter.with(DeploymentFilter.PAGE, String.valueOf(number));
    }

    /** @param at in milliseconds since 1970 */
    public Date date(long at) {
        return new Date(at);
    }
}
