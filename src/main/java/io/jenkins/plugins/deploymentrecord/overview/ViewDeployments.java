package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.TransientViewActionFactory;
import hudson.model.View;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The deployments of the jobs of a view, and of those in its folders. */
@Restricted(NoExternalUse.class)
public final class ViewDeployments extends DeploymentsAction {

    /** Not that of the page of all jobs: Jenkins resolves the actions of a view's owner at the view, too. */
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

    /** Adds the page to every view but the primary view, whose jobs are those of its owner's page. */
    @Extension
    public static final class Factory extends TransientViewActionFactory {

        @Override
        public List<Action> createFor(View view) {
            return view.isDefault() ? List.of() : List.of(new ViewDeployments(view));
        }
    }
}
