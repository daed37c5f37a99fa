package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Where artifacts run that a job deploys without saying where. */
@Restricted(NoExternalUse.class)
public class DeploymentDefaults extends AbstractDescribableImpl<DeploymentDefaults> {

    private String logicalEnvironment;
    private String physicalEnvironment;
    private String cluster;

    @DataBoundConstructor
    public DeploymentDefaults() {
        // all optional
    }

    @CheckForNull
    public String getLogicalEnvironment() {
        return logicalEnvironment;
    }

    @DataBoundSetter
    public void setLogicalEnvironment(String logicalEnvironment) {
        this.logicalEnvironment = Util.fixEmptyAndTrim(logicalEnvironment);
    }

    @CheckForNull
    public String getPhysicalEnvironment() {
        return physicalEnvironment;
    }

    @DataBoundSetter
    public void setPhysicalEnvironment(String physicalEnvironment) {
        this.physicalEnvironment = Util.fixEmptyAndTrim(physicalEnvironment);
    }

    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    boolean isEmpty() {
        return logicalEnvironment == null && physicalEnvironment == null && cluster == null;
    }

    @Extension
    public static class DescriptorImpl extends Descriptor<DeploymentDefaults> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeploymentDefaults_displayName();
        }
    }
}
