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
 * The variables of a build. Variables that hold secrets are not expanded, and a record that contains the value of such
 * a variable is not sent. Otherwise a user who can choose a parameter's value or the name of a branch could read any
 * secret that is bound around the step: GitHub and the build's pages would show it.
 *
 * <p>A value is secret if the build declares its variable as sensitive, or if the build's console masks the value.
 */
@Restricted(NoExternalUse.class)
public final class BuildVariables {

    public static final BuildVariables NONE =
            new BuildVariables(new EnvVars(), Set.of(), log -> log, StandardCharsets.UTF_8);

    private static final Set<String> FIELDS = fields();

    private final EnvVars values;

    /**
     * The values of the variables that the build declares as sensitive, by name. Names ignore case, as in the build's
     * environment.
     */
    private final Map<String, SecretValue> secrets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final ConsoleMask console;

    /**
     * @param values the values by name
     * @param secretNames the names of the variables that the build declares as sensitive
     * @param filters the filters between the build, or the step, and the build's log
     * @param charset the charset of the log
     */
    public BuildVariables(EnvVars values, Set<String> secretNames, ConsoleMask.Filters filters, Charset charset) {
        this.values = values;
        secretNames.forEach(name -> secrets.put(name, new SecretValue(Util.fixNull(values.get(name)))));
        console = new ConsoleMask(filters, charset, secrets.values());
    }

    /**
     * Returns whether {@link #expand} can change the form. If not, callers skip the look-up of a build's variables,
     * which takes longer than everything else.
     */
    public static boolean areMentionedIn(DeliveryForm<?> form) {
        return form.texts().stream()
                .anyMatch(text -> isExpanded(text.getKey()) && text.getValue().indexOf('$') >= 0);
    }

    /**
     * Returns the form with its variables expanded, and with an error for each text that is too long and for each
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
        // a variable's name in the value of a parameter is not expanded, but it still refers to the secret
        VariableText.names(typed).stream()
                .filter(name -> !secretNames.contains(name) && values.get(name) != null)
                .flatMap(name -> VariableText.names(values.get(name)).stream())
                .filter(secretNames::contains)
                .forEach(name -> errors.add(new FieldError(field, Messages.BuildVariables_named(name))));
        // a risk with an unknown variable already has an error: do not also report it as unknown to GitHub
        return field.equals("runtimeRisks") && !text.unknown().isEmpty() ? null : text.value();
    }

    private static FieldError tooLong(String field) {
        return new FieldError(field, Messages.BuildVariables_tooLong(String.valueOf(VariableText.MAX_LENGTH)));
    }

    /**
     * Returns all names that the build declares as sensitive, and the names in the form whose values the console masks.
     */
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
     * Returns whether variables in a field are expanded. The credentials API itself resolves {@code ${NAME}} in the
     * credential's field to a credentials parameter, as such a credential may belong to the user who chose it.
     */
    private static boolean isExpanded(String field) {
        return !field.equals(DeploymentForm.CREDENTIALS_ID);
    }

    /**
     * Returns an error for each field that contains a secret.
     *
     * @param texts the texts with the names of their fields
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
     * Returns the errors for the build's log and files: asterisks replace secrets, and a general text replaces each
     * text that the console would still mask.
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

    /** Returns whether a name is the name of a field. Any other name was typed, and may itself be a secret. */
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
