package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Records at GitHub which artifact was deployed to which environment. */
@Restricted(NoExternalUse.class)
public final class RecordDeploymentStep extends RecordingStep<DeploymentForm> {

    @DataBoundConstructor
    public RecordDeploymentStep() {
        // all parameters are optional, since each can have a default
        super(new DeploymentForm());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RecordDeploymentExecution(form, argumentErrors, context);
    }

    public String getName() {
        return form.getName();
    }

    @DataBoundSetter
    public void setName(String name) {
        form.setName(name);
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

    public String getVersion() {
        return form.getVersion();
    }

    @DataBoundSetter
    public void setVersion(String version) {
        form.setVersion(version);
    }

    public String getStatus() {
        return form.getStatus();
    }

    @DataBoundSetter
    public void setStatus(String status) {
        form.setStatus(status);
    }

    public String getDeploymentName() {
        return form.getDeploymentName();
    }

    @DataBoundSetter
    public void setDeploymentName(String deploymentName) {
        form.setDeploymentName(deploymentName);
    }

    public String getGithubRepository() {
        return form.getGithubRepository();
    }

    @DataBoundSetter
    public void setGithubRepository(String githubRepository) {
        form.setGithubRepository(githubRepository);
    }

    public List<Tag> getTags() {
        return form.getTags();
    }

    @DataBoundSetter
    public void setTags(List<Tag> tags) {
        form.setTags(tags);
    }

    public List<String> getRuntimeRisks() {
        return form.getRuntimeRisks();
    }

    @DataBoundSetter
    public void setRuntimeRisks(List<String> runtimeRisks) {
        form.setRuntimeRisks(runtimeRisks);
    }

    /** Nested, because Jenkins infers the described class from the enclosing class. */
    @Extension
    public static final class DescriptorImpl extends RecordDeploymentStepDescriptor {}
}
