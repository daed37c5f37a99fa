package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies a deployment. GitHub keeps one record for each key: two records with the same key overwrite each other, so
 * their order matters.
 *
 * @param apiUrl the server, as {@link ApiUrl#toString} returns it
 * @param organization in lower case, because GitHub ignores the case of names
 * @param physicalEnvironment empty if the record has none; so is the cluster
 */
public record DeploymentKey(
        String apiUrl,
        String organization,
        String logicalEnvironment,
        String physicalEnvironment,
        String cluster,
        String deploymentName) {

    /** Only physicalEnvironment and cluster may be null. */
    public DeploymentKey {
        Objects.requireNonNull(apiUrl, "apiUrl");
        // interned because thousands of keys share these values
        organization = organization.toLowerCase(Locale.ROOT).intern();
        logicalEnvironment =
                Objects.requireNonNull(logicalEnvironment, "logicalEnvironment").intern();
        physicalEnvironment =
                Objects.requireNonNullElse(physicalEnvironment, "").intern();
        cluster = Objects.requireNonNullElse(cluster, "").intern();
        Objects.requireNonNull(deploymentName, "deploymentName");
    }

    /** Returns the key of a record for the server at {@code url}. */
    public static DeploymentKey of(ApiUrl url, DeploymentRecord record) {
        return new DeploymentKey(
                url.toString(),
                record.organization(),
                record.logicalEnvironment(),
                record.physicalEnvironment(),
                record.cluster(),
                record.deploymentName());
    }

    /**
     * Returns the key of a record that was stored as the body of its request.
     *
     * @throws IllegalArgumentException if the body is not that of a record
     */
    public static DeploymentKey of(String apiUrl, String organization, JsonNode body) {
        return new DeploymentKey(
                apiUrl,
                organization,
                required(body, RecordField.LOGICAL_ENVIRONMENT),
                RecordField.PHYSICAL_ENVIRONMENT.textIn(body),
                RecordField.CLUSTER.textIn(body),
                required(body, RecordField.DEPLOYMENT_NAME));
    }

    /** Returns the key of a record that GitHub returned; empty if the record lacks a field that every key has. */
    public static Optional<DeploymentKey> of(ApiUrl url, String organization, DeploymentRecordResponse record) {
        return record.logicalEnvironment() == null || record.deploymentName() == null
                ? Optional.empty()
                : Optional.of(new DeploymentKey(
                        url.toString(),
                        organization,
                        record.logicalEnvironment(),
                        record.physicalEnvironment(),
                        record.cluster(),
                        record.deploymentName()));
    }

    private static String required(JsonNode body, RecordField field) {
        String text = field.textIn(body);
        if (text == null) {
            throw new IllegalArgumentException("a body without " + field.jsonName());
        }
        return text;
    }
}
