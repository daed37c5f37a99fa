package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Tells GitHub which artifact runs where. Its parameters are those of {@link DeploymentForm}, flat, since Declarative
 * looks for each on the step itself.
 */
@Restricted(NoExternalUse.class)
public final class RecordDeploymentStep extends Step {

    private final DeploymentForm form = new DeploymentForm();

    private List<FieldError> argumentErrors = List.of();

    @DataBoundConstructor
    public RecordDeploymentStep() {
        // all optional: a default may serve
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RecordDeploymentExecution(form, argumentErrors, context);
    }

    public String getOrganization() {
        return form.getOrganization();
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        form.setOrganization(organization);
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

    public String getResultOnError() {
        return form.getResultOnError();
    }

    @DataBoundSetter
    public void setResultOnError(String resultOnError) {
        form.setResultOnError(resultOnError);
    }

    public boolean isWait() {
        return form.isWait();
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        form.setWait(wait);
    }

    public boolean isDryRun() {
        return form.isDryRun();
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        form.setDryRun(dryRun);
    }

    /** @param errors of the arguments that the form could not take */
    void setArgumentErrors(List<FieldError> errors) {
        argumentErrors = errors;
    }

    /** Nested, as Jenkins learns from the enclosing class what is described. */
    @Extension
    public static final class DescriptorImpl extends RecordDeploymentStepDescriptor {}
}
