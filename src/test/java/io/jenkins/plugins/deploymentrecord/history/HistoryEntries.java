package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import java.util.List;

/** History entries to test with. */
final class HistoryEntries {

    static final String DIGEST = "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";
    static final String API = "https://api.github.com";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HistoryEntries() {}

    static DeploymentRecord.Builder shop(String version) {
        return DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.NAME, "shop")
                .set(RecordField.VERSION, version)
                .digest(DIGEST)
                .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                .set(RecordField.CLUSTER, "blue")
                .set(RecordField.DEPLOYMENT_NAME, "shop-web");
    }

    static DeploymentRecord built(DeploymentRecord.Builder builder) {
        try {
            return builder.build();
        } catch (InvalidDeploymentException e) {
            throw new AssertionError(e);
        }
    }

    /** @param the sequence number of the request, and its time in milliseconds since 1970 */
    static HistoryEntry waiting(String id, long order, DeploymentRecord.Builder builder) {
        DeploymentRecord record = built(builder);
        return HistoryEntry.waiting(
                id,
                new SequenceNumber(1, order),
                order,
                null,
                "github.com",
                API,
                record.organization(),
                JSON.valueToTree(record));
    }

    static HistoryEntry recorded(String id, long order, DeploymentRecord.Builder builder) {
        var answer = new DeploymentRecordResponse(7L, DIGEST, "prod", "", "blue", "shop-web", null, null, null);
        return waiting(id, order, builder).ended(HistoryEntry.State.RECORDED, order + 1, answer, List.of(), null, null);
    }

    /** Returns an entry that was not valid and has no fields. */
    static HistoryEntry invalid(String id, long at, String message) {
        return HistoryEntry.invalid(id, at, null, JSON.createObjectNode(), message);
    }
}
