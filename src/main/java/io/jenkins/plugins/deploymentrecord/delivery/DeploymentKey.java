package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import java.util.Locale;
import java.util.Objects;

/**
 * Which deployment a record is of. GitHub keeps one record for each: two with the same key overwrite one another, so
 * that their order counts.
 *
 * @param apiUrl the server, as {@link ApiUrl#toString} gives it
 * @param organization in lower case, as GitHub does not tell the cases of its names apart
 * @param physicalEnvironment empty where the record has none, as is cluster
 */
public record DeploymentKey(
        String apiUrl,
        String organization,
        String logicalEnvironment,
        String physicalEnvironment,
        String cluster,
        String deploymentName) {

    /** Null is allowed for physicalEnvironment and cluster alone. */
    public DeploymentKey {
        Objects.requireNonNull(apiUrl, "apiUrl");
        organization = organization.toLowerCase(Locale.ROOT);
        Objects.requireNonNull(logicalEnvironment, "logicalEnvironment");
        physicalEnvironment = Objects.requireNonNullElse(physicalEnvironment, "");
        cluster = Objects.requireNonNullElse(cluster, "");
        Objects.requireNonNull(deploymentName, "deploymentName");
    }

    /** The key of a record that goes to the server at {@code url}. */
    public static DeploymentKey of(ApiUrl url, DeploymentRecord record) {
        return new DeploymentKey(
                url.toString(),
                record.organization(),
                record.logicalEnvironment(),
                record.physicalEnvironment(),
                record.cluster(),
                record.deploymentName());
    }

    /** Of the server, without its port: what the HTTP client counts calls by. */
    String host() {
        return ApiUrl.of(apiUrl).host();
    }
}
