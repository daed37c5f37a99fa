package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The environments and the cluster of deployments whose job names none. */
@Restricted(NoExternalUse.class)
public class DeploymentDefaults implements Describable<DeploymentDefaults> {

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
        this.logicalEnvironment = TypedText.trimToNull(logicalEnvironment);
    }

    @CheckForNull
    public String getPhysicalEnvironment() {
        return physicalEnvironment;
    }

    @DataBoundSetter
    public void setPhysicalEnvironment(String physicalEnvironment) {
        this.physicalEnvironment = TypedText.trimToNull(physicalEnvironment);
    }

    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = TypedText.trimToNull(cluster);
    }

    DeploymentDefaults copy() {
        var copy = new DeploymentDefaults();
        copy.logicalEnvironment = logicalEnvironment;
        copy.physicalEnvironment = physicalEnvironment;
        copy.cluster = cluster;
        return copy;
    }

    /** What is wrong, if anything. */
    List<Fault> faults() {
        return Stream.of(
                        fault(RecordField.LOGICAL_ENVIRONMENT, logicalEnvironment),
                        fault(RecordField.PHYSICAL_ENVIRONMENT, physicalEnvironment),
                        fault(RecordField.CLUSTER, cluster))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Fault> fault(RecordField field, @CheckForNull String value) {
        return value == null ? Optional.empty() : field.check(value);
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

        @POST
        public FormValidation doCheckLogicalEnvironment(@QueryParameter String value) {
            return check(RecordField.LOGICAL_ENVIRONMENT, value);
        }

        @POST
        public FormValidation doCheckPhysicalEnvironment(@QueryParameter String value) {
            return check(RecordField.PHYSICAL_ENVIRONMENT, value);
        }

        @POST
        public FormValidation doCheckCluster(@QueryParameter String value) {
            return check(RecordField.CLUSTER, value);
        }

        private static FormValidation check(RecordField field, String value) {
            return Jenkins.get().hasPermission(Jenkins.MANAGE)
                    ? FaultValidation.of(fault(field, TypedText.trimToNull(value)))
                    : FormValidation.ok();
        }
    }
}
