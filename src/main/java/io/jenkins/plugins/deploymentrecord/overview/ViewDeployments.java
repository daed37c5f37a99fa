package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Action;
import hudson.model.TransientViewActionFactory;
import hudson.model.View;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The deployments of the jobs of a view, including the jobs in its folders. */
@Restricted(NoExternalUse.class)
public final class ViewDeployments extends DeploymentsAction {

    /** Differs from the URL name of the page of all jobs, because a view without a name has the URL of its owner. */
    private static final String VIEW_URL_NAME = "view-" + URL_NAME;

    private final View view;

    ViewDeployments(View view) {
        this.view = view;
    }

    @Override
    DeploymentScope scope() {
        return new DeploymentScope.OfView(view);
    }

    @Override
    public String getDisplayName() {
        return Messages.ViewDeployments_displayName();
    }

    @Override
    public String getUrlName() {
        return VIEW_URL_NAME;
    }

    /**
     * Adds the page to all views except primary views, whose side panel links to the page of the view's owner. For
     * Jenkins itself that link is added here, because Jenkins shows root actions only in its header; a folder shows its
     * actions in the side panel.
     */
    @Extension
    public static final class Factory extends TransientViewActionFactory {

        @Override
        public List<Action> createFor(View view) {
            if (!view.isDefault()) {
                return List.of(new ViewDeployments(view));
            }
            return view.getOwner() == Jenkins.get()
                    ? List.of(ExtensionList.lookupSingleton(ControllerDeployments.class))
                    : List.of();
        }
    }
}
