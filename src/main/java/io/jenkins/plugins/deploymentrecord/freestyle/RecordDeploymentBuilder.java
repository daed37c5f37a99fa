package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A build step that records a deployment. */
@Restricted(NoExternalUse.class)
public final class RecordDeploymentBuilder extends Builder {

    private final DeploymentForm deployment;

    @DataBoundConstructor
    public RecordDeploymentBuilder(DeploymentForm deployment) {
        this.deployment = Objects.requireNonNullElseGet(deployment, DeploymentForm::new);
    }

    /** Adds the form if it is missing in a file that was written by hand. */
    private Object readResolve() {
        return new RecordDeploymentBuilder(deployment);
    }

    public DeploymentForm getDeployment() {
        return deployment;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        new BuildDeployment(build, listener).record(deployment);
        return true;
    }

    @Extension
    @Symbol("recordDeployment")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RecordDeployment_displayName();
        }

        @SuppressWarnings("rawtypes") // the signature of BuildStepDescriptor
        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
