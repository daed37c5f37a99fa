package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The typed fields do not form a valid record. Thrown before anything is sent. The message lists up to {@value
 * #MAX_NAMED} errors, with at least one for each field, and counts the rest, because a build's log, page and files
 * store the message.
 */
public final class InvalidDeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The largest number of errors that the message lists. */
    public static final int MAX_NAMED = 20;

    /** Not serialized, because a build's files must not contain Java records; the message has all that is needed. */
    private final transient List<FieldError> errors;

    /** For a page; not serialized either. */
    private final transient JsonNode typed;

    /** @param errors at least one */
    public InvalidDeploymentException(List<FieldError> errors) {
        this(errors, JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param errors at least one
     * @param typed the fields as they were typed, under GitHub's names, without fields that are or may be secret
     */
    public InvalidDeploymentException(List<FieldError> errors, JsonNode typed) {
        this("invalid", errors, typed);
    }

    private InvalidDeploymentException(String key, List<FieldError> errors, JsonNode typed) {
        super(message(key, errors));
        this.errors = List.copyOf(errors);
        this.typed = typed;
    }

    /** Returns the exception for the fields of a query of records. */
    public static InvalidDeploymentException ofQuery(List<FieldError> errors) {
        return new InvalidDeploymentException("query", errors, JsonNodeFactory.instance.objectNode());
    }

    /** The fields as they were typed, under GitHub's names; empty after deserialization. */
    public JsonNode typed() {
        return typed == null ? JsonNodeFactory.instance.objectNode() : typed;
    }

    /** All errors; empty after deserialization. */
    public List<FieldError> errors() {
        return errors == null ? List.of() : errors;
    }

    private static String message(String key, List<FieldError> errors) {
        var lines = new ArrayList<String>();
        named(errors).forEach(error -> lines.add(error.toString()));
        if (lines.size() < errors.size()) {
            lines.add(Texts.get("invalid.more", errors.size() - lines.size()));
        }
        return ErrorSection.INVALID_INPUT.endOf(Texts.get(
                key + (errors.size() == 1 ? ".one" : ".many"),
                errors.size(),
                lines.stream().collect(Collectors.joining("\n  - ", "\n  - ", ""))));
    }

    /** Returns the first error of each field, then as many others as fit; in the order of the list. */
    private static List<FieldError> named(List<FieldError> errors) {
        var places = new TreeSet<Integer>();
        var fields = new HashSet<String>();
        for (int i = 0; i < errors.size() && places.size() < MAX_NAMED; i++) {
            if (fields.add(errors.get(i).field())) {
                places.add(i);
            }
        }
        for (int i = 0; i < errors.size() && places.size() < MAX_NAMED; i++) {
            places.add(i);
        }
        return places.stream().map(errors::get).toList();
    }
}
