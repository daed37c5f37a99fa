package io.jenkins.plugins.deploymentrecord.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.EditDistance;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.lang.model.SourceVersion;
import net.sf.json.util.JSONUtils;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;

/**
 * Converts the arguments that a Jenkinsfile may contain to arguments that {@link DescribableModel} accepts. A parameter
 * that does not exist is an error, although DescribableModel only warns about it: without the field, the record would
 * be wrong, and GitHub deletes no records.
 */
final class StepArguments {

    private static final String TAGS = "tags";
    private static final String RISKS = "runtimeRisks";
    private static final String DEPLOYMENTS = "deployments";
    private static final String REPOSITORY = "githubRepository";
    private static final Set<String> FLAGS = Set.of("wait", "dryRun", "full", "decommissionMissing", "initContainers");

    private static final int MAX_NAME = 60;

    /** The step to create: steps may accept different kinds of values for a parameter of the same name. */
    private final Class<? extends Step> step;

    private final Map<String, Object> usable = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private StepArguments(Class<? extends Step> step) {
        this.step = step;
    }

    /**
     * Reads the arguments of a step.
     *
     * @param function the step's name in a Jenkinsfile
     */
    static StepArguments read(Class<? extends Step> step, String function, Map<String, Object> arguments) {
        var read = new StepArguments(step);
        List<String> known = DescribableModel.of(step).getParameters().stream()
                .map(DescribableParameter::getName)
                .sorted()
                .toList();
        arguments.forEach((name, value) -> {
            if (!known.contains(name)) {
                read.unknown(name, function, known);
            } else if (value != null) {
                read.convert(name, value).ifPresent(converted -> read.usable.put(name, converted));
            }
        });
        return read;
    }

    /**
     * Returns the arguments that a step can be created from, by name: strings, lists of strings, tags as maps with key
     * and value, and booleans.
     */
    Map<String, Object> usable() {
        return usable;
    }

    /** Returns the errors of all arguments that no step can be created from. */
    List<FieldError> errors() {
        return errors;
    }

