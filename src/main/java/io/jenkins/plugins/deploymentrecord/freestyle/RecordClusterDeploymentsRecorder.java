package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A post-build action that records the deployments of a cluster. */
@Restricted(NoExternalUse.class)
public final class RecordClusterDeploymentsRecorder extends DeploymentRecorder {

    private final ClusterForm cluster;

    @DataBoundConstructor
    public RecordClusterDeploymentsRecorder(ClusterForm cluster) {
        this.cluster = Objects.requireNonNullElseGet(cluster, ClusterForm::new);
    }

    public ClusterForm getCluster() {
        return cluster;
    }

    @Override
    void record(AbstractBuild<?, ?> build, BuildListener listener) throws IOException, InterruptedException {
        new BuildCluster(build, listener).record(cluster);
    }

    /** Adds the form if it is missing in a file that was written by hand. */
    private Object readResolve() {
        var read = new RecordClusterDeploymentsRecorder(cluster);
        read.setMinimumResultAsRead(getMinimumResult());
        return read;
    }

    @Extension
    @Symbol("recordClusterDeployments")
    public static final class DescriptorImpl extends DeploymentRecorderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RecordClusterDeployments_displayName();
        }
    }
}
