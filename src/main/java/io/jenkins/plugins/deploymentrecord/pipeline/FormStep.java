package io.jenkins.plugins.deploymentrecord.pipeline;

import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step whose parameters are the fields of a form. The parameters are flat, since Declarative looks for each parameter
 * on the step itself.
 *
 * @param <F> the form
 */
@Restricted(NoExternalUse.class)
public abstract class FormStep<F extends DeliveryForm<F>> extends Step {

    final F form;

    /** The errors of the arguments that the form could not accept. */
    List<FieldError> argumentErrors = List.of();

    FormStep(F form) {
        this.form = form;
    }

    final void setArgumentErrors(List<FieldError> errors) {
        argumentErrors = errors;
    }

    public String getOrganization() {
        return form.getOrganization();
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        form.setOrganization(organization);
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
}
