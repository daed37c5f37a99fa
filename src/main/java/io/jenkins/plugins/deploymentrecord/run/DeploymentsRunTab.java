package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The tab of a build's records on Jenkins' new build page. It links to the page of {@link DeploymentRecordsRunAction}.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentsRunTab extends Tab {

    private final DeploymentRecordsRunAction action;

    DeploymentsRunTab(Run<?, ?> run, DeploymentRecordsRunAction action) {
        super(run);
        this.action = action;
    }

    public DeploymentRecordsRunAction getAction() {
        return action;
    }

    @Override
    public String getIconFileName() {
        return DeploymentRecordsRunAction.ICON;
    }

    @Override
    public String getDisplayName() {
        return action.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return action.getUrlName();
    }

    /** Adds the tab to each build with records. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<Tab> actionType() {
            return Tab.class;
        }

        @NonNull
        @Override
        @SuppressWarnings("unchecked")
        public Collection<? extends Tab> createFor(@NonNull Run target) {
            if (!NewPages.ofBuilds()) {
                return List.of();
            }
            Run<?, ?> run = target;
            return run.getActions(DeploymentRecordsRunAction.class).stream()
                    .map(action -> new DeploymentsRunTab(run, action))
                    .toList();
        }
    }
}
