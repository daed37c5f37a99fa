package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.util.EditDistance;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * The step's arguments as a Jenkinsfile may write them, made what {@link DescribableModel} takes. A parameter that does
 * not exist is an error, which DescribableModel merely warns of: a record with one field less would be a wrong one, and
 * GitHub deletes none.
 */
final class StepArguments {

    private static final String TAGS = "tags";
    private static final String RISKS = "runtimeRisks";
    private static final String DRY_RUN = "dryRun";

    private final List<Fault> faults = new ArrayList<>();

    private StepArguments() {}

    /** @throws IllegalArgumentException naming everything that no step can be made of */
    static Map<String, Object> normalize(Map<String, Object> given) {
        var arguments = new StepArguments();
        List<String> known = DescribableModel.of(RecordDeploymentStep.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .sorted()
                .toList();
        var normal = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> {
            if (!known.contains(name)) {
                arguments.unknown(name, known);
            } else if (value != null) {
                normal.put(name, arguments.convert(name, value));
            }
        });
        if (!arguments.faults.isEmpty()) {
            var invalid = new InvalidDeploymentException(arguments.faults);
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
        return normal;
    }

    /** The shortest way to write the arguments: tags as a map, where Groovy can write their keys without quotes. */
    static Map<String, ?> abbreviate(Map<String, ?> arguments) {
        if (!(arguments.get(TAGS) instanceof List<?> rows)) {
            return arguments;
        }
        var tags = new LinkedHashMap<String, Object>();
        for (Object row : rows) {
            Map<String, ?> tag = ((UninstantiatedDescribable) row).getArguments();
            String key = (String) tag.get("key");
            if (!SourceVersion.isName(key) || key.indexOf('.') >= 0 || tags.put(key, tag.get("value")) != null) {
                return arguments;
            }
        }
        var shorter = new LinkedHashMap<String, Object>(arguments);
        shorter.put(TAGS, tags);
        return shorter;
    }

    private void unknown(String name, List<String> known) {
        String nearest = EditDistance.findNearest(name, known);
        faults.add(new Fault(
                name, Messages.StepArguments_unknown(nearest, known.stream().collect(Collectors.joining(", ")))));
    }

    private Object convert(String name, Object value) {
        return switch (name) {
            case TAGS -> tags(value);
            case RISKS -> risks(value);
            case DRY_RUN -> flag(value);
            default -> text(name, value);
        };
    }

    /** Numbers, too: {@code version: 42} means what it says. */
    private String text(String field, Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        faults.add(new Fault(
                field,
                Messages.StepArguments_text(
                        value == null ? Messages.StepArguments_nothing() : RecordField.given(value.toString()))));
        return "";
    }

    private Object flag(Object value) {
        if (value instanceof Boolean || "true".equals(value.toString()) || "false".equals(value.toString())) {
            return Boolean.valueOf(value.toString());
        }
        faults.add(new Fault(DRY_RUN, Messages.StepArguments_flag(RecordField.given(value.toString()))));
        return false;
    }

    private List<String> risks(Object value) {
        if (!(value instanceof List<?> risks)) {
            faults.add(new Fault(RISKS, Messages.StepArguments_risks(RecordField.given(value.toString()))));
            return List.of();
        }
        return risks.stream().map(risk -> text(RISKS, risk)).toList();
    }

    /** A map, or a list of maps with key and value, as {@code Tag} has them. */
    private List<Map<String, String>> tags(Object value) {
        var tags = new ArrayList<Map<String, String>>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> tags.add(tag(key, text)));
        } else if (value instanceof List<?> rows) {
            rows.forEach(row -> tags.add(row(row)));
        } else {
            faults.add(new Fault(TAGS, Messages.StepArguments_tags(RecordField.given(value.toString()))));
        }
        return tags;
    }

    private Map<String, String> row(Object row) {
        Map<?, ?> map = row instanceof UninstantiatedDescribable describable
                ? describable.getArguments()
                : row instanceof Map<?, ?> plain ? plain : Map.of();
        if (!map.keySet().equals(Set.of("key", "value"))) {
            faults.add(new Fault(TAGS, Messages.StepArguments_tags(RecordField.given(String.valueOf(row)))));
            return Map.of();
        }
        return tag(map.get("key"), map.get("value"));
    }

    private Map<String, String> tag(Object key, Object value) {
        String name = text(TAGS, key);
        if (value == null) {
            faults.add(new Fault(TAGS, Messages.StepArguments_tagValue(RecordField.given(name))));
            return Map.of();
        }
        return Map.of("key", name, "value", text(TAGS, value));
    }
}
