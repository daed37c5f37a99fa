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

/** Compares the deployments of jobs that the user may build with GitHub. Only this user sees the result. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ComparisonPage implements ModelObject {

    /** The maximum number of rows on the page; the REST API returns all rows. */
    private static final int MAX_ROWS = 500;

    private final ModelObject owner;
    private final String name;
    private final String back;
    private final Selection selection;

    @CheckForNull
    private final Comparison comparison;

    /** Selects the records to compare for a request. */
    interface Selection {
        List<KeyRecord> of(StaplerRequest2 request) throws IOException, Comparison.NotComparableException;
    }

    /**
     * @param owner the object whose side panel the page shows
     * @param name distinguishes the page from other pages
     * @param back the URL of the page's link back
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

    /** Begins a comparison. Checks the permission on the job of each record; leaves out the records of other jobs. */
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

    /** Cancels the user's own comparison. */
    @POST
    public HttpResponse doCancel() {
        if (comparison != null) {
            comparison.cancel();
        }
        return HttpResponses.redirectToDot();
    }

    /** Whether the user started a comparison on this page in the last hour. */
    @Exported
    public boolean isStarted() {
        return comparison != null;
    }

    @Exported
    public boolean isRunning() {
        return comparison != null && comparison.isRunning();
    }

    /** Returns the number of artifacts that have been read. */
    @Exported
    public int getDone() {
        return comparison == null ? 0 : comparison.done();
    }

    /** Returns the number of artifacts to read. */
    @Exported
    public int getTotal() {
        return comparison == null ? 0 : comparison.total();
    }

    /** Returns the number of deployments that are left out because the user may not build their jobs. */
    @Exported
    public int getLeftOut() {
        return comparison == null ? 0 : comparison.leftOut();
    }

    /** Returns the reason why the comparison ended early; null if it did not end early. */
    @CheckForNull
    @Exported
    public String getStoppedBecause() {
        return comparison == null ? null : comparison.stoppedBecause();
    }

    /** Returns the rows, the differing deployments first. Checks permissions again, as the user may have lost them. */
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

    /** Returns the rows that the page shows. */
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

        /** Returns the name of the outcome for programs, which never changes. */
        @Exported
        public String getResult() {
            return verdict.name;
        }

        /** Returns the outcome in words. */
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
