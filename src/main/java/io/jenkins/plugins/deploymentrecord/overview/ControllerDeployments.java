package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.model.RootAction;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The deployments of all jobs. */
@Extension
@Restricted(NoExternalUse.class)
public class ControllerDeployments extends DeploymentsAction implements RootAction {

    @Override
    DeploymentScope scope() {
        return new DeploymentScope.Controller(Jenkins.get());
    }
}
