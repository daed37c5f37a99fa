package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.function.UnaryOperator;

/**
 * A record as GitHub's answer returns it. GitHub guarantees none of the fields, so each may be null.
 *
 * @param id GitHub's number of the record
 * @param attestationId the artifact's provenance attestation, null if there is none
 * @param createdAt when the record was created, ISO 8601; {@code created} in some answers
 * @param updatedAt when the record was last changed, ISO 8601
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentRecordResponse(
        Long id,
        String digest,
        String logicalEnvironment,
        String physicalEnvironment,
        String cluster,
        String deploymentName,
        @JsonAlias("created") String createdAt,
        String updatedAt,
        Long attestationId) {

    /** Used if GitHub confirms a record without returning it. */
    public static final DeploymentRecordResponse UNRETURNED =
            new DeploymentRecordResponse(null, null, null, null, null, null, null, null, null);

    /** Returns a copy with each text replaced by the result of the function; the numbers are unchanged. */
    DeploymentRecordResponse withTexts(UnaryOperator<String> change) {
        UnaryOperator<String> orNull = text -> text == null ? null : change.apply(text);
        return new DeploymentRecordResponse(
                id,
                orNull.apply(digest),
                orNull.apply(logicalEnvironment),
                orNull.apply(physicalEnvironment),
                orNull.apply(cluster),
                orNull.apply(deploymentName),
                orNull.apply(createdAt),
                orNull.apply(updatedAt),
                attestationId);
    }

    boolean isOf(DeploymentRecord record) {
        return record.deploymentName().equals(deploymentName)
                && record.logicalEnvironment().equals(logicalEnvironment)
                && sameOrAbsent(record.physicalEnvironment(), physicalEnvironment)
                && sameOrAbsent(record.cluster(), cluster);
    }

    private static boolean sameOrAbsent(String sent, String returned) {
        return (sent == null ? "" : sent).equals(returned == null ? "" : returned);
    }
}
