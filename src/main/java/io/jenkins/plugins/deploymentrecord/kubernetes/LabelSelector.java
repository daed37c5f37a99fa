package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Selects pods by their labels, in the syntax of <a
 * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Kubernetes</a>:
 * {@code app=shop,tier!=cache,env in (prod, live),!canary}. A pod must meet every requirement.
 */
public record LabelSelector(List<Requirement> requirements) implements Serializable {

    /** Selects every pod. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final String KEY = "(?:[A-Za-z0-9.-]{1,253}/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?";

    /** A comma outside of parentheses. */
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*(" + KEY + ")");
    private static final Pattern EQUALITY = Pattern.compile("(" + KEY + ")\\s*(!=|==?)\\s*(" + VALUE + ")");
    private static final Pattern SET =
            Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(\\s*(" + VALUE + "(?:\\s*,\\s*" + VALUE + ")*)\\s*\\)");

    /**
     * @param values empty if the label only has to exist
     * @param negated whether the pods without such a label are selected
     */
    record Requirement(String key, List<String> values, boolean negated) implements Serializable {

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return negated != (value != null && (values.isEmpty() || values.contains(value)));
        }

        private String normalized() {
            if (values.isEmpty()) {
                return negated ? '!' + key : key;
            }
            return values.stream()
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(",", key + (negated ? " notin (" : " in ("), ")"));
        }
    }

    /**
     * Parses a selector; a null or blank text selects every pod.
     *
     * @return empty if the text is not a label selector
     */
    public static Optional<LabelSelector> parse(String typed) {
        String text = TypedText.trimToNull(typed);
        if (text == null) {
            return Optional.of(EVERYTHING);
        }
        var requirements = new ArrayList<Requirement>();
        for (String part : COMMA.split(text, -1)) {
            var requirement = requirement(part.strip());
            if (requirement.isEmpty()) {
                return Optional.empty();
            }
            requirements.add(requirement.get());
        }
        return Optional.of(new LabelSelector(List.copyOf(requirements)));
    }

    /** Validates a selector; empty if it is valid. */
    public static Optional<FieldError> error(String typed) {
        return parse(typed).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new FieldError("labelSelector", Texts.get("selector.malformed", RecordField.quoted(typed))));
    }

    /**
     * Returns the selector in a normal form, which is the same for all spellings of the same requirements; empty if it
     * selects every pod.
     */
    public String normalized() {
        return requirements.stream()
                .map(Requirement::normalized)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    private static Optional<Requirement> requirement(String text) {
        var exists = EXISTS.matcher(text);
        if (exists.matches()) {
            return Optional.of(
                    new Requirement(exists.group(2), List.of(), !exists.group(1).isEmpty()));
        }
        var equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            return Optional.of(new Requirement(
                    equality.group(1),
                    List.of(equality.group(3)),
                    equality.group(2).equals("!=")));
        }
        var set = SET.matcher(text);
        return set.matches()
                ? Optional.of(new Requirement(
                        set.group(1),
                        Arrays.stream(set.group(3).split(",", -1))
                                .map(String::strip)
                                .toList(),
                        set.group(2).equals("notin")))
                : Optional.empty();
    }
}
