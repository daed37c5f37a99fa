package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The environments and the cluster of deployments whose job names none. */
@Restricted(NoExternalUse.class)
public class DeploymentDefaults extends DeploymentEnvironment implements Describable<DeploymentDefaults> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public DeploymentDefaults() {
        // all optional
    }

    DeploymentDefaults copy() {
        var copy = new DeploymentDefaults();
        copy.setLogicalEnvironment(getLogicalEnvironment());
        copy.setPhysicalEnvironment(getPhysicalEnvironment());
        copy.setCluster(getCluster());
        return copy;
    }

    /** What is wrong, if anything. */
    List<FieldError> errors() {
        return Stream.of(
                        error(RecordField.LOGICAL_ENVIRONMENT, getLogicalEnvironment()),
                        error(RecordField.PHYSICAL_ENVIRONMENT, getPhysicalEnvironment()),
                        error(RecordField.CLUSTER, getCluster()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<FieldError> error(RecordField field, @CheckForNull String value) {
        return value == null ? Optional.empty() : field.check(value);
    }

    boolean isEmpty() {
        return getLogicalEnvironment() == null && getPhysicalEnvironment() == null && getCluster() == null;
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
                    ? FieldErrorValidation.of(error(field, TypedText.trimToNull(value)))
                    : FormValidation.ok();
        }
    }
}
