package io.jenkins.plugins.deploymentrecord.publisher;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

    /**
     * The form with the variables in its texts expanded. Not those of {@code credentialsId}: the credentials API itself
     * takes {@code ${NAME}} for a credentials parameter, as such a credential may belong to the user who chose it.
     */
    public DeploymentForm expand(DeploymentForm form) {
        return form.copy(
                (field, text) -> field.equals(RunCredential.FIELD) ? text : Util.replaceMacro(text, this::publicValue));
    }

    @CheckForNull
    private String publicValue(String name) {
        return secretNames.contains(name) ? null : values.get(name);
    }

    /** Which fields name a variable that holds a secret, or have its value in them. */
    List<Fault> faults(DeploymentForm expanded) {
        var faults = new ArrayList<Fault>();
        if (secretNames.isEmpty()) {
            return faults;
        }
        expanded.copy((field, text) -> {
            Util.replaceMacro(text, name -> {
                if (secretNames.contains(name)) {
                    faults.add(new Fault(field, Messages.BuildVariables_named(name)));
                }
                return null;
            });
            for (String name : secretNames) {
                String secret = values.get(name);
                if (text != null && secret != null && secret.length() >= SHORTEST_SECRET && text.contains(secret)) {
                    faults.add(new Fault(field, Messages.BuildVariables_held(name)));
                }
            }
            return text;
        });
        return faults.stream().distinct().toList();
    }

    /** A text for the build's log and files, with asterisks in the place of secrets. */
    String mask(String text) {
        return secretNames.stream()
                .map(values::get)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isBlank())
                // one may be part of another
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, (masked, secret) -> masked.replace(secret, MASK));
    }
}
