package io.jenkins.plugins.deploymentrecord.form;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A form in which the build's variables were replaced by their values.
 *
 * @param <F> which form
 * @param errors found already: variables that the build does not have, arguments that no form can hold. Nothing
 *     else is said of these fields
 */
@Restricted(NoExternalUse.class)
public record ExpandedForm<F extends DeliveryForm<F>>(F form, List<FieldError> errors) {

    /** Fields that are lists: what is wrong with an element of theirs says nothing of the others. */
    private static final List<String> LISTS = List.of("tags", "runtimeRisks");

    /** The same, with errors that were found before. */
    public ExpandedForm<F> with(List<FieldError> earlier) {
        return new ExpandedForm<>(
                form, Stream.concat(earlier.stream(), errors.stream()).toList());
    }

    /** Whether all that can be said of a field is among the errors. */
    boolean isSettled(String field) {
        return !LISTS.contains(field)
                && errors.stream().anyMatch(error -> error.field().equals(field));
    }
}
