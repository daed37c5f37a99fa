package io.jenkins.plugins.deploymentrecord.publisher;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The variables of a build. Those that hold secrets are not expanded, nor is a record sent that has the value of one:
 * what a person may choose, such as a parameter or the name of a branch, could else ask for any secret that is bound
 * around the step, and GitHub and the build's pages would keep it.
 *
 * @param values by name; names are compared as the build's environment does it
 * @param secretNames the names of those that hold secrets
 */
@Restricted(NoExternalUse.class)
public record BuildVariables(EnvVars values, Set<String> secretNames) {

    public static final BuildVariables NONE = new BuildVariables(new EnvVars(), Set.of());

    /** A shorter one may stand in a text by chance. */
    private static final int SHORTEST_SECRET = 8;

    private static final String MASK = "****";

    public BuildVariables {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(secretNames);
        secretNames = names;
    }

    /** Whether {@link #expand} could change anything: looking up a build's variables takes longer than all the rest. */
    public static boolean areMentionedIn(DeploymentForm form) {
        return form.texts().stream()
                .anyMatch(text -> isExpanded(text.getKey()) && text.getValue().indexOf('$') >= 0);
    }

    /** The form with the variables in its texts expanded, and a fault for each variable that this build does not have. */
    public ExpandedForm expand(DeploymentForm typed) {
        var faults = new ArrayList<Fault>();
        DeploymentForm expanded = typed.copy(
                (field, text) -> text == null || !isExpanded(field) ? text : expand(field, text, faults));
        return new ExpandedForm(expanded, faults.stream().distinct().toList());
    }

    @CheckForNull
    private String expand(String field, String typed, List<Fault> faults) {
        VariableText text = VariableText.expand(typed, this::publicValue);
        List<Fault> unknown = text.unknown().stream()
                .filter(name -> !secretNames.contains(name))
                .map(name -> new Fault(field, Messages.BuildVariables_unknown(RecordField.given(name))))
                .toList();
        faults.addAll(unknown);
        // a risk that is not known yet is none of GitHub's, which need not be said besides
        return field.equals("runtimeRisks") && !unknown.isEmpty() ? null : text.value();
    }

    /**
     * All fields but one: the credentials API itself takes {@code ${NAME}} for a credentials parameter, as such a credential
     * may belong to the user who chose it.
     */
    private static boolean isExpanded(String field) {
        return !field.equals(RunCredential.FIELD);
    }

    @CheckForNull
    private String publicValue(String name) {
        return secretNames.contains(name) ? null : values.get(name);
    }

    /** Which fields name a variable that holds a secret, or have its value in them. */
    List<Fault> faults(DeploymentForm expanded) {
        return secretNames.isEmpty()
                ? List.of()
                : expanded.texts().stream()
                        .flatMap(text -> faults(text.getKey(), text.getValue()).stream())
                        .distinct()
                        .toList();
    }

    private List<Fault> faults(String field, String text) {
        var faults = new ArrayList<Fault>();
        Util.replaceMacro(text, name -> {
            if (secretNames.contains(name)) {
                faults.add(new Fault(field, Messages.BuildVariables_named(name)));
            }
            return null;
        });
        for (String name : secretNames) {
            String secret = secret(name);
            if (secret.length() >= SHORTEST_SECRET && text.contains(secret)) {
                faults.add(new Fault(field, Messages.BuildVariables_held(name)));
            }
        }
        return faults;
    }

    /** A text for the build's log and files, with asterisks in the place of secrets. */
    String mask(String text) {
        return secretNames.stream()
                .map(this::secret)
                .filter(secret -> !secret.isBlank())
                // one may be part of another
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, (masked, secret) -> masked.replace(secret, MASK));
    }

    /** Empty where the build does not have the variable after all. */
    private String secret(String name) {
        return Util.fixNull(values.get(name));
    }
}
