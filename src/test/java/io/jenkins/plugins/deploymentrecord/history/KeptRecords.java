package io.jenkins.plugins.deploymentrecord.history;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.util.List;

/** Kept records to test with. */
final class KeptRecords {

    static final String DIGEST = "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";
    static final String API = "https://api.github.com";

    private KeptRecords() {}

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

    static KeptRecord pending(String id, long askedAt, DeploymentRecord.Builder builder) {
        return KeptRecord.pending(id, askedAt, "github.com", API, built(builder));
    }

    static KeptRecord recorded(String id, long askedAt, DeploymentRecord.Builder builder) {
        var answer = new RecordedDeployment(7L, DIGEST, "prod", "", "blue", "shop-web", null, null, null);
        return pending(id, askedAt, builder).ended(KeptRecord.State.RECORDED, askedAt + 1, answer, List.of(), null);
    }
}
