package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.ArtifactLabels;
import io.jenkins.plugins.deploymentrecord.github.ClusterName;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import java.io.Serializable;
import java.util.Map;

/**
 * A record for delivery. Contains no secrets. Immutable.
 *
 * @param id composed by the caller of the parts that identify the request permanently: job, build, the build's start,
 *     step, index
 * @param number from {@link Outbox#nextNumber}, drawn once for each request
 * @param body the JSON body of the request
 * @param mayShareRequest whether the entry may share a request with other such entries of the same server, credential,
 *     organization, environments and cluster
 * @param giveUpAfterMillis the time from the acceptance to the deadline
 * @param acceptedAt milliseconds since 1970, by the wall clock; 0 before the acceptance
 * @param workload the container of a cluster that runs the artifact; null if the record was not made from a cluster's
 *     list
 * @param key derived from the destination and the body
 * @param unknown fields of the entry's line that this version of the plugin does not know; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record OutboxEntry(
        String id,
        SequenceNumber number,
        Origin origin,
        Destination destination,

        @JsonRawValue String body,

        boolean mayShareRequest,
        long giveUpAfterMillis,
        long acceptedAt,
        Workload workload,
        @JsonIgnore DeploymentKey key,
        @JsonAnyGetter Map<String, JsonNode> unknown) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The origin of a record.
     *
     * @param job the job's full name, which is updated if the job is renamed
     * @param build the build's number
     * @param requestedAt milliseconds since 1970, by the wall clock
     * @param requestedBy the user's ID; null if no user is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Origin(String job, int build, long requestedAt, String requestedBy) {

        public Origin {
            // thousands of entries have equal values
            job = job == null ? null : job.intern();
            requestedBy = requestedBy == null ? null : requestedBy.intern();
        }
    }

    /**
     * The destination of a record.
     *
     * @param server the configured name, for messages
     * @param apiUrl as returned by {@link io.jenkins.plugins.deploymentrecord.github.ApiUrl#toString}
     * @param organization as typed
     * @param credentialsId as typed; may be an expression
     */
    public record Destination(String server, String apiUrl, String organization, String credentialsId) {

        /** @throws IllegalArgumentException if a field other than server is null */
        public Destination {
            if (apiUrl == null || organization == null || credentialsId == null) {
                throw new IllegalArgumentException("a destination without a field");
            }
            // thousands of entries have equal values
            server = server == null ? null : server.intern();
            apiUrl = apiUrl.intern();
            organization = organization.intern();
            credentialsId = credentialsId.intern();
        }
    }

    /**
     * A container in a cluster that runs the artifact, and the container's workload.
     *
     * @param kind such as Deployment
     * @param name the name of the workload
     * @param selector the label selector with which the list of pods was read; null if the list was read without a
     *     selector
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Workload(String namespace, String kind, String name, String container, String selector)
            implements Serializable {

        /** @throws IllegalArgumentException if a field other than selector is null */
        public Workload {
            if (namespace == null || kind == null || name == null || container == null) {
                throw new IllegalArgumentException("a workload without a field");
            }
            // thousands of entries have equal values
            namespace = namespace.intern();
            kind = kind.intern();
            selector = selector == null ? null : selector.intern();
        }
    }

    /** Creates an entry from a line, in which the body is an object. */
    @JsonCreator
    static OutboxEntry read(
            @JsonProperty("id") String id,
            @JsonProperty("number") SequenceNumber number,
            @JsonProperty("origin") Origin origin,
            @JsonProperty("destination") Destination destination,
            @JsonProperty("body") ObjectNode body,
            @JsonProperty("mayShareRequest") boolean mayShareRequest,
            @JsonProperty("giveUpAfterMillis") long giveUpAfterMillis,
            @JsonProperty("acceptedAt") long acceptedAt,
            @JsonProperty("workload") Workload workload,
            @JsonAnySetter Map<String, JsonNode> unknown) {
        DeploymentKey key = DeploymentKey.of(destination.apiUrl, destination.organization, body);
        return new OutboxEntry(
                id,
                number,
                origin,
                destination,
                body.toString(),
                mayShareRequest,
                giveUpAfterMillis,
                acceptedAt,
                workload,
                key,
                unknown);
    }

    /** @throws IllegalArgumentException if the body is not the body of a record */
    public OutboxEntry {
        if (destination == null || body == null) {
            throw new IllegalArgumentException("a record without a destination or a body");
        }
        try {
            key = key != null
                    ? key
                    : DeploymentKey.of(destination.apiUrl, destination.organization, JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the body of a record", e);
        }
        unknown = unknown == null || unknown.isEmpty() ? null : unknown;
    }

    /**
     * Returns an entry to submit.
     *
     * @throws IllegalArgumentException if the body is not the body of a record
     */
    public static OutboxEntry of(
            String id,
            SequenceNumber number,
            Origin origin,
            Destination destination,
            String body,
            boolean mayShareRequest,
            long giveUpAfterMillis) {
        return new OutboxEntry(
                id, number, origin, destination, body, mayShareRequest, giveUpAfterMillis, 0, null, null, null);
    }

    /** Returns this entry as an entry that was made from a cluster's list. */
    public OutboxEntry withWorkload(Workload container) {
        return new OutboxEntry(
                id,
                number,
                origin,
                destination,
                body,
                mayShareRequest,
                giveUpAfterMillis,
                acceptedAt,
                container,
                key,
                unknown);
    }

    /** Returns the deadline in milliseconds since 1970. */
    public long giveUpAt() {
        return acceptedAt + giveUpAfterMillis;
    }

    /** Whether the entry may share a request and the name of its cluster is valid in a shared request. */
    boolean fitsSharedRequest() {
        return mayShareRequest && ClusterName.fits(key.cluster());
    }

    /** Adds the entry's artifact; see {@link ArtifactLabels#add}. */
    boolean addTo(ArtifactLabels labels) {
        JsonNode fields = parsedBody();
        return labels.add(
                fields.path("digest").textValue(), RecordField.NAME.textIn(fields), RecordField.VERSION.textIn(fields));
    }

    boolean hasRepository() {
        return parsedBody().has("github_repository");
    }

    /** Returns the body as a new tree. */
    public JsonNode parsedBody() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the body was parsed before", e);
        }
    }

    boolean isSameRecord(OutboxEntry other) {
        return key.equals(other.key) && body.equals(other.body);
    }

    OutboxEntry accepted(String acceptedId, long at) {
        return new OutboxEntry(
                acceptedId,
                number,
                origin,
                destination,
                body,
                mayShareRequest,
                giveUpAfterMillis,
                at,
                workload,
                key,
                unknown);
    }

    OutboxEntry inJob(String name) {
        var moved = new Origin(name, origin.build, origin.requestedAt, origin.requestedBy);
        return new OutboxEntry(
                id,
                number,
                moved,
                destination,
                body,
                mayShareRequest,
                giveUpAfterMillis,
                acceptedAt,
                workload,
                key,
                unknown);
    }
}
