package io.jenkins.plugins.deploymentrecord.github;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A record's tags as a person typed them, and their rules: keys are unique, and the length of keys and values is
 * limited.
 */
public final class TypedTags {

    /**
     * The maximum length of a key or a value, in code points; the limit of GitHub's own client,
     * github/deployment-tracker.
     */
    private static final int MAX_LENGTH = 100;

    private final List<Map.Entry<String, String>> tags = new ArrayList<>();

    void add(String key, String value) {
        tags.add(Map.entry(trimToEmpty(key), trimToEmpty(value)));
    }

    Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        tags.forEach(tag -> map.put(tag.getKey(), tag.getValue()));
        return map;
    }

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if (tags.size() > DeploymentRecord.MAX_TAGS) {
            errors.add(new FieldError("tags", Texts.get("tags.many", tags.size(), DeploymentRecord.MAX_TAGS)));
        }
        var keys = new HashSet<String>();
        for (var tag : tags) {
            error(tag.getKey(), tag.getValue()).ifPresent(errors::add);
            if (!keys.add(tag.getKey()) && !tag.getKey().isEmpty()) {
                errors.add(new FieldError("tags", Texts.get("tags.twice", RecordField.quoted(tag.getKey()))));
            }
        }
        return errors;
    }

    /** Validates a typed tag: a key needs 1 to 100 characters, a value has up to 100. */
    public static Optional<FieldError> error(String key, String value) {
        if (TypedText.trimToNull(key) == null) {
            return Optional.of(new FieldError("tags", Texts.get("tags.key", RecordField.quoted(value))));
        }
        return RecordField.textProblem(key, MAX_LENGTH)
                .map(problem -> Texts.get("tags.keyProblem", problem))
                .or(() -> RecordField.textProblem(value, MAX_LENGTH)
                        .map(problem -> Texts.get("tags.valueProblem", RecordField.quoted(key), problem)))
                .map(problem -> new FieldError("tags", problem));
    }

    private static String trimToEmpty(String typed) {
        return Objects.requireNonNullElse(TypedText.trimToNull(typed), "");
    }
}
