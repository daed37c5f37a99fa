package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stand-in's memory: one record for each deployment of an organization, as GitHub stores and shows it. */
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
    /** The body of the last request for each key, because GitHub does not return all fields. */
    private final Map<List<String>, JsonNode> sent = new HashMap<>();

    private final Map<String, Long> attestations = new HashMap<>();
    private final Set<String> absentRepositories = new HashSet<>();
    private final Set<String> closedRepositories = new HashSet<>();
    private boolean refusesUnknownArtifacts;

    synchronized void attest(String digest, long attestationId) {
        attestations.put(digest, attestationId);
    }

    synchronized boolean isAttested(String digest) {
        return attestations.containsKey(digest);
    }

    synchronized void refuseUnknownArtifacts() {
        refusesUnknownArtifacts = true;
    }

    synchronized void lackRepository(String name) {
        absentRepositories.add(name);
    }

    synchronized void closeRepository(String name) {
        closedRepositories.add(name);
    }

    /** Returns GitHub's reason to refuse a record that keeps the contract; empty if GitHub accepts the record. */
    synchronized Optional<String> refusal(String organization, JsonNode body) {
        String repository = body.path("github_repository").asText();
        boolean isUnknown =
                refusesUnknownArtifacts && !body.has("github_repository") && !knows(organization, digest(body));
        return isUnknown || absentRepositories.contains(repository)
                ? Optional.of("not_found")
                : closedRepositories.contains(repository) ? Optional.of("unauthorized") : Optional.empty();
    }

    /**
     * Creates or updates the record.
     *
     * @return GitHub's answer; empty if GitHub refuses the record, which is not stored
     */
    synchronized Optional<ObjectNode> upsert(String organization, JsonNode body) {
        if (refusal(organization, body).isPresent()) {
            return Optional.empty();
        }
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
        record.put("attestation_id", attestations.get(digest(body)));
        records.put(key, record);
        sent.put(key, body);
        var answer = JSON.createObjectNode().put("total_count", 1);
        if (body.path("return_records").asBoolean(true)) {
            answer.putArray("deployment_records").add(record);
        }
        return Optional.of(answer);
    }

    /** @return GitHub's answer with the artifact's records; empty if the artifact is unknown */
    synchronized Optional<ObjectNode> ofArtifact(String organization, String digest) {
        if (!knows(organization, digest)) {
            return Optional.empty();
        }
        var answer = JSON.createObjectNode();
        List<ObjectNode> found = recordsOf(organization, digest).toList();
        answer.put("total_count", found.size()).putArray("deployment_records").addAll(found);
        return Optional.of(answer);
    }

    private boolean knows(String organization, String digest) {
        return attestations.containsKey(digest)
                || recordsOf(organization, digest).findAny().isPresent();
    }

    private Stream<ObjectNode> recordsOf(String organization, String digest) {
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().get(0).equals(organization))
                .map(Map.Entry::getValue)
                .filter(record -> digest(record).equals(digest));
    }

    private static String digest(JsonNode record) {
        return record.get("digest").textValue();
    }

    /** Returns each record as GitHub would show it, with the fields of its last request, oldest first. */
    synchronized List<JsonNode> withSentFields() {
        return records.entrySet().stream()
                .map(entry -> (JsonNode) ((ObjectNode) sent.get(entry.getKey()).deepCopy()).setAll(entry.getValue()))
                .toList();
    }

    synchronized List<JsonNode> all() {
        return records.values().stream().map(ObjectNode::deepCopy).collect(Collectors.toUnmodifiableList());
    }
}
