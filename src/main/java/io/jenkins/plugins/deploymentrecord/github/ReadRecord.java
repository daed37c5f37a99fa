package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A record as it was read from GitHub, which guarantees none of the fields.
 *
 * @param tags empty if GitHub returns no tags in a known format; so are the runtime risks
 */
public record ReadRecord(
        DeploymentRecordResponse fields, Optional<Map<String, String>> tags, Optional<List<String>> runtimeRisks) {

    /** @param clean cleans a text of an answer for people */
    static ReadRecord of(DeploymentRecordResponse fields, JsonNode node, UnaryOperator<String> clean) {
        JsonNode tags = node.path("tags");
        JsonNode risks = node.path("runtime_risks");
        return new ReadRecord(
                fields.withTexts(clean),
                tags.isObject() ? Optional.of(tags(tags, clean)) : Optional.empty(),
                risks.isArray()
                        ? Optional.of(StreamSupport.stream(risks.spliterator(), false)
                                .map(risk -> clean.apply(risk.asText()))
                                .toList())
                        : Optional.empty());
    }

    private static Map<String, String> tags(JsonNode node, UnaryOperator<String> clean) {
        var tags = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(tag -> tags.put(
                        clean.apply(tag.getKey()), clean.apply(tag.getValue().asText())));
        return tags;
    }
}
