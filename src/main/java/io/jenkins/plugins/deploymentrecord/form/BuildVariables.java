package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.ConsoleMask;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SecretValue;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The variables of a build. Those that hold secrets are not expanded, nor is a record sent that has the value of one:
 * what a person may choose, such as a parameter or the name of a branch, could else ask for any secret that is bound
 * around the step, and GitHub and the build's pages would keep it.
 *
 * <p>A value is secret if the build says so of its variable, or if the build's console masks it.
 */
@Restricted(NoExternalUse.class)
public final class BuildVariables {

    public static final BuildVariables NONE =
            new BuildVariables(new EnvVars(), Set.of(), log -> log, StandardCharsets.UTF_8);

    private static final Set<String> FIELDS = fields();

    private final EnvVars values;

    /** The variables that the build says to hold secrets; names are compared as the build's environment does it. */
    private final Map<String, SecretValue> secrets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final ConsoleMask console;

    /**
     * @param values by name
     * @param secretNames the names of those that the build says to hold secrets
     * @param filters between the build, or the step, and the build's log
     * @param charset the log's
     */
    public BuildVariables(EnvVars values, Set<String> secretNames, ConsoleMask.Filters filters, Charset charset) {
        this.values = values;
        secretNames.forEach(name -> secrets.put(name, new SecretValue(Util.fixNull(values.get(name)))));
        console = new ConsoleMask(filters, charset, secrets.values());
    }

    /** Whether {@link #expand} could change anything: looking up a build's variables takes longer than all the rest. */
    public static boolean areMentionedIn(DeliveryForm<?> form) {
        return form.texts().stream()
                .anyMatch(text -> isExpanded(text.getKey()) && text.getValue().indexOf('$') >= 0);
    }

    /**
     * The form with the variables in its texts expanded, and with an error for each text that is too long and for each
     * variable that this build does not have or that holds a secret.
     *
     * @throws IOException if a filter of the build's log fails
     */
    public <F extends DeliveryForm<F>> ExpandedForm<F> expand(F typed) throws IOException, InterruptedException {
        Set<String> secretNames = secretNames(typed);
        var errors = new ArrayList<FieldError>();
        F expanded = typed.copy((field, text) -> text == null ? null : expand(field, text, secretNames, errors));
        return new ExpandedForm<>(expanded, errors.stream().distinct().toList());
    }

    @CheckForNull
    private String expand(String field, String typed, Set<String> secretNames, List<FieldError> errors) {
        if (VariableText.isTooLong(typed)) {
            errors.add(tooLong(field));
            return null;
        }
        VariableText text = VariableText.expand(typed, name -> secretNames.contains(name) ? null : values.get(name));
        if (!isExpanded(field)) {
            text.unknown().stream()
                    .filter(secretNames::contains)
                    .forEach(name -> errors.add(new FieldError(field, Messages.BuildVariables_named(name))));
            return typed;
        }
        if (VariableText.isTooLong(text.value())) {
            errors.add(tooLong(field));
            return null;
        }
        text.unknown()
                .forEach(name -> errors.add(new FieldError(
                        field,
                        secretNames.contains(name)
                                ? Messages.BuildVariables_named(name)
                                : Messages.BuildVariables_unknown(RecordField.quoted(name)))));
        // a name in a parameter's value is not expanded, and yet means the secret
        VariableText.names(typed).stream()
                .filter(name -> !secretNames.contains(name) && values.get(name) != null)
                .flatMap(name -> VariableText.names(values.get(name)).stream())
                .filter(secretNames::contains)
                .forEach(name -> errors.add(new FieldError(field, Messages.BuildVariables_named(name))));
        // a risk that is not known yet is none of GitHub's, which need not be said besides
        return field.equals("runtimeRisks") && !text.unknown().isEmpty() ? null : text.value();
    }

    private static FieldError tooLong(String field) {
        return new FieldError(field, Messages.BuildVariables_tooLong(String.valueOf(VariableText.MAX_LENGTH)));
    }

