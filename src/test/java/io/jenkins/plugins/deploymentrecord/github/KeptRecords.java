package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stand-in's memory: one record for each deployment of an organization, as GitHub keeps and shows it. */
final class KeptRecords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SHOWN = List.of(
            "digest",
            "logical_environment",
            "physical_environment",
            "cluster",
            "deployment_name",
            "tags",
            "runtime_risks");

    private final Map<List<String>, ObjectNode> records = new LinkedHashMap<>();
    private final Map<String, Long> attestations = new HashMap<>();

    synchronized void attest(String digest, long attestationId) {
        attestations.put(digest, attestationId);
    }

    /** Makes or updates the record, and gives GitHub's answer. */
    synchronized ObjectNode upsert(String organization, JsonNode body) {
        List<String> key = Stream.concat(
                        Stream.of(organization),
                        Stream.of("logical_environment", "physical_environment", "cluster", "deployment_name")
                                .map(field -> body.path(field).asText("")))
                .toList();
        ObjectNode before = records.get(key);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var record = JSON.createObjectNode();
        record.put(
                "id", before == null ? 1001 + records.size() : before.get("id").longValue());
        SHOWN.stream().filter(body::has).forEach(field -> record.set(field, body.get(field)));
        record.put("created_at", before == null ? now : before.get("created_at").textValue());
        record.put("updated_at", now);
        record.put("attestation_id", attestations.get(body.get("digest").textValue()));
        records.put(key, record);
        var answer = JSON.createObjectNode().put("total_count", 1);
        if (body.path("return_records").asBoolean(true)) {
            answer.putArray("deployment_records").add(record);
        }
        return answer;
    }

    /** GitHub's answer to the question what it has for a digest. */
    synchronized ObjectNode ofArtifact(String organization, String digest) {
        var answer = JSON.createObjectNode();
        var found = answer.putArray("deployment_records");
        records.forEach((key, record) -> {
            if (key.get(0).equals(organization)
                    && record.path("digest").textValue().equals(digest)) {
                found.add(record);
            }
        });
        return answer.put("total_count", found.size());
    }

    synchronized List<JsonNode> all() {
        return records.values().stream().map(ObjectNode::deepCopy).collect(Collectors.toUnmodifiableList());
    }
}
