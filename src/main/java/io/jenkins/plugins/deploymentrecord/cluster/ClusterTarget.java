package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ClusterName;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that all records of a call share, without white space around them; not yet validated.
 *
 * @param physicalEnvironment null if there is none
 */
public record ClusterTarget(
        ApiUrl server, String organization, String logicalEnvironment, String physicalEnvironment, String cluster) {

    public ClusterTarget {
        organization = TypedText.trimToNull(organization);
        logicalEnvironment = TypedText.trimToNull(logicalEnvironment);
        physicalEnvironment = TypedText.trimToNull(physicalEnvironment);
        cluster = TypedText.trimToNull(cluster);
    }

    private Map<RecordField, String> fields() {
        var fields = new LinkedHashMap<RecordField, String>();
        fields.put(RecordField.ORGANIZATION, organization);
        fields.put(RecordField.LOGICAL_ENVIRONMENT, logicalEnvironment);
        fields.put(RecordField.PHYSICAL_ENVIRONMENT, physicalEnvironment);
        fields.put(RecordField.CLUSTER, cluster);
        return fields;
    }

    /**
     * Validates the fields. The path of the requests contains the cluster's name and allows fewer names than the field
     * of a single record.
     */
    List<FieldError> errors() {
        return fields().entrySet().stream()
                .map(field -> field.getKey() == RecordField.CLUSTER
                        ? ClusterName.error(field.getValue())
                        : field.getKey().check(field.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns a builder for a record of this target, which lacks the deployment's own fields. */
    DeploymentRecord.Builder builder() {
        var builder = DeploymentRecord.builder().server(server);
        fields().forEach(builder::set);
        return builder;
    }

    /** Returns the key of a deployment of this target, which must be valid. */
    DeploymentKey key(String deploymentName) {
        return new DeploymentKey(
                server.toString(), organization, logicalEnvironment, physicalEnvironment, cluster, deploymentName);
    }

    /** Whether a deployment belongs to this target, which must be valid. */
    public boolean covers(DeploymentKey key) {
        return key(key.deploymentName()).equals(key);
    }
}
