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
 * The deployments that a build recorded, or tried to. In {@code build.xml} it is no more than a mark; the records are in
 * a file beside it ({@link BuildHistory}), which is appended to, so that no record makes Jenkins write the build anew.
 *
 * <p>No exported bean: the REST API of a build, a job or a view lists every action of every build, and must not read their
 * files. The records are exported at the action's own address.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordsRunAction implements RunAction2, BuildBadgeAction {

    static final String URL_NAME = "deployment-records";

    static final String ICON = "symbol-cube";

    private transient Run<?, ?> run;
    /** Kept as long as the build is in memory, so that a list of builds does not read their histories again and again. */
    private transient volatile BuildBadge buildBadge;

    /** The counts of each step that recorded a cluster; null if there is none. Guarded by this. */
    private ArrayList<ClusterSummary> clusters;

    /** The page of a build's records, as a path on this controller; null if the build was deleted. Loads no build. */
    @CheckForNull
    public static String path(Job<?, ?> job, int build) {
        String page = buildPath(job, build);
        return page == null ? null : page + URL_NAME + '/';
    }

    /** The page of a build, as a path on this controller; null if the build was deleted. Loads no build. */
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

    /** The counts of each step that recorded a cluster. */
    public synchronized List<ClusterSummary> getClusters() {
        return clusters == null ? List.of() : List.copyOf(clusters);
    }

    /** Takes the place of the same step's counts before a restart. The caller saves the build. */
    public synchronized void keep(ClusterSummary summary) {
        clusters = clusters == null ? new ArrayList<>() : clusters;
        clusters.removeIf(known -> known.getStep().equals(summary.getStep()));
        clusters.add(summary);
    }

    /** The build, as Jenkins' layout of a build's page calls it. */
    public Run<?, ?> getObject() {
        return run;
    }

    /** Whether the reader has Jenkins' new page of a build. */
    public boolean isNewPage() {
        return NewPages.ofBuilds();
    }

    /** Reads the build's history only if it has grown since. */
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

    /** Whether the build recorded something, and the file with it is gone, as after a restore that left it out. */
    public boolean isFileMissing() {
        return !Histories.of(run).exists();
    }

    /** In the order in which they were requested. Reads the build's history. */
    public List<DeploymentRecordView> getRecords() throws IOException {
        RecordedBuild build = RecordedBuild.of(run.getParent(), run.getNumber());
        return Histories.of(run).entries().stream()
                .map(record -> new DeploymentRecordView(build, record))
                .toList();
    }

    /** Reads the build's history, once for all that a page shows of it. */
    public BuildRecords read() throws IOException {
        return new BuildRecords(getRecords(), getClusters());
    }

    /** The page of one record, by its id. */
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

    /** The records of a build, as the REST API returns them at the action's own address. */
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

    /** Null if a tab leads to the page. */
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
