package io.jenkins.plugins.deploymentrecord.form;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A form whose variables were replaced by their values.
 *
 * @param <F> the form's type
 * @param errors the known errors: variables that the build does not have, and arguments that no form can contain. No
 *     other errors of these fields are reported
 */
@Restricted(NoExternalUse.class)
public record ExpandedForm<F extends DeliveryForm<F>>(F form, List<FieldError> errors) {

    /** The fields that are lists: an error of an element says nothing about the other elements. */
    private static final List<String> LISTS = List.of("tags", "runtimeRisks");

    /** Returns a copy with additional errors, which were found earlier. */
    public ExpandedForm<F> with(List<FieldError> earlier) {
        return new ExpandedForm<>(
                form, Stream.concat(earlier.stream(), errors.stream()).toList());
    }

    /** Returns whether all reported errors of a field are already known. */
    boolean isSettled(String field) {
        return !LISTS.contains(field)
                && errors.stream().anyMatch(error -> error.field().equals(field));
    }
}
