package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A build step that records the deployments of a cluster. */
@Restricted(NoExternalUse.class)
public final class RecordClusterDeploymentsBuilder extends Builder {

    private final ClusterForm cluster;

    @DataBoundConstructor
    public RecordClusterDeploymentsBuilder(ClusterForm cluster) {
        this.cluster = Objects.requireNonNullElseGet(cluster, ClusterForm::new);
    }

    /** Adds the form if it is missing in a file that was written by hand. */
    private Object readResolve() {
        return new RecordClusterDeploymentsBuilder(cluster);
    }

    public ClusterForm getCluster() {
        return cluster;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        new BuildCluster(build, listener).record(cluster);
        return true;
    }

    @Extension
    @Symbol("recordClusterDeployments")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RecordClusterDeployments_displayName();
        }

        @SuppressWarnings("rawtypes") // the signature of BuildStepDescriptor
        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
