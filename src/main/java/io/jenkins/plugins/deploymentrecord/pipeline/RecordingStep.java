package io.jenkins.plugins.deploymentrecord.pipeline;

import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step that records deployments.
 *
 * @param <F> the form
 */
@Restricted(NoExternalUse.class)
public abstract class RecordingStep<F extends DeliveryForm<F>> extends FormStep<F> {

    RecordingStep(F form) {
        super(form);
    }

    public String getResultOnError() {
        return form.getResultOnError();
    }

    @DataBoundSetter
    public void setResultOnError(String resultOnError) {
        form.setResultOnError(resultOnError);
    }

    public Boolean getWait() {
        return form.getWait();
    }

    @DataBoundSetter
    public void setWait(Boolean wait) {
        form.setWait(wait);
    }

    public boolean isDryRun() {
        return form.isDryRun();
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        form.setDryRun(dryRun);
    }
}
