package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.model.ManageJenkinsAction;
import hudson.model.ManagementLink;
import hudson.model.RootAction;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;

/** The deployments of all jobs. */
@Extension
@Restricted(NoExternalUse.class)
public class ControllerDeployments extends DeploymentsAction implements RootAction, StaplerProxy {

    /**
     * Returns the page of Manage Jenkins for requests below {@code manage/}: Jenkins finds a root action before a
     * management link of the same name.
     */
    @Override
    public Object getTarget() {
        return Stapler.getCurrentRequest2().findAncestor(ManageJenkinsAction.class) == null
                ? this
                : ManagementLink.all().stream()
                        .filter(link -> URL_NAME.equals(link.getUrlName()))
                        .map(Object.class::cast)
                        .findFirst()
                        .orElse(this);
    }

    @Override
    DeploymentScope scope() {
        return new DeploymentScope.Controller(Jenkins.get());
    }
}