    /** All names that the build says to hold secrets, and the names in the form whose value the console masks. */
    private Set<String> secretNames(DeliveryForm<?> typed) throws IOException, InterruptedException {
        var mentioned = new LinkedHashSet<String>();
        typed.texts().stream()
                .map(Map.Entry::getValue)
                .filter(text -> !VariableText.isTooLong(text))
                .forEach(text -> mentioned.addAll(VariableText.names(text)));
        var candidates = new LinkedHashMap<String, String>();
        for (String name : mentioned) {
            String value = values.get(name);
            if (value != null && !secrets.containsKey(name) && !VariableText.isTooLong(value)) {
                candidates.put(name, value);
            }
        }
        Set<String> masked = Set.copyOf(console.hidden(List.copyOf(candidates.values())));
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(secrets.keySet());
        candidates.forEach((name, value) -> {
            if (masked.contains(value)) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * All fields but one: the credentials API itself takes {@code ${NAME}} for a credentials parameter, as such a
     * credential
     * may belong to the user who chose it.
     */
    private static boolean isExpanded(String field) {
        return !field.equals(DeploymentForm.CREDENTIALS_ID);
    }

    /**
     * Which fields have a secret in them.
     *
     * @param texts with the names of their fields
     * @throws IOException if a filter of the build's log fails
     */
    List<FieldError> errors(List<Map.Entry<String, String>> texts) throws IOException, InterruptedException {
        var errors = new LinkedHashSet<FieldError>();
        var unmarked = new LinkedHashMap<String, List<String>>();
        texts.forEach(text -> {
            List<String> names = secrets.entrySet().stream()
                    .filter(secret -> secret.getValue().isIn(text.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            names.forEach(name -> errors.add(new FieldError(text.getKey(), Messages.BuildVariables_held(name))));
            if (names.isEmpty()) {
                unmarked.computeIfAbsent(text.getKey(), field -> new ArrayList<>())
                        .add(text.getValue());
            }
        });
        Map<String, String> byField = unmarked.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> String.join("\n", field.getValue()),
                        (first, second) -> first,
                        LinkedHashMap::new));
        Set<String> masked = Set.copyOf(console.hidden(List.copyOf(byField.values())));
        byField.forEach((field, value) -> {
            if (masked.contains(value)) {
                errors.add(new FieldError(field, Messages.BuildVariables_masked()));
            }
        });
        return List.copyOf(errors);
    }

    /**
     * Faults for the build's log and files: with asterisks in the place of secrets, and without the texts that the
     * console masks in
     * them all the same.
     *
     * @throws IOException if a filter of the build's log fails
     */
    List<FieldError> mask(List<FieldError> errors) throws IOException, InterruptedException {
        List<FieldError> starred = errors.stream()
                .map(error -> new FieldError(
                        isField(error.field()) ? error.field() : mask(error.field()), mask(error.problem())))
                .toList();
        Set<String> masked = Set.copyOf(
                console.hidden(starred.stream().map(FieldError::toString).toList()));
        return starred.stream()
                .map(error -> masked.contains(error.toString())
                        ? new FieldError(
                                isField(error.field()) ? error.field() : Messages.BuildVariables_someField(),
                                Messages.BuildVariables_problemMasked())
                        : error)
                .toList();
    }

    private String mask(String text) {
        String masked = text;
        for (SecretValue secret : secrets.values()) {
            masked = secret.mask(masked);
        }
        return masked;
    }

    /** A name that is no field's was typed, and may itself be a secret. */
    private static boolean isField(String name) {
        return FIELDS.contains(name);
    }

    private static Set<String> fields() {
        var form = new DeploymentForm();
        form.setTags(List.of(new Tag("", "")));
        form.setRuntimeRisks(List.of(""));
        var names = new HashSet<>(Set.of("wait", "dryRun"));
        BinaryOperator<String> named = (field, text) -> {
            names.add(field);
            return text;
        };
        form.copy(named);
        var cluster = new ClusterForm();
        cluster.setGithubRepository("");
        cluster.copy(named);
        return names;
    }
}
