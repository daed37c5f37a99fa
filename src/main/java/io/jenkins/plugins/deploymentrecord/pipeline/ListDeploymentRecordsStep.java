package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lists GitHub's records of an artifact. */
@Restricted(NoExternalUse.class)
public final class ListDeploymentRecordsStep extends FormStep<DeploymentForm> {

    @DataBoundConstructor
    public ListDeploymentRecordsStep() {
        super(new DeploymentForm());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ListDeploymentRecordsExecution(form, argumentErrors, context);
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

    public String getDeploymentName() {
        return form.getDeploymentName();
    }

    @DataBoundSetter
    public void setDeploymentName(String deploymentName) {
        form.setDeploymentName(deploymentName);
    }

    /** Creates the step from the arguments of a Pipeline, or from a form. */
    @Extension
    public static final class DescriptorImpl extends FormStepDescriptor<ListDeploymentRecordsStep> {

        public DescriptorImpl() {
            super(ListDeploymentRecordsStep.class);
        }

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
        InvalidDeploymentException invalid(List<FieldError> errors) {
            return InvalidDeploymentException.ofQuery(errors);
        }
    }
}
