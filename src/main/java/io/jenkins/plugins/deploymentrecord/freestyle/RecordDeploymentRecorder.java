package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A post-build action that records a deployment. */
@Restricted(NoExternalUse.class)
public final class RecordDeploymentRecorder extends DeploymentRecorder {

    private final DeploymentForm deployment;

    @DataBoundConstructor
    public RecordDeploymentRecorder(DeploymentForm deployment) {
        this.deployment = Objects.requireNonNullElseGet(deployment, DeploymentForm::new);
    }

    public DeploymentForm getDeployment() {
        return deployment;
    }

    @Override
    void record(AbstractBuild<?, ?> build, BuildListener listener) throws IOException, InterruptedException {
        new BuildDeployment(build, listener).record(deployment);
    }

    /** Adds the form if it is missing in a file that was written by hand. */
    private Object readResolve() {
        var read = new RecordDeploymentRecorder(deployment);
        read.setMinimumResultAsRead(getMinimumResult());
        return read;
    }

    @Extension
    @Symbol("recordDeployment")
    public static final class DescriptorImpl extends DeploymentRecorderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RecordDeployment_displayName();
        }
    }
}
