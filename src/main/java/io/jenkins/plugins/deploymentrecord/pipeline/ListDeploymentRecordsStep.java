package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Lists the records that GitHub has of an artifact. Its parameters are fields of {@link DeploymentForm}, flat, since
 * Declarative looks for each on the step itself.
 */
@Restricted(NoExternalUse.class)
public final class ListDeploymentRecordsStep extends Step {

    private final DeploymentForm form = new DeploymentForm();

    private List<FieldError> argumentErrors = List.of();

    @DataBoundConstructor
    public ListDeploymentRecordsStep() {
        // all optional: a default may serve
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ListDeploymentRecordsExecution(form, argumentErrors, context);
    }

    public String getOrganization() {
        return form.getOrganization();
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        form.setOrganization(organization);
    }

    public String getDigest() {
        return form.getDigest();
    }

    @DataBoundSetter
    public void setDigest(String digest) {
        form.setDigest(digest);
    }

    public String getDigestFile() {
        return form.getDigestFile();
    }

    @DataBoundSetter
    public void setDigestFile(String digestFile) {
        form.setDigestFile(digestFile);
    }

    public String getArtifact() {
        return form.getArtifact();
    }

    @DataBoundSetter
    public void setArtifact(String artifact) {
        form.setArtifact(artifact);
    }

    public String getImage() {
        return form.getImage();
    }

    @DataBoundSetter
    public void setImage(String image) {
        form.setImage(image);
    }

    public String getLogicalEnvironment() {
        return form.getLogicalEnvironment();
    }

    @DataBoundSetter
    public void setLogicalEnvironment(String logicalEnvironment) {
        form.setLogicalEnvironment(logicalEnvironment);
    }

    public String getPhysicalEnvironment() {
        return form.getPhysicalEnvironment();
    }

    @DataBoundSetter
    public void setPhysicalEnvironment(String physicalEnvironment) {
        form.setPhysicalEnvironment(physicalEnvironment);
    }

    public String getCluster() {
        return form.getCluster();
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        form.setCluster(cluster);
    }

    public String getDeploymentName() {
        return form.getDeploymentName();
    }

    @DataBoundSetter
    public void setDeploymentName(String deploymentName) {
        form.setDeploymentName(deploymentName);
    }

    public String getServer() {
        return form.getServer();
    }

    @DataBoundSetter
    public void setServer(String server) {
        form.setServer(server);
    }

    public String getCredentialsId() {
        return form.getCredentialsId();
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        form.setCredentialsId(credentialsId);
    }

    /** Makes the step of a Pipeline's arguments, and of a form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {

        @Override
        public String getFunctionName() {
            return "listDeploymentRecords";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ListDeploymentRecordsStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class, FlowExecution.class);
        }

        /** A wrong argument is told with all other errors: the step begins with the arguments that it can take. */
        @Override
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            StepArguments read = read(arguments);
            var step = (ListDeploymentRecordsStep) super.newInstance(read.usable());
            step.argumentErrors = read.errors();
            return step;
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            StepArguments read = read(arguments);
            if (!read.errors().isEmpty()) {
                var invalid = InvalidDeploymentException.ofQuery(read.errors());
                throw new IllegalArgumentException(invalid.getMessage(), invalid);
            }
            return read.usable();
        }

        private StepArguments read(Map<String, Object> arguments) {
            return StepArguments.read(ListDeploymentRecordsStep.class, getFunctionName(), arguments);
        }
    }
}
