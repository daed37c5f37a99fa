package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What runs where, as far as a job recorded it, and how that came about. Reads one file of bounded size for each view,
 * and no build but those of records on their way.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class DeploymentRecordsJobAction implements Action {

    private final Job<?, ?> job;
    /** Read once, as the object is made anew for each request; null before. */
    private JobHistory.Contents contents;

    DeploymentRecordsJobAction(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** By environments, cluster and name. */
    @Exported
    public List<Deployed> getDeployed() throws IOException {
        return contents().deployed().stream()
                .map(deployed -> new Deployed(
                        entry(deployed.current()), deployed.replaced() == null ? null : entry(deployed.replaced())))
                .toList();
    }

    /**
     * The latest first. As long as it can be, it is part of the REST API's answer where the tree asks for it, not in what a
     * view of many jobs at some depth returns; as {@link Job}'s {@code allBuilds} is.
     */
    @Exported(visibility = -2)
    public List<RecordEntry> getHistory() throws IOException {
        return contents().entries().stream().map(this::entry).toList();
    }

    /** @param typed the number of a page, from 1 on; anything else is the first */
    public HistoryMatrix matrix(@CheckForNull String typed) throws IOException {
        return HistoryMatrix.of(
                contents().entries(), typed != null && typed.matches("[0-9]{1,6}") ? Integer.parseInt(typed) : 1);
    }

    /** The heading of a column of the matrix. */
    public String heading(HistoryMatrix.Column column) {
        return switch (column.kind()) {
            case ENVIRONMENT -> column.environment();
            case OTHER_ENVIRONMENTS -> Messages.DeploymentRecordsJobAction_otherEnvironments();
            case NO_ENVIRONMENT -> Messages.DeploymentRecordsJobAction_noEnvironment();
        };
    }

    /** The page of a build's records, as a path on this controller; null where the build was deleted. */
    @CheckForNull
    public String buildPath(int build) {
        return DeploymentRecordsRunAction.path(job, build);
    }

    private JobHistory.Contents contents() throws IOException {
        if (contents == null) {
            contents = new JobHistory(job.getRootDir().toPath()).contents();
        }
        return contents;
    }

    public RecordEntry entry(JobHistory.Entry entry) {
        return new RecordEntry(job, entry.build(), entry.record());
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsJobAction_displayName();
    }

    @Override
    public String getUrlName() {
        return DeploymentRecordsRunAction.URL_NAME;
    }

    /** The present state of one deployment. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Deployed {

        private final RecordEntry current;
        private final RecordEntry replaced;

        Deployed(RecordEntry current, RecordEntry replaced) {
            this.current = current;
            this.replaced = replaced;
        }

        @Exported
        public RecordEntry getCurrent() {
            return current;
        }

        /** Null where this job recorded none before. */
        @Exported
        public RecordEntry getReplaced() {
            return replaced;
        }
    }

    /** Adds the page to every job that recorded something; a job's permission to read is that of its page. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return DeploymentRecordsJobAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return new JobHistory(job.getRootDir().toPath()).exists()
                    ? List.of(new DeploymentRecordsJobAction(job))
                    : List.of();
        }
    }
}
