package io.jenkins.plugins.deploymentrecord.overview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.EntryId;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Adds records to the index without builds. */
final class KnownDeployments {

    /**
     * The time of the first record's request, in milliseconds since 1970; each further record is requested a second
     * later.
     */
    static final long START = 1_772_366_400_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<KeyRecord> records = new ArrayList<>();
    private final String job;

    private KnownDeployments(String job) {
        this.job = job;
    }

    static KnownDeployments of(String job) {
        return new KnownDeployments(job);
    }

    KnownDeployments recorded(String environment, String deployment, String version) throws IOException {
        return add(environment, deployment, version, "deployed", EntryResult.Kind.RECORDED);
    }

    KnownDeployments decommissioned(String environment, String deployment) throws IOException {
        return add(environment, deployment, "1.0", "decommissioned", EntryResult.Kind.RECORDED);
    }

    KnownDeployments refused(String environment, String deployment, String version) throws IOException {
        return add(environment, deployment, version, "deployed", EntryResult.Kind.REFUSED);
    }

    private KnownDeployments add(
            String environment, String deployment, String version, String status, EntryResult.Kind kind)
            throws IOException {
        records.add(record(job, records.size(), environment, deployment, version, status, kind));
        return this;
    }

    static KeyRecord record(
            String job,
            int place,
            String environment,
            String deployment,
            String version,
            String status,
            EntryResult.Kind kind)
            throws IOException {
        long at = START + place * 1_000L;
        var entry = OutboxEntry.of(
                new EntryId(job, 1, 0, String.valueOf(place)).toString(),
                OutboxService.outbox().nextNumber(),
                new OutboxEntry.Origin(job, 1, at, "alice"),
                new OutboxEntry.Destination("stand-in", "https://api.github.com", "octo-org", "token"),
                body(environment, deployment, version, status),
                false,
                1);
        return new KeyRecord(entry, kind, at, kind == EntryResult.Kind.REFUSED ? "not found" : null, null, 7L, null);
    }

    private static String body(String environment, String deployment, String version, String status)
            throws JsonProcessingException {
        ObjectNode body = JSON.createObjectNode()
                .put("name", deployment)
                .put("digest", JenkinsWithStandIn.DIGEST)
                .put("version", version)
                .put("status", status)
                .put("logical_environment", environment)
                .put("cluster", "eu-1")
                .put("deployment_name", deployment);
        return JSON.writeValueAsString(body);
    }

    /** Adds the records to the index. */
    void known() throws IOException, ExecutionException, InterruptedException {
        known(records);
    }

    static void known(List<KeyRecord> records) throws IOException, ExecutionException, InterruptedException {
        OutboxService.outbox().restoreKeys(records, 0).get();
    }
}
