package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The typed fields cannot become a record. Raised before anything is sent. Its message names every error, up to {@value
 * #MAX_NAMED}, at least one for each field, and counts the rest: a build's log, page and files have to hold the message.
 */
public final class InvalidDeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The largest number of errors that the message names. */
    public static final int MAX_NAMED = 20;

    /** Not stored, as a build's files shall hold no records: the message says it all. */
    private final transient List<FieldError> errors;

    /** For a page; not stored either. */
    private final transient JsonNode typed;

    /** @param errors at least one */
    public InvalidDeploymentException(List<FieldError> errors) {
        this(errors, JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param errors at least one
     * @param typed the fields as they were typed, in GitHub's names, without fields that are or may be secret
     */
    public InvalidDeploymentException(List<FieldError> errors, JsonNode typed) {
        this("invalid", errors, typed);
    }

    private InvalidDeploymentException(String key, List<FieldError> errors, JsonNode typed) {
        super(message(key, errors));
        this.errors = List.copyOf(errors);
        this.typed = typed;
    }

    /** The same for fields that ask for records. */
    public static InvalidDeploymentException ofQuery(List<FieldError> errors) {
        return new InvalidDeploymentException("query", errors, JsonNodeFactory.instance.objectNode());
    }

    /** The fields as they were typed, in GitHub's names; empty if the exception was stored and read back. */
    public JsonNode typed() {
        return typed == null ? JsonNodeFactory.instance.objectNode() : typed;
    }

    /** Every error; empty if the exception was stored and read back. */
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

    /** The first error of each field, then as many others as there is room for; in the order of the list. */
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
