package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.configuration.FieldErrorValidation;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.util.Optional;
import java.util.function.Function;

/**
 * The message beside a field of a form, for users who may configure the item. Other users get no message. Only the
 * build knows the value of a variable, so the check accepts a text with a variable.
 */
record FieldCheck(@CheckForNull Item item, @CheckForNull String typed) {

    /** Checks a field that may be blank. */
    FormValidation against(Function<String, Optional<FieldError>> rule) {
        String text = TypedText.trimToNull(typed);
        if (text == null || !mayConfigure()) {
            return FormValidation.ok();
        }
        if (VariableText.isTooLong(text)) {
            return FormValidation.error(Messages.BuildVariables_tooLong(String.valueOf(VariableText.MAX_LENGTH)));
        }
        VariableText value = VariableText.expand(text, name -> null);
        return value.unknown().isEmpty() ? FieldErrorValidation.of(rule.apply(value.value())) : FormValidation.ok();
    }

    /** Checks a field. A blank field is an error if every record needs a value. */
    FormValidation needed(RecordField field) {
        return neededUnless(Optional.empty(), field);
    }

    /** Like {@link #needed}, but a blank field shows its default if there is a default. */
    FormValidation neededUnless(Optional<DefaultValue> fallback, RecordField field) {
        if (TypedText.trimToNull(typed) != null || !mayConfigure()) {
            return against(field::check);
        }
        return fallback.map(FieldCheck::tell).orElseGet(() -> FieldErrorValidation.of(field.check(typed)));
    }

    private static FormValidation tell(DefaultValue fallback) {
        return FormValidation.ok(Messages.DeploymentForm_default(fallback.value(), fallback.origin()));
    }

    /** Checks a field that may be blank. A blank field shows its default if there is a default. */
    FormValidation orDefault(Optional<DefaultValue> fallback, Function<String, Optional<FieldError>> rule) {
        return TypedText.trimToNull(typed) == null && mayConfigure()
                ? fallback.map(FieldCheck::tell).orElseGet(FormValidation::ok)
                : against(rule);
    }

    /** Like {@link #orDefault}, for a field whose variables are not expanded. */
    FormValidation literal(Optional<DefaultValue> fallback, Function<String, Optional<FieldError>> rule) {
        String text = TypedText.trimToNull(typed);
        return text == null || !mayConfigure() ? orDefault(fallback, rule) : FieldErrorValidation.of(rule.apply(text));
    }

    /** Checks a field that names the artifact: first that no other field names the artifact, then the text itself. */
    FormValidation in(ArtifactChoice choice, String field, Function<String, Optional<FieldError>> rule) {
        return withProblem(choice.faultAt(field), rule);
    }

    /** Shows a problem that concerns several fields; if there is no such problem, checks this field alone. */
    FormValidation withProblem(Optional<FieldError> problem, Function<String, Optional<FieldError>> rule) {
        return problem.isPresent() && mayConfigure() ? FieldErrorValidation.of(problem) : against(rule);
    }

    private boolean mayConfigure() {
        return new FormAccess(item).mayConfigure();
    }
}
