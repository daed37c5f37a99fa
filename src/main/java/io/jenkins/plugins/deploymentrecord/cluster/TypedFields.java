package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.cluster.ClusterDeployment.TypedTag;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields of one deployment as typed. A field of an unexpected type is an error, and is then treated as absent. */
final class TypedFields {

    private static final List<String> NAMES = List.of(
            "name",
            "digest",
            "image",
            "deploymentName",
            "version",
            "status",
            "githubRepository",
            "tags",
            "runtimeRisks");

    private static final String KEY = "key";
    private static final String VALUE = "value";

    private final String place;
    private final List<FieldError> errors;
    private final Map<String, Object> fields = new TreeMap<>();

    /**
     * @param typed a map, unless it is an error
     * @param errors receives all errors
     */
    TypedFields(String place, Object typed, List<FieldError> errors) {
        this.place = place;
        this.errors = errors;
        if (typed instanceof Map<?, ?> map) {
            map.forEach(this::put);
        } else {
            errors.add(new FieldError(place, Texts.get("typed.noMap", String.join(", ", NAMES))));
        }
    }

    private void put(Object key, Object value) {
        String name = String.valueOf(key);
        if (NAMES.contains(name)) {
            fields.put(name, value);
        } else {
            errors.add(new FieldError(
                    place, Texts.get("typed.unknownField", RecordField.quoted(name), String.join(", ", NAMES))));
        }
    }

    ClusterDeployment deployment() {
        return new ClusterDeployment(
                place,
                text("name"),
                text("digest"),
                text("image"),
                text("deploymentName"),
                text("version"),
                text("status"),
                text("githubRepository"),
                tags(),
                runtimeRisks(),
                null);
    }

    private String text(String field) {
        Object value = fields.get(field);
        if (value == null || value instanceof CharSequence) {
            return value == null ? null : value.toString();
        }
        return wrong(field, "typed.noText");
    }

    private List<TypedTag> tags() {
        Object value = fields.get("tags");
        var tags = new ArrayList<TypedTag>();
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map && areTexts(map.keySet()) && areTexts(map.values())) {
            map.forEach((key, text) -> tags.add(new TypedTag(key.toString(), text.toString())));
            return List.copyOf(tags);
        }
        if (value instanceof Collection<?> list && list.stream().allMatch(TypedFields::isTag)) {
            list.forEach(tag -> tags.add(new TypedTag(
                    ((Map<?, ?>) tag).get(KEY).toString(),
                    ((Map<?, ?>) tag).get(VALUE).toString())));
            return List.copyOf(tags);
        }
        return wrong("tags", "typed.noTags");
    }

    private static boolean isTag(Object typed) {
        return typed instanceof Map<?, ?> map && map.keySet().equals(Set.of(KEY, VALUE)) && areTexts(map.values());
    }

    private List<String> runtimeRisks() {
        Object value = fields.get("runtimeRisks");
        if (value == null) {
            return null;
        }
        return value instanceof Collection<?> list && areTexts(list)
                ? list.stream().map(Object::toString).toList()
                : wrong("runtimeRisks", "typed.noRisks");
    }

    private static boolean areTexts(Collection<?> values) {
        return values.stream().allMatch(CharSequence.class::isInstance);
    }

    private <T> T wrong(String field, String key) {
        errors.add(new FieldError(place + '.' + field, Texts.get(key)));
        return null;
    }
}
