package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment record as the pages of its build and its job show it.
 *
 * <p>An entry can be loaded even if fields are missing or unknown. Fields may be added, but neither renamed nor changed
 * in type.
 *
 * @param id identifies the entry within its build, and is part of its page's URL
 * @param number its place in the order of all requests; null if the entry was not valid
 * @param requestedAt milliseconds since 1970, by the wall clock
 * @param requestedBy the ID of the user who started the build; null if no user did
 * @param endedAt milliseconds since 1970, by the wall clock; 0 if the entry has not ended
 * @param server the configured name of the server; null if the entry was not valid
 * @param organization null if no organization was set
 * @param body the body of the request, with GitHub's field names; the fields as they were typed if the entry was not
 *     valid
 * @param answer GitHub's answer; null if there is none
 * @param events the failed attempts, oldest first
 * @param message the reason why the entry ended, up to {@value #MAX_MESSAGE} characters; null if there is no message
 * @param discardedBy the ID of the user who discarded the entry; null if it was not discarded
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryEntry(
        String id,
        State state,
        SequenceNumber number,
        long requestedAt,
        String requestedBy,
        long endedAt,
        String server,
        String apiUrl,
        String organization,
        JsonNode body,
        DeploymentRecordResponse answer,
        List<Event> events,
        String message,
        String discardedBy) {

    /** The state of an entry. */
    public enum State {
        /** Accepted for delivery. */
        WAITING,
        /** Accepted for delivery again after it was refused or given up. */
        WAITING_AGAIN,
        /** Confirmed by GitHub. */
        RECORDED,
        /** Not delivered, as GitHub confirmed a newer record of the same deployment. */
        SUPERSEDED,
        /** Refused by GitHub, or its credential or its job was deleted. */
        REFUSED,
        /** Not confirmed by GitHub before its deadline. */
        GIVEN_UP,
        /** Discarded by a person. */
        DISCARDED,
        /** Not valid, and never accepted for delivery. */
        INVALID;

        /** Whether the state is final. */
        public boolean isEnd() {
            return this != WAITING && this != WAITING_AGAIN;
        }

        /** Whether the state may require an action by a person. */
        public boolean isFailure() {
            return this == REFUSED || this == GIVEN_UP || this == INVALID;
        }
    }

    /**
     * A failed attempt to deliver the record.
     *
     * @param at milliseconds since 1970, by the wall clock
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(long at, String text) {}

    /** In UTF-16 code units; a longer message is cut off. */
    static final int MAX_MESSAGE = 16 * 1024;

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    public HistoryEntry {
        state = state == null ? State.WAITING : state;
        body = body != null && body.isObject() ? body : null;
        events = events == null ? List.of() : List.copyOf(events);
        message = message == null || message.length() <= MAX_MESSAGE ? message : beginning(message);
    }

    /** Returns an entry that was accepted for delivery. */
    public static HistoryEntry waiting(
            String id,
            SequenceNumber number,
            long requestedAt,
            String requestedBy,
            String server,
            String apiUrl,
            String organization,
            JsonNode body) {
        return new HistoryEntry(
                id,
                State.WAITING,
                number,
                requestedAt,
                requestedBy,
                0,
                server,
                apiUrl,
                organization,
                body,
                null,
                List.of(),
                null,
                null);
    }

    /**
     * Returns an entry that was not valid.
     *
     * @param typed the fields as they were typed, with GitHub's names, without fields that are or may be secret
     */
    public static HistoryEntry invalid(String id, long at, String requestedBy, JsonNode typed, String message) {
        JsonNode organization = typed.path("organization");
        return new HistoryEntry(
                id,
                State.INVALID,
                null,
                at,
                requestedBy,
                at,
                null,
                null,
                organization.textValue(),
                typed,
                null,
                List.of(),
                message,
                null);
    }

    /** Returns this entry in a final state. */
    public HistoryEntry ended(
            State end, long at, DeploymentRecordResponse answered, List<Event> happened, String why, String discarder) {
        return new HistoryEntry(
                id,
                end,
                number,
                requestedAt,
                requestedBy,
                at,
                server,
                apiUrl,
                organization,
                body,
                answered,
                happened,
                why,
                discarder);
    }

    /** Returns this entry, accepted for delivery again. */
    public HistoryEntry waitingAgain() {
        return ended(State.WAITING_AGAIN, 0, null, List.of(), null, null);
    }

    /** Returns this entry as the job's history keeps it: the events are shown on the build's page only. */
    HistoryEntry withoutEvents() {
        return new HistoryEntry(
                id,
                state,
                number,
                requestedAt,
                requestedBy,
                endedAt,
                server,
                apiUrl,
                organization,
                body,
                answer,
                List.of(),
                message,
                discardedBy);
    }

    /**
     * Returns the later of two states of an entry. Returns this state if it is final and the later state is the first
     * state, which may be written again after a kill.
     */
    HistoryEntry or(HistoryEntry later) {
        return state.isEnd() && later.state == State.WAITING ? this : later;
    }

    /** Returns the deployment that the record describes; empty if it is not known. */
    public Optional<DeploymentKey> key() {
        String environment = text(RecordField.LOGICAL_ENVIRONMENT);
        String deploymentName = text(RecordField.DEPLOYMENT_NAME);
        if (apiUrl == null || organization == null || environment == null || deploymentName == null) {
            return Optional.empty();
        }
        return Optional.of(new DeploymentKey(
                apiUrl,
                organization,
                environment,
                text(RecordField.PHYSICAL_ENVIRONMENT),
                text(RecordField.CLUSTER),
                deploymentName));
    }

    /** Returns a text field of the record; null if the record has no such text. */
    public String text(RecordField field) {
        return field == RecordField.ORGANIZATION ? organization : field.textIn(bodyOrEmpty());
    }

    /** Returns {@code sha256:} and 64 hexadecimal digits; null if there is no body. */
    public String digest() {
        return text("digest");
    }

    /** Returns {@code deployed} or {@code decommissioned}; null if there is no body. */
    public String status() {
        return text("status");
    }

    public List<String> runtimeRisks() {
        var risks = new ArrayList<String>();
        bodyOrEmpty().path("runtime_risks").forEach(risk -> risks.add(risk.asText()));
        return risks;
    }

    public List<Map.Entry<String, String>> tags() {
        var tags = new ArrayList<Map.Entry<String, String>>();
        bodyOrEmpty()
                .path("tags")
                .properties()
                .forEach(tag -> tags.add(Map.entry(tag.getKey(), tag.getValue().asText())));
        return tags;
    }

    /** Returns GitHub's answer with GitHub's field names; null if there is none. */
    public JsonNode answerBody() {
        return answer == null ? null : JSON.valueToTree(answer);
    }

    private String text(String jsonName) {
        return bodyOrEmpty().path(jsonName).textValue();
    }

    private JsonNode bodyOrEmpty() {
        return body == null ? JsonNodeFactory.instance.objectNode() : body;
    }

    private static String beginning(String message) {
        int end = MAX_MESSAGE - 1;
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + '\u2026';
    }
}
