package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Records the deployments of a cluster at GitHub. */
@Restricted(NoExternalUse.class)
public final class RecordClusterDeploymentsStep extends RecordingStep<ClusterForm> {

    @DataBoundConstructor
    public RecordClusterDeploymentsStep() {
        // all parameters are optional, since each can have a default
        super(new ClusterForm());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RecordClusterDeploymentsExecution(form, argumentErrors, context);
    }

    public String getKubectlFile() {
        return form.getKubectlFile();
    }

    @DataBoundSetter
    public void setKubectlFile(String kubectlFile) {
        form.setKubectlFile(kubectlFile);
    }

    public String getDeployments() {
        return form.getDeployments();
    }

    @DataBoundSetter
    public void setDeployments(String deployments) {
        form.setDeployments(deployments);
    }

    public String getDeploymentNameTemplate() {
        return form.getDeploymentNameTemplate();
    }

    @DataBoundSetter
    public void setDeploymentNameTemplate(String deploymentNameTemplate) {
        form.setDeploymentNameTemplate(deploymentNameTemplate);
    }

    public String getNamespaces() {
        return form.getNamespaces();
    }

    @DataBoundSetter
    public void setNamespaces(String namespaces) {
        form.setNamespaces(namespaces);
    }

    public String getExcludeNamespaces() {
        return form.getExcludeNamespaces();
    }

    @DataBoundSetter
    public void setExcludeNamespaces(String excludeNamespaces) {
        form.setExcludeNamespaces(excludeNamespaces);
    }

    public String getLabelSelector() {
        return form.getLabelSelector();
    }

    @DataBoundSetter
    public void setLabelSelector(String labelSelector) {
        form.setLabelSelector(labelSelector);
    }

    public String getGithubRepository() {
        return form.getGithubRepository();
    }

    @DataBoundSetter
    public void setGithubRepository(String githubRepository) {
        form.setGithubRepository(githubRepository);
    }

    public String getOnMissingDigest() {
        return form.getOnMissingDigest();
    }

    @DataBoundSetter
    public void setOnMissingDigest(String onMissingDigest) {
        form.setOnMissingDigest(onMissingDigest);
    }

    public String getMaxDecommissionPercent() {
        return form.getMaxDecommissionPercent();
    }

    @DataBoundSetter
    public void setMaxDecommissionPercent(String maxDecommissionPercent) {
        form.setMaxDecommissionPercent(maxDecommissionPercent);
    }

    public boolean isInitContainers() {
        return form.isInitContainers();
    }

    @DataBoundSetter
    public void setInitContainers(boolean initContainers) {
        form.setInitContainers(initContainers);
    }

    public boolean isFull() {
        return form.isFull();
    }

    @DataBoundSetter
    public void setFull(boolean full) {
        form.setFull(full);
    }

    public boolean isDecommissionMissing() {
        return form.isDecommissionMissing();
    }

    @DataBoundSetter
    public void setDecommissionMissing(boolean decommissionMissing) {
        form.setDecommissionMissing(decommissionMissing);
    }

    public String getWorkloadsListed() {
        return form.getWorkloadsListed();
    }

    @DataBoundSetter
    public void setWorkloadsListed(String workloadsListed) {
        form.setWorkloadsListed(workloadsListed);
    }

    /** Nested, because Jenkins infers the described class from the enclosing class. */
    @Extension
    public static final class DescriptorImpl extends RecordClusterDeploymentsStepDescriptor {}
}
