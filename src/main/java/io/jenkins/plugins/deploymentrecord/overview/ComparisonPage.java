package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * Compares deployments with GitHub for the user who asks, and shows the result to that user alone: of the jobs that the
 * user may build.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ComparisonPage implements ModelObject {

    /** Of the page; the REST API has all. */
    private static final int MAX_ROWS = 500;

    private final ModelObject owner;
    private final String name;
    private final String back;
    private final Selection selection;

    @CheckForNull
    private final Comparison comparison;

    /** The records that a request is about. */
    interface Selection {
        List<KeyRecord> of(StaplerRequest2 request) throws IOException, Comparison.NotComparableException;
    }

    /**
     * @param owner whose side panel the page has
     * @param name tells the page from other pages
     * @param back the address that the page leads back to
     */
    ComparisonPage(ModelObject owner, String name, String back, Selection selection) {
        this.owner = owner;
        this.name = name;
        this.back = back;
        this.selection = selection;
        this.comparison = Comparisons.get().find(name);
    }

    public ModelObject getOwner() {
        return owner;
    }

    public String getBack() {
        return back;
    }

    /** Begins to ask GitHub. Checks the permission on the job of each record: others are left out. */
    @POST
    public HttpResponse doStart(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        try {
            return Comparisons.get().begin(name, Comparison.of(selection.of(request)))
                    ? HttpResponses.redirectToDot()
                    : refused(409, Messages.ComparisonPage_running(), response);
        } catch (Comparison.NotComparableException e) {
            return refused(400, e.getMessage(), response);
        }
    }

    private HttpResponse refused(int status, String why, StaplerResponse2 response) {
        response.setStatus(status);
        return HttpResponses.forwardToView(this, "refused.jelly").with("text", why);
    }

    /** A user ends a comparison of the user's own. */
    @POST
    public HttpResponse doCancel() {
        if (comparison != null) {
            comparison.cancel();
        }
        return HttpResponses.redirectToDot();
    }

    /** Whether the user compared something here in the last hour. */
    @Exported
    public boolean isStarted() {
        return comparison != null;
    }

    @Exported
    public boolean isRunning() {
        return comparison != null && comparison.isRunning();
    }

    /** How many artifacts GitHub was asked for. */
    @Exported
    public int getDone() {
        return comparison == null ? 0 : comparison.done();
    }

    /** How many artifacts GitHub is asked for. */
    @Exported
    public int getTotal() {
        return comparison == null ? 0 : comparison.total();
    }

    /** How many deployments are left out, as the user may not build their jobs. */
    @Exported
    public int getLeftOut() {
        return comparison == null ? 0 : comparison.leftOut();
    }

    /** Why it ended before all artifacts were asked for; null if it did not. */
    @CheckForNull
    @Exported
    public String getStoppedBecause() {
        return comparison == null ? null : comparison.stoppedBecause();
    }

    /** Those that differ first. The user may have lost a permission since. */
    @Exported
    public List<Row> getDeployments() {
        if (comparison == null) {
            return List.of();
        }
        Set<KeyRecord> allowed = new HashSet<>(BuildableRecords.of(comparison.deployments().stream()
                        .map(ComparedDeployment::record)
                        .toList())
                .records());
        var jobs = new ReadableJobs();
        return comparison.deployments().stream()
                .filter(deployment -> allowed.contains(deployment.record()))
                .map(deployment -> new Row(deployment, DeploymentRow.view(deployment.record(), jobs)))
                .sorted(Comparator.comparing(row -> row.verdict))
                .toList();
    }

    /** The first of all rows. */
    public List<Row> shown(List<Row> rows) {
        return rows.subList(0, Math.min(rows.size(), MAX_ROWS));
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return Messages.ComparisonPage_displayName();
    }

    /** A deployment and GitHub's answer about it. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Row {

        private final ComparedDeployment deployment;
        private final ComparedDeployment.Verdict verdict;
        private final DeploymentRecordView current;

        Row(ComparedDeployment deployment, DeploymentRecordView current) {
            this.deployment = deployment;
            this.verdict = deployment.verdict();
            this.current = current;
        }

        @Exported
        public DeploymentRecordView getCurrent() {
            return current;
        }

        /** For programs: it never changes. */
        @Exported
        public String getResult() {
            return verdict.name;
        }

        /** For people. */
        @Exported
        public String getText() {
            boolean isDecommissioned = DeploymentFilter.DECOMMISSIONED.equals(current.getStatus());
            return switch (verdict) {
                case SAME ->
                    isDecommissioned ? Messages.ComparisonPage_sameDecommissioned() : Messages.ComparisonPage_same();
                case DIFFERENT -> Messages.ComparisonPage_different();
                case OTHER_ARTIFACT -> Messages.ComparisonPage_otherArtifact();
                case OTHER_DEPLOYMENT -> Messages.ComparisonPage_otherDeployment();
                case NONE ->
                    isDecommissioned ? Messages.ComparisonPage_noneDecommissioned() : Messages.ComparisonPage_none();
                case FAILED ->
                    deployment.isComparable()
                            ? Messages.ComparisonPage_failed(String.valueOf(deployment.failure()))
                            : Messages.ComparisonPage_noCredential();
                case PENDING -> Messages.ComparisonPage_pending();
            };
        }

        @Exported
        public List<Difference> getDifferences() {
            return deployment.differences();
        }
    }
}
