package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * The records of one cluster in one request: {@code POST
 * /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}}. The limits are those of GitHub's contract.
 *
 * @param records 1 to 1,000 records of one organization, one pair of environments and one cluster, whose name {@link
 *     ClusterName#fits}; each deployment name is unique, and each digest has one name and one version
 */
public record ClusterRequest(List<DeploymentRecord> records) {

    /** The largest number of records in one request. */
    public static final int MAX_RECORDS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException if the records cannot be sent in one request */
    public ClusterRequest {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(records.size() + " records in a request");
        }
        DeploymentRecord first = records.getFirst();
        if (!ClusterName.fits(first.cluster())) {
            throw new IllegalArgumentException("no cluster's name for a path: " + first.cluster());
        }
        var names = new HashSet<String>();
        var labels = new ArtifactLabels();
        for (DeploymentRecord record : records) {
            if (!canShareRequest(first, record)
                    || !names.add(record.deploymentName())
                    || !labels.add(record.digest().value(), record.name(), record.version())) {
                throw new IllegalArgumentException("cannot go with the other records: " + record.deploymentName());
            }
        }
    }

    private static boolean canShareRequest(DeploymentRecord first, DeploymentRecord other) {
        return first.organization().equalsIgnoreCase(other.organization())
                && first.logicalEnvironment().equals(other.logicalEnvironment())
                && Objects.equals(first.physicalEnvironment(), other.physicalEnvironment())
                && first.cluster().equals(other.cluster());
    }

    /** The organization as it was typed. */
    String organization() {
        return records.getFirst().organization();
    }

    String cluster() {
        return records.getFirst().cluster();
    }

    /**
     * Returns the body of the request in UTF-8. It asks GitHub to accept as many records as it can and to return none,
     * because the answer would be larger than the request.
     */
    byte[] body() {
        ObjectNode body = JSON.createObjectNode();
        DeploymentRecord first = records.getFirst();
        body.put(RecordField.LOGICAL_ENVIRONMENT.jsonName(), first.logicalEnvironment());
        if (first.physicalEnvironment() != null) {
            body.put(RecordField.PHYSICAL_ENVIRONMENT.jsonName(), first.physicalEnvironment());
        }
        var deployments = body.putArray("deployments");
        for (DeploymentRecord record : records) {
            ObjectNode deployment = JSON.valueToTree(record);
            deployments.add(deployment.remove(List.of(
                    RecordField.LOGICAL_ENVIRONMENT.jsonName(),
                    RecordField.PHYSICAL_ENVIRONMENT.jsonName(),
                    RecordField.CLUSTER.jsonName())));
        }
        body.put("partial_success", true);
        body.put("return_records", false);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree is always JSON", e);
        }
    }
}
