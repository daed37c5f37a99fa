package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
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
 * Records every deployment of a cluster at GitHub. Its parameters are those of {@link ClusterForm}, flat, since Declarative
 * looks for each on the step itself.
 */
@Restricted(NoExternalUse.class)
public final class RecordClusterDeploymentsStep extends Step {

    private final ClusterForm form = new ClusterForm();

    private List<FieldError> argumentErrors = List.of();

    @DataBoundConstructor
    public RecordClusterDeploymentsStep() {
        // all optional: a default may serve
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RecordClusterDeploymentsExecution(form, argumentErrors, context);
    }

    public String getOrganization() {
        return form.getOrganization();
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        form.setOrganization(organization);
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

    public boolean isWorkloadsListed() {
        return form.isWorkloadsListed();
    }

    @DataBoundSetter
    public void setWorkloadsListed(boolean workloadsListed) {
        form.setWorkloadsListed(workloadsListed);
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
    public static final class DescriptorImpl extends RecordClusterDeploymentsStepDescriptor {}
}
