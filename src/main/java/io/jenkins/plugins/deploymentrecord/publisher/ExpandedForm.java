package io.jenkins.plugins.deploymentrecord.publisher;

import io.jenkins.plugins.deploymentrecord.github.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A form in which the build's variables were replaced by their values.
 *
 * @param faults found already: variables that the build does not have, arguments that no form can hold. Nothing
 *     else is said of these fields
 */
@Restricted(NoExternalUse.class)
public record ExpandedForm(DeploymentForm form, List<Fault> faults) {

    /** Fields that are lists: what is wrong with an element of theirs says nothing of the others. */
    private static final List<String> LISTS = List.of("tags", "runtimeRisks");

    /** The same, with faults that were found before. */
    public ExpandedForm with(List<Fault> earlier) {
        return new ExpandedForm(
                form, Stream.concat(earlier.stream(), faults.stream()).toList());
    }

    /** Whether all that can be said of a field is among the faults. */
    boolean isSettled(String field) {
        return !LISTS.contains(field)
                && faults.stream().anyMatch(fault -> fault.field().equals(field));
    }
}
