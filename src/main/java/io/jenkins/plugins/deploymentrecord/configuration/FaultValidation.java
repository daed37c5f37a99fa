package io.jenkins.plugins.deploymentrecord.configuration;

import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A field's fault as a form shows it beside the field, whose name it need not repeat. */
@Restricted(NoExternalUse.class)
public final class FaultValidation {

    private FaultValidation() {}

    public static FormValidation of(Optional<Fault> fault) {
        return fault.map(found -> FormValidation.error(found.problem())).orElseGet(FormValidation::ok);
    }
}