    /** Returns the arguments in their shortest form, with tags as a map if Groovy can write all keys without quotes. */
    static Map<String, ?> abbreviate(Map<String, ?> arguments) {
        if (!(arguments.get(TAGS) instanceof List<?> rows) || rows.isEmpty()) {
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

    private void unknown(String name, String function, List<String> known) {
        // all known names are shorter, and comparing a much longer name would take long
        String comparable = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
        errors.add(new FieldError(
                SourceVersion.isIdentifier(comparable) && comparable.equals(name) ? name : RecordField.quoted(name),
                Messages.StepArguments_unknown(
                        function, EditDistance.findNearest(comparable, known), String.join(", ", known))));
    }

    private Optional<Object> convert(String name, Object value) {
        return switch (name) {
            case TAGS -> tags(value);
            case RISKS -> risks(value);
            case DEPLOYMENTS -> deployments(value);
            case "namespaces", "excludeNamespaces" -> names(name, value);
            case REPOSITORY -> repositories(value);
            default ->
                FLAGS.contains(name) ? flag(name, value) : text(name, value).map(text -> text);
        };
    }

    /** Accepts numbers, too: {@code version: 42} is meant as a string. */
    private Optional<String> text(String field, Object value) {
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character) {
            return Optional.of(value.toString());
        }
        errors.add(new FieldError(field, Messages.StepArguments_text(quoted(value))));
        return Optional.empty();
    }

    private Optional<Object> flag(String name, Object value) {
        if (value instanceof Boolean || "true".equals(value.toString()) || "false".equals(value.toString())) {
            return Optional.of(Boolean.valueOf(value.toString()));
        }
        errors.add(new FieldError(name, Messages.StepArguments_flag(quoted(value))));
        return Optional.empty();
    }

    /** Converts the path of a file, or a list of maps, which the form keeps as JSON. */
    private Optional<Object> deployments(Object value) {
        Optional<List<?>> list = elements(value);
        if (list.isEmpty() && value instanceof Map) {
            errors.add(new FieldError(DEPLOYMENTS, Messages.StepArguments_deployments(quoted(value))));
            return Optional.empty();
        }
        return list.isPresent()
                ? Optional.of(json(DEPLOYMENTS, list.get()).toString())
                : text(DEPLOYMENTS, value).map(text -> text);
    }

    /** @param place of the value, such as {@code deployments[0].name} */
    private JsonNode json(String place, @CheckForNull Object value) {
        Optional<List<?>> list = elements(value);
        if (list.isPresent()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.get().forEach(element -> array.add(json(place + '[' + array.size() + ']', element)));
            return array;
        }
        // a null that was read from JSON is an object
        if (JSONUtils.isNull(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (value) {
            case UninstantiatedDescribable describable -> json(place, describable.getArguments());
            case Map<?, ?> map -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                map.forEach((key, element) -> object.set(String.valueOf(key), json(place + '.' + key, element)));
                yield object;
            }
            default -> text(place, value).<JsonNode>map(TextNode::valueOf).orElse(JsonNodeFactory.instance.nullNode());
        };
    }

    /** Converts a list of names, or a string of names separated by commas. */
    private Optional<Object> names(String field, Object value) {
        Optional<List<?>> list = elements(value);
        return list.isEmpty()
                ? text(field, value).map(text -> text)
                : Optional.of(list.get().stream()
                        .flatMap(name -> text(field, name).stream())
                        .collect(Collectors.joining(",")));
    }

    /** Converts a repository or, for a cluster, a map from images to repositories, which the form keeps as lines. */
    private Optional<Object> repositories(Object value) {
        if (step != RecordClusterDeploymentsStep.class || !(value instanceof Map<?, ?> map)) {
            return text(REPOSITORY, value).map(text -> text);
        }
        var lines = new ArrayList<String>();
        map.forEach((image, repository) -> {
            if (repository == null) {
                errors.add(new FieldError(
                        REPOSITORY, Messages.StepArguments_tagValue(RecordField.quoted(String.valueOf(image)))));
            } else {
                text(REPOSITORY, repository).ifPresent(text -> lines.add(image + "=" + text));
            }
        });
        return Optional.of(String.join("\n", lines));
    }

    private Optional<Object> risks(Object value) {
        Optional<List<?>> risks = elements(value);
        if (risks.isEmpty()) {
            errors.add(new FieldError(RISKS, Messages.StepArguments_risks(quoted(value))));
        }
        return risks.map(elements ->
                elements.stream().flatMap(risk -> text(RISKS, risk).stream()).toList());
    }

    /** Converts a map, or a list of maps with the keys of {@code Tag}: key and value. */
    private Optional<Object> tags(Object value) {
        var tags = new ArrayList<Map<String, String>>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> tag(key, text).ifPresent(tags::add));
            return Optional.of(tags);
        }
        Optional<List<?>> rows = elements(value);
        if (rows.isEmpty()) {
            errors.add(new FieldError(TAGS, Messages.StepArguments_tags(quoted(value))));
            return Optional.empty();
        }
        rows.get().forEach(row -> row(row).ifPresent(tags::add));
        return Optional.of(tags);
    }

    private Optional<Map<String, String>> row(Object row) {
        if (row instanceof Map.Entry<?, ?> entry) {
            return tag(entry.getKey(), entry.getValue());
        }
        Map<?, ?> map = row instanceof UninstantiatedDescribable describable
                ? describable.getArguments()
                : row instanceof Map<?, ?> plain ? plain : Map.of();
        if (!map.keySet().equals(Set.of("key", "value"))) {
            errors.add(new FieldError(TAGS, Messages.StepArguments_tags(quoted(row))));
            return Optional.empty();
        }
        return tag(map.get("key"), map.get("value"));
    }

    private Optional<Map<String, String>> tag(Object key, Object value) {
        Optional<String> name = text(TAGS, key);
        if (name.isPresent() && value == null) {
            errors.add(new FieldError(TAGS, Messages.StepArguments_tagValue(RecordField.quoted(name.get()))));
        }
        return name.isEmpty() || value == null
                ? Optional.empty()
                : text(TAGS, value).map(text -> Map.of("key", name.get(), "value", text));
    }

    /**
     * Returns the elements of a collection or of an array, such as the result of {@code split}; empty for any other
     * value.
     */
    private static Optional<List<?>> elements(Object value) {
        if (value != null && value.getClass().isArray()) {
            return Optional.of(IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> Array.get(value, i))
                    .toList());
        }
        return value instanceof Iterable<?> collection && !(value instanceof Map<?, ?>)
                ? Optional.of(
                        StreamSupport.stream(collection.spliterator(), false).toList())
                : Optional.empty();
    }

    /** Formats a value of a wrong kind for an error message. */
    private static String quoted(Object value) {
        return value == null
                ? Messages.StepArguments_nothing()
                : RecordField.quoted(elements(value)
                        .<Object>map(List::toString)
                        .orElse(value)
                        .toString());
    }
}
