package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.BuildBadgeAction;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.BuildHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The deployments that a build recorded or failed to record. The records are not in {@code build.xml} but in a separate
 * file ({@link BuildHistory}) to which lines are appended, so that Jenkins does not have to save the build for each
 * record.
 *
 * <p>This class is not an exported bean, because the REST API of a build, a job or a view lists the actions of every
 * build and must not read their files. The records are exported at the action's own URL.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordsRunAction implements RunAction2, BuildBadgeAction {

    static final String URL_NAME = "deployment-records";

    static final String ICON = "symbol-cube";

    private transient Run<?, ?> run;
    /** Cached as long as the build is in memory, so that a list of builds does not read their histories repeatedly. */
    private transient volatile BuildBadge buildBadge;

    /** The summary of each step that recorded a cluster; null if there is none. Guarded by this. */
    private ArrayList<ClusterSummary> clusters;

    /**
     * Returns the path of the page of a build's records on this controller; null if the build was deleted. Does not
     * load the build.
     */
    @CheckForNull
    public static String path(Job<?, ?> job, int build) {
        String page = buildPath(job, build);
        return page == null ? null : page + URL_NAME + '/';
    }

    /**
     * Returns the path of the page of a build on this controller; null if the build was deleted. Does not load the
     * build.
     */
    @CheckForNull
    public static String buildPath(Job<?, ?> job, int build) {
        return Files.isDirectory(job.getBuildDir().toPath().resolve(String.valueOf(build)))
                ? job.getUrl() + build + '/'
                : null;
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** Returns the summary of each step that recorded a cluster. */
    public synchronized List<ClusterSummary> getClusters() {
        return clusters == null ? List.of() : List.copyOf(clusters);
    }

    /**
     * Adds a summary, or replaces the summary of the same step from before a restart. The caller must save the build.
     */
    public synchronized void keep(ClusterSummary summary) {
        clusters = clusters == null ? new ArrayList<>() : clusters;
        clusters.removeIf(known -> known.getStep().equals(summary.getStep()));
        clusters.add(summary);
    }

    /** Returns the build; Jenkins' layout of a build's page requires a property of this name. */
    public Run<?, ?> getObject() {
        return run;
    }

    /** Whether the user has switched on Jenkins' new build page. */
    public boolean isNewPage() {
        return NewPages.ofBuilds();
    }

    /** Returns the badge; reads the build's history only if it has grown since the last call. */
    public BuildBadge getBuildBadge() throws IOException {
        BuildHistory history = Histories.of(run);
        long size = history.size();
        BuildBadge known = buildBadge;
        if (known == null || known.size() != size) {
            known = BuildBadge.of(size, history.entries());
            buildBadge = known;
        }
        return known;
    }

    /** Whether the file with the build's records is missing, such as after a restore without it. */
    public boolean isFileMissing() {
        return !Histories.of(run).exists();
    }

    /** Reads the build's records, in the order of their requests. */
    public List<DeploymentRecordView> getRecords() throws IOException {
        RecordedBuild build = RecordedBuild.of(run.getParent(), run.getNumber());
        return Histories.of(run).entries().stream()
                .map(record -> new DeploymentRecordView(build, record))
                .toList();
    }

    /** Reads the build's history once for all parts of a page. */
    public BuildRecords read() throws IOException {
        return new BuildRecords(getRecords(), getClusters());
    }

    /** Returns the page of the record with this id; null if there is no such record. */
    @CheckForNull
    public DeploymentRecordView getDynamic(String id, StaplerRequest2 request, StaplerResponse2 response)
            throws IOException {
        return Histories.of(run)
                .entry(id)
                .map(record -> new DeploymentRecordView(RecordedBuild.of(run.getParent(), run.getNumber()), record))
                .orElse(null);
    }

    public Api getApi() {
        return new Api(new Exports(this));
    }

    /** The records of a build in the REST API. */
    @ExportedBean
    public static final class Exports {

        private final DeploymentRecordsRunAction action;

        Exports(DeploymentRecordsRunAction action) {
            this.action = action;
        }

        @Exported
        public List<DeploymentRecordView> getRecords() throws IOException {
            return action.getRecords();
        }

        @Exported
        public List<ClusterSummary> getClusters() {
            return action.getClusters();
        }
    }

    /** Returns null if a tab links to the page. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return isNewPage() ? null : ICON;
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }
}
