package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answers to requests that write: a single record, or records of a cluster, by GitHub's contract and its samples.
 * Processes one request of a cluster at a time.
 */
final class StandInWrites {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLUSTER = "/deployment-record/cluster/";

    private final ContractCheck ofRecord = ContractCheck.ofDeploymentRecords();
    private final ContractCheck ofCluster = ContractCheck.ofClusterRecords();
    private final KeptRecords kept;
    /** Guarded by this. */
    private final Set<String> busy = new HashSet<>();

    StandInWrites(KeptRecords kept) {
        this.kept = kept;
    }

    /** @return false if a request of the same cluster is in progress */
    synchronized boolean begin(String path) {
        return !path.contains(CLUSTER) || busy.add(path);
    }

    synchronized void end(String path) {
        busy.remove(path);
    }

    /**
     * Checks the rules of the schema, and the rules that GitHub states only in words.
     *
     * @param cluster the cluster in the path; null for a single record
     */
    List<ContractCheck.Violation> violations(String cluster, JsonNode body) {
        return cluster == null ? ofRecord.violations(body) : violations(body);
    }

    private List<ContractCheck.Violation> violations(JsonNode body) {
        List<ContractCheck.Violation> found = new ArrayList<>(ofCluster.violations(body));
        if (!found.isEmpty()) {
            return found;
        }
        if (body.path("deployments").isEmpty()) {
            found.add(new ContractCheck.Violation("deployments", "minItems", "has no items"));
        }
        var names = new HashSet<String>();
        Map<List<String>, List<String>> labels = new HashMap<>();
        for (JsonNode deployment : body.path("deployments")) {
            if (!names.add(deployment.path("deployment_name").textValue())) {
                found.add(new ContractCheck.Violation("deployment_name", "unique", "is a duplicate"));
            }
            List<String> label = texts(deployment, "name", "version");
            List<String> other = labels.putIfAbsent(texts(deployment, "github_repository", "digest"), label);
            if (other != null && !other.equals(label)) {
                found.add(new ContractCheck.Violation("name", "agree", "differs from another record of the artifact"));
            }
        }
        return found;
    }

    private static List<String> texts(JsonNode deployment, String first, String second) {
        return List.of(deployment.path(first).asText(), deployment.path(second).asText());
    }

    /** @param cluster the cluster in the path; null for a single record */
    StandInAnswer upsert(String organization, String cluster, JsonNode body) {
        return cluster == null ? upsert(organization, body) : upsertAll(organization, cluster, body);
    }

    private StandInAnswer upsert(String organization, JsonNode body) {
        return kept.refusal(organization, body).filter("unauthorized"::equals).isPresent()
                ? StandInAnswer.error(403, "Resource not accessible by personal access token")
                : kept.upsert(organization, body).map(StandInAnswer::ok).orElseGet(StandInAnswer::noArtifactsFound);
    }

    private StandInAnswer upsertAll(String organization, String cluster, JsonNode body) {
        var accepted = new ArrayList<ObjectNode>();
        var errors = JSON.createArrayNode();
        for (JsonNode deployment : body.path("deployments")) {
            ObjectNode record = deployment.deepCopy();
            List.of("logical_environment", "physical_environment").stream()
                    .filter(body::has)
                    .forEach(field -> record.set(field, body.get(field)));
            record.put("cluster", cluster);
            kept.refusal(organization, record)
                    .ifPresentOrElse(
                            cause -> errors.addObject().put("cause", cause).set("deployment", deployment),
                            () -> accepted.add(record));
        }
        if (!errors.isEmpty() && !body.path("partial_success").asBoolean(false)) {
            return refused(errors);
        }
        var records = JSON.createArrayNode();
        accepted.forEach(record -> records.addAll(
                (ArrayNode) kept.upsert(organization, record).orElseThrow().path("deployment_records")));
        var answer = JSON.createObjectNode().put("total_count", accepted.size());
        if (body.path("return_records").asBoolean(true)) {
            answer.set("deployment_records", records);
        }
        if (errors.isEmpty()) {
            return StandInAnswer.ok(answer);
        }
        answer.set("errors", errors);
        return StandInAnswer.of(207, answer);
    }

    /** As in the contract's samples: the IDs of closed repositories, the names of missing repositories. */
    private static StandInAnswer refused(ArrayNode errors) {
        boolean isUnauthorized = errors.get(0).path("cause").asText().equals("unauthorized");
        var answer = JSON.createObjectNode();
        var message = answer.putObject("message")
                .put(
                        "cause",
                        isUnauthorized
                                ? "artifact metadata write permission required on one or more repositories"
                                : "One or more repositories do not exist");
        var repositories = message.putArray("repositories");
        for (JsonNode error : errors) {
            if (isUnauthorized) {
                repositories.add(StandInReads.REPOSITORY_ID);
            } else {
                repositories.add(error.at("/deployment/github_repository").asText());
            }
        }
        return StandInAnswer.of(isUnauthorized ? 403 : 404, answer);
    }
}
