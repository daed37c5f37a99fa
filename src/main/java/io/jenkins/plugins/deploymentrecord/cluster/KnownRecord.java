package io.jenkins.plugins.deploymentrecord.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest record of a deployment that GitHub has or will have: it was confirmed or is waiting.
 *
 * @param isNewest false if a newer record failed, which GitHub may have nevertheless
 */
record KnownRecord(DeploymentRecord record, OutboxEntry entry, boolean isNewest) {

    /**
     * Finds the record.
     *
     * @return empty if GitHub has no record of the deployment, or if the record is malformed
     */
    static Optional<KnownRecord> of(KeyState state, ClusterTarget target) {
        KeyRecord newest = state.newest();
        boolean isNewest = newest.isWaiting() || newest.isConfirmed();
        KeyRecord present = isNewest ? newest : state.confirmed();
        return present == null
                ? Optional.empty()
                : record(present.entry().parsedBody(), target)
                        .map(record -> new KnownRecord(record, present.entry(), isNewest));
    }

    /** Returns a record that decommissions the same deployment. */
    ClusterRecord decommissioned() {
        return new ClusterRecord(
                new DeploymentRecord(
                        record.organization(),
                        record.name(),
                        record.digest(),
                        record.version(),
                        DeploymentStatus.DECOMMISSIONED,
                        record.logicalEnvironment(),
                        record.physicalEnvironment(),
                        record.cluster(),
                        record.deploymentName(),
                        record.githubRepository(),
                        record.tags(),
                        record.runtimeRisks()),
                entry.workload());
    }

    private static Optional<DeploymentRecord> record(JsonNode body, ClusterTarget target) {
        String name = RecordField.NAME.textIn(body);
        var digest = ArtifactDigest.parse(body.path("digest").asText());
        var status = DeploymentStatus.parse(body.path("status").asText());
        return name == null || digest.isEmpty() || status.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeploymentRecord(
                        target.organization(),
                        name,
                        digest.get(),
                        RecordField.VERSION.textIn(body),
                        status.get(),
                        RecordField.LOGICAL_ENVIRONMENT.textIn(body),
                        RecordField.PHYSICAL_ENVIRONMENT.textIn(body),
                        RecordField.CLUSTER.textIn(body),
                        RecordField.DEPLOYMENT_NAME.textIn(body),
                        RecordField.GITHUB_REPOSITORY.textIn(body),
                        tags(body),
                        risks(body)));
    }

    private static Map<String, String> tags(JsonNode body) {
        if (!body.has("tags")) {
            return null;
        }
        var tags = new LinkedHashMap<String, String>();
        body.path("tags")
                .propertyStream()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static Set<RuntimeRisk> risks(JsonNode body) {
        if (!body.has("runtime_risks")) {
            return null;
        }
        var risks = new LinkedHashSet<RuntimeRisk>();
        body.path("runtime_risks")
                .forEach(risk -> RuntimeRisk.parse(risk.asText()).ifPresent(risks::add));
        return risks;
    }
}
