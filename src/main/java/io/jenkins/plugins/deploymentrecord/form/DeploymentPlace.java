package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentEnvironment;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The part of a {@link DeploymentForm} that says where the artifact runs, and under which name. Blank values are null. */
@Restricted(NoExternalUse.class)
public abstract class DeploymentPlace extends DeploymentEnvironment {

    private static final long serialVersionUID = 1L;

    private String deploymentName;

    @CheckForNull
    public String getDeploymentName() {
        return deploymentName;
    }

    @DataBoundSetter
    public void setDeploymentName(String deploymentName) {
        this.deploymentName = TypedText.trimToNull(deploymentName);
    }
}
