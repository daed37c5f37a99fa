package io.jenkins.plugins.deploymentrecord.configuration;

import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Shows a field's error beside the field in a form. The message need not repeat the field's name. */
@Restricted(NoExternalUse.class)
public final class FieldErrorValidation {

    private FieldErrorValidation() {}

    public static FormValidation of(Optional<FieldError> error) {
        return error.map(found -> FormValidation.error(found.problem())).orElseGet(FormValidation::ok);
    }
}
