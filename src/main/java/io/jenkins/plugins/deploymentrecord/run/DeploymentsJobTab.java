package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The tab of a job's deployments on Jenkins' new job page. It links to the page of {@link DeploymentRecordsJobAction}.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentsJobTab extends Tab {

    DeploymentsJobTab(Job<?, ?> job) {
        super(job);
    }

    @Override
    public String getIconFileName() {
        return DeploymentRecordsRunAction.ICON;
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsJobAction_displayName();
    }

    @Override
    public String getUrlName() {
        return DeploymentRecordsRunAction.URL_NAME;
    }

    /** Adds the tab to each job that recorded something. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<Tab> actionType() {
            return Tab.class;
        }

        @NonNull
        @Override
        public Collection<? extends Tab> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            return NewPages.ofJobs() && Histories.of(job).exists() ? List.of(new DeploymentsJobTab(job)) : List.of();
        }
    }
}
