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
 * The message of a form beside a field, for people who may configure the item; others get none. A
 * variable's value is known in the build alone, so a text with a variable is right.
 */
record FieldCheck(@CheckForNull Item item, @CheckForNull String typed) {

    /** A blank field is right. */
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

    /** A blank field is marked if no record can be without it. */
    FormValidation needed(RecordField field) {
        return neededUnless(Optional.empty(), field);
    }

    /** As {@link #needed}, except that a blank field tells which default is used, if there is one. */
    FormValidation neededUnless(Optional<DefaultValue> fallback, RecordField field) {
        if (TypedText.trimToNull(typed) != null || !mayConfigure()) {
            return against(field::check);
        }
        return fallback.map(FieldCheck::tell).orElseGet(() -> FieldErrorValidation.of(field.check(typed)));
    }

    private static FormValidation tell(DefaultValue fallback) {
        return FormValidation.ok(Messages.DeploymentForm_default(fallback.value(), fallback.origin()));
    }

    /** Of a field that may be blank: tells which default is used, if there is one. */
    FormValidation orDefault(Optional<DefaultValue> fallback, Function<String, Optional<FieldError>> rule) {
        return TypedText.trimToNull(typed) == null && mayConfigure()
                ? fallback.map(FieldCheck::tell).orElseGet(FormValidation::ok)
                : against(rule);
    }

    /** As {@link #orDefault}, of a field whose text is taken as it is. */
    FormValidation literal(Optional<DefaultValue> fallback, Function<String, Optional<FieldError>> rule) {
        String text = TypedText.trimToNull(typed);
        return text == null || !mayConfigure() ? orDefault(fallback, rule) : FieldErrorValidation.of(rule.apply(text));
    }

    /** For a field that names the artifact: first whether no other field does, then whether it is right. */
    FormValidation in(ArtifactChoice choice, String field, Function<String, Optional<FieldError>> rule) {
        return withProblem(choice.faultAt(field), rule);
    }

    /** A problem that concerns several fields, or else one of this field alone. */
    FormValidation withProblem(Optional<FieldError> problem, Function<String, Optional<FieldError>> rule) {
        return problem.isPresent() && mayConfigure() ? FieldErrorValidation.of(problem) : against(rule);
    }

    private boolean mayConfigure() {
        return new FormAccess(item).mayConfigure();
    }
}
