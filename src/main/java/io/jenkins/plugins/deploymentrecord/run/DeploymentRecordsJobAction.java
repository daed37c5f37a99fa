package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.history.DeploymentsPerWeek;
import io.jenkins.plugins.deploymentrecord.history.HistoryMatrix;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The present state of the deployments that a job recorded, and their history. Each page reads a single file of limited
 * size, and loads builds only for pending records.
 *
 * <p>This class is not an exported bean, because the REST API of a view or of Jenkins lists the actions of every job
 * and must not read their files. The records are exported at the action's own URL.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordsJobAction implements Action {

    private static final int MAX_ROWS = 100;

    private final Job<?, ?> job;
    private final JobHistory history;
    /** Read once for each request, as each request has its own instance; null before. */
    private JobHistory.Contents contents;
    /** Read once for each request; null before. */
    private List<Deployed> states;

    DeploymentRecordsJobAction(Job<?, ?> job) {
        this.job = job;
        history = Histories.of(job);
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Returns the job; Jenkins' layout of a job's page requires a property of this name. */
    public Job<?, ?> getObject() {
        return job;
    }

    /** Whether the user has switched on Jenkins' new job page. */
    public boolean isNewPage() {
        return NewPages.ofJobs();
    }

    /** Returns the deployments that are not decommissioned, sorted by environments, cluster and name. */
    public List<Deployed> getDeployed() throws IOException {
        return states().stream()
                .filter(deployed -> !deployed.isDecommissioned())
                .toList();
    }

    /** Returns the decommissioned deployments. */
    public List<Deployed> getDecommissioned() throws IOException {
        return states().stream().filter(Deployed::isDecommissioned).toList();
    }

    /** Returns the deployments that the page shows; further deployments are on the page of all deployments. */
    public List<Deployed> first(List<Deployed> deployed) {
        return deployed.subList(0, Math.min(MAX_ROWS, deployed.size()));
    }

    private List<Deployed> states() throws IOException {
        if (states == null) {
            states = readStates();
        }
        return states;
    }

    private List<Deployed> readStates() throws IOException {
        List<JobHistory.Deployed> recorded = contents().deployed();
        Map<DeploymentKey, List<NewerRecords.Newer>> newer = NewerRecords.find(
                recorded.stream().map(deployed -> deployed.current().record()).toList());
        return recorded.stream()
                .map(deployed -> new Deployed(
                        entry(deployed.current()),
                        deployed.replaced() == null ? null : entry(deployed.replaced()),
                        deployed.current()
                                .record()
                                .key()
                                .map(key -> newer.getOrDefault(key, List.of()))
                                .orElse(List.of())))
                .sorted(Comparator.comparing(
                        deployed -> deployed.getCurrent().getLogicalEnvironment(),
                        DeploymentRecordsConfiguration.get().environments()))
                .toList();
    }

    /**
     * Whether the job has a history file. The file does not exist if the job recorded nothing or was restored without
     * the file.
     */
    public boolean isHistoryKept() {
        return history.exists();
    }

    /** @param typed the number of a page, at least 1; any other text is the first page */
    public HistoryMatrix matrix(@CheckForNull String typed) throws IOException {
        return HistoryMatrix.of(
                contents().entries(),
                DeploymentRecordsConfiguration.get().environments(),
                typed != null && typed.matches("[0-9]{1,6}") ? Integer.parseInt(typed) : 1);
    }

    /** Returns the heading of a column of the matrix. */
    public String heading(HistoryMatrix.Column column) {
        return switch (column.kind()) {
            case ENVIRONMENT -> column.environment();
            case OTHER_ENVIRONMENTS -> Messages.DeploymentRecordsJobAction_otherEnvironments();
            case NO_ENVIRONMENT -> Messages.DeploymentRecordsJobAction_noEnvironment();
        };
    }

    /** Returns the chart of the job's deployments per week. */
    public DeploymentsChart getChart() throws IOException {
        return new DeploymentsChart(DeploymentsPerWeek.of(
                contents().entries(),
                Instant.now(),
                ZoneId.systemDefault(),
                DeploymentRecordsConfiguration.get().environments()));
    }

    /** Returns the path of the page of a build's records on this controller; null if the build was deleted. */
    @CheckForNull
    public String recordsPath(int build) {
        return DeploymentRecordsRunAction.path(job, build);
    }

    private JobHistory.Contents contents() throws IOException {
        if (contents == null) {
            contents = history.contents();
        }
        return contents;
    }

    public DeploymentRecordView entry(JobHistory.Entry entry) {
        return new DeploymentRecordView(RecordedBuild.of(job, entry.build()), entry.record());
    }

    public Api getApi() {
        return new Api(new Exports(this));
    }

    /**
     * Returns null if the job has no history, or if a tab links to the page. The page still exists, as builds link to
     * it.
     */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return isHistoryKept() && !isNewPage() ? DeploymentRecordsRunAction.ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsJobAction_displayName();
    }

    @Override
    public String getUrlName() {
        return DeploymentRecordsRunAction.URL_NAME;
    }

    /** The records of a job in the REST API. */
    @ExportedBean
    public static final class Exports {

        private final DeploymentRecordsJobAction action;

        Exports(DeploymentRecordsJobAction action) {
            this.action = action;
        }

        @Exported
        public List<Deployed> getDeployed() throws IOException {
            return action.states();
        }

        /**
         * Returns the history, the latest record first. As the history can be long, it is exported only if a
         * {@code tree} names it, as for {@code allBuilds}.
         */
        @Exported(visibility = -2)
        public List<DeploymentRecordView> getHistory() throws IOException {
            return action.contents().entries().stream().map(action::entry).toList();
        }
    }

    /** The present state of a deployment. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Deployed {

        private final DeploymentRecordView current;
        private final DeploymentRecordView replaced;
        private final List<NewerRecords.Newer> newer;

        Deployed(DeploymentRecordView current, DeploymentRecordView replaced, List<NewerRecords.Newer> newer) {
            this.current = current;
            this.replaced = replaced;
            this.newer = newer;
        }

        /**
         * Returns newer records of other jobs, and newer records of this job that GitHub does not have; oldest first.
         */
        @Exported
        public List<NewerRecords.Newer> getNewer() {
            return newer;
        }

        /** Whether GitHub still has this job's record. */
        @Exported
        public boolean isNewest() {
            return newer.stream().noneMatch(NewerRecords.Newer::isConfirmed);
        }

        /** Whether this job decommissioned the deployment. */
        public boolean isDecommissioned() {
            return "decommissioned".equals(current.getStatus());
        }

        @Exported
        public DeploymentRecordView getCurrent() {
            return current;
        }

        /** Returns the record that this job's current record replaced; null if there is none. */
        @Exported
        public DeploymentRecordView getReplaced() {
            return replaced;
        }
    }

    /** Adds the page to every job. The page requires the permission to read the job. */
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
            return List.of(new DeploymentRecordsJobAction(job));
        }
    }
}
