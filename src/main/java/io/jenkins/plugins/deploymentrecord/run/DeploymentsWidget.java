package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.widgets.Widget;
import java.util.Collection;
import java.util.List;
import jenkins.widgets.WidgetFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The present deployments of a job on Jenkins' new job page. */
@Restricted(NoExternalUse.class)
public final class DeploymentsWidget extends Widget {

    private final DeploymentRecordsJobAction action;

    DeploymentsWidget(DeploymentRecordsJobAction action) {
        this.action = action;
    }

    public DeploymentRecordsJobAction getAction() {
        return action;
    }

    @Override
    protected String getOwnerUrl() {
        return action.getJob().getUrl();
    }

    /** Adds the card to each job with a history. */
    @Extension
    public static final class Factory extends WidgetFactory<Job, DeploymentsWidget> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<DeploymentsWidget> widgetType() {
            return DeploymentsWidget.class;
        }

        @NonNull
        @Override
        public Collection<DeploymentsWidget> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            return NewPages.ofJobs() && Histories.of(job).exists()
                    ? List.of(new DeploymentsWidget(new DeploymentRecordsJobAction(job)))
                    : List.of();
        }
    }
}
