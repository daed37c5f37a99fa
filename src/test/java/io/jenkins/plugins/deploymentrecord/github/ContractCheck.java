package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates the body of a request against its schema, such as {@code deployment-record.schema.json}, with the part of
 * JSON Schema that these schemas use. Needs no library except Jackson, because the demo has no other.
 */
final class ContractCheck {

    /** A violation: the field, the keyword of the schema, and a message. */
    record Violation(String field, String keyword, String message) {}

    /** The keywords that {@link #check} supports; a schema with any other keyword is refused. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$comment",
            "type",
            "required",
            "properties",
            "additionalProperties",
            "maxProperties",
            "items",
            "maxItems",
            "uniqueItems",
            "minLength",
            "maxLength",
            "pattern",
            "enum");

    private final JsonNode schema;

    private ContractCheck(JsonNode schema) {
        this.schema = schema;
        refuseUnknownKeywords(schema);
    }

    static ContractCheck ofDeploymentRecords() {
        return of(schemaResource());
    }

    static ContractCheck ofClusterRecords() {
        return of(clusterSchemaResource());
    }

    private static ContractCheck of(InputStream schema) {
        try (InputStream in = schema) {
            return new ContractCheck(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream schemaResource() {
        return ContractCheck.class.getResourceAsStream("deployment-record.schema.json");
    }

    static InputStream clusterSchemaResource() {
        return ContractCheck.class.getResourceAsStream("cluster-deployment-records.schema.json");
    }

    List<Violation> violations(JsonNode body) {
        var found = new ArrayList<Violation>();
        check("", schema, body, found);
        return found;
    }

    private static void check(String field, JsonNode rule, JsonNode value, List<Violation> found) {
        String type = rule.path("type").asText();
        if (!isOfType(type, value)) {
            found.add(new Violation(field, "type", "is not of type " + type));
            return;
        }
        if (rule.has("enum") && !contains(rule.get("enum"), value)) {
            found.add(new Violation(field, "enum", "is not one of " + rule.get("enum")));
        }
        switch (type) {
            case "object" -> checkObject(field, rule, value, found);
            case "array" -> checkArray(field, rule, value, found);
            case "string" -> checkString(field, rule, value.textValue(), found);
            default -> {}
        }
    }

    private static void checkObject(String field, JsonNode rule, JsonNode value, List<Violation> found) {
        for (JsonNode required : rule.path("required")) {
            if (!value.has(required.textValue())) {
                found.add(new Violation(join(field, required.textValue()), "required", "is missing"));
            }
        }
        if (value.size() > rule.path("maxProperties").asInt(Integer.MAX_VALUE)) {
            found.add(new Violation(field, "maxProperties", "has more than " + rule.get("maxProperties") + " members"));
        }
        for (var member : value.properties()) {
            JsonNode known = rule.path("properties").path(member.getKey());
            JsonNode other = rule.path("additionalProperties");
            String name = join(field, member.getKey());
            if (known.isObject()) {
                check(name, known, member.getValue(), found);
            } else if (other.isObject()) {
                check(name, other, member.getValue(), found);
            } else if (other.isBoolean() && !other.booleanValue()) {
                found.add(new Violation(name, "additionalProperties", "is not a field of a deployment record"));
            }
        }
    }

    private static void checkArray(String field, JsonNode rule, JsonNode value, List<Violation> found) {
        if (value.size() > rule.path("maxItems").asInt(Integer.MAX_VALUE)) {
            found.add(new Violation(field, "maxItems", "has more than " + rule.get("maxItems") + " items"));
        }
        var seen = new HashSet<JsonNode>();
        for (JsonNode item : value) {
            if (!seen.add(item) && rule.path("uniqueItems").asBoolean()) {
                found.add(new Violation(field, "uniqueItems", "has " + item + " twice"));
            }
            check(field, rule.path("items"), item, found);
        }
    }

    private static void checkString(String field, JsonNode rule, String value, List<Violation> found) {
        int length = value.codePointCount(0, value.length());
        if (length < rule.path("minLength").asInt(0)) {
            found.add(new Violation(field, "minLength", "has fewer than " + rule.get("minLength") + " characters"));
        }
        if (length > rule.path("maxLength").asInt(Integer.MAX_VALUE)) {
            found.add(new Violation(field, "maxLength", "has more than " + rule.get("maxLength") + " characters"));
        }
        if (rule.has("pattern") && !matches(rule.get("pattern").textValue(), value)) {
            found.add(new Violation(field, "pattern", "does not match " + rule.get("pattern")));
        }
    }

    /** In JSON Schema {@code $} matches only the very end; in Java it would allow a line break there. */
    private static boolean matches(String pattern, String value) {
        return Pattern.compile(pattern.replaceAll("\\$$", "\\\\z"))
                .matcher(value)
                .find();
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException("the schema has the type " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode allowed : values) {
            if (allowed.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String join(String field, String member) {
        return field.isEmpty() ? member : field + '.' + member;
    }

    private static void refuseUnknownKeywords(JsonNode rule) {
        for (var keyword : rule.properties()) {
            if (!KEYWORDS.contains(keyword.getKey())) {
                throw new IllegalStateException("the schema has the keyword " + keyword.getKey());
            }
        }
        rule.path("properties").forEach(ContractCheck::refuseUnknownKeywords);
        if (rule.path("additionalProperties").isObject()) {
            refuseUnknownKeywords(rule.get("additionalProperties"));
        }
        if (rule.has("items")) {
            refuseUnknownKeywords(rule.get("items"));
        }
    }
}
