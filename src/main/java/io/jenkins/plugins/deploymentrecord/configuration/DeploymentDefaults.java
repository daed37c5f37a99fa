package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SourceRepository;
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

/** The environments, the cluster and the repository of deployments if their job names none. */
@Restricted(NoExternalUse.class)
public class DeploymentDefaults extends DeploymentEnvironment implements Describable<DeploymentDefaults> {

    private static final long serialVersionUID = 1L;

    private String githubRepository;

    @DataBoundConstructor
    public DeploymentDefaults() {
        // all parameters are optional
    }

    /** Returns {@link CheckedOutRepository#SCM}, or a repository as typed. */
    @CheckForNull
    public String getGithubRepository() {
        return githubRepository;
    }

    @DataBoundSetter
    public void setGithubRepository(String githubRepository) {
        this.githubRepository = TypedText.trimToNull(githubRepository);
    }

    DeploymentDefaults copy() {
        var copy = new DeploymentDefaults();
        copy.setLogicalEnvironment(getLogicalEnvironment());
        copy.setPhysicalEnvironment(getPhysicalEnvironment());
        copy.setCluster(getCluster());
        copy.setGithubRepository(githubRepository);
        return copy;
    }

    /** Returns the errors of the values; empty if all values are valid. */
    List<FieldError> errors() {
        return Stream.of(
                        error(RecordField.LOGICAL_ENVIRONMENT, getLogicalEnvironment()),
                        error(RecordField.PHYSICAL_ENVIRONMENT, getPhysicalEnvironment()),
                        error(RecordField.CLUSTER, getCluster()),
                        SourceRepository.error(githubRepository, null, null))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<FieldError> error(RecordField field, @CheckForNull String value) {
        return value == null ? Optional.empty() : field.check(value);
    }

    boolean isEmpty() {
        return getLogicalEnvironment() == null
                && getPhysicalEnvironment() == null
                && getCluster() == null
                && githubRepository == null;
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

        @POST
        public FormValidation doCheckGithubRepository(@QueryParameter String value) {
            return check(SourceRepository.error(value, null, null));
        }

        private static FormValidation check(RecordField field, String value) {
            return check(error(field, TypedText.trimToNull(value)));
        }

        private static FormValidation check(Optional<FieldError> error) {
            return Jenkins.get().hasPermission(Jenkins.MANAGE) ? FieldErrorValidation.of(error) : FormValidation.ok();
        }
    }
}
