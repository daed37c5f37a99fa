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
 * A deployment as its build and its job show it.
 *
 * <p>Loads even if fields are missing or unknown. A field may be added, none renamed or retyped.
 *
 * @param id names the entry within its build, and in the address of its page
 * @param number its place in the order of all requests; null if it was not valid
 * @param requestedAt milliseconds since 1970, by the wall clock
 * @param requestedBy the ID of the user who started the build; null if no user did
 * @param endedAt milliseconds since 1970, by the wall clock; 0 while it has not ended
 * @param server the name that the administrator gave to the server; null if the entry was not valid, as is apiUrl
 * @param organization null if nobody named one
 * @param body of the request in GitHub's names; of an entry that was not valid, the fields as they were typed
 * @param answer GitHub's; null if there is none
 * @param events the failed attempts, oldest first
 * @param message why it ended as it did, up to {@value #MAX_MESSAGE} characters; null if there is nothing to say
 * @param discardedBy the ID of the user who discarded it; null for all others
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

    /** How far an entry came. */
    public enum State {
        /** Accepted for delivery. */
        WAITING,
        /** It was refused or given up, and was accepted for delivery again. */
        WAITING_AGAIN,
        /** GitHub confirmed it. */
        RECORDED,
        /** GitHub confirmed a newer record of the same deployment. */
        SUPERSEDED,
        /** GitHub refused it, or its credential or its job is gone. */
        REFUSED,
        /** Its time was over before GitHub took it. */
        GIVEN_UP,
        /** A person discarded it. */
        DISCARDED,
        /** It was not valid, and never accepted. */
        INVALID;

        /** Whether nothing more will happen to the entry. */
        public boolean isEnd() {
            return this != WAITING && this != WAITING_AGAIN;
        }

        /** Whether a person may have to do something. */
        public boolean isFailure() {
            return this == REFUSED || this == GIVEN_UP || this == INVALID;
        }
    }

    /**
     * Something that went wrong on the way.
     *
     * @param at milliseconds since 1970, by the wall clock
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(long at, String text) {}

    /** The longest message, in UTF-16 code units; of a longer message the beginning is kept. */
    static final int MAX_MESSAGE = 16 * 1024;

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    public HistoryEntry {
        state = state == null ? State.WAITING : state;
        body = body != null && body.isObject() ? body : null;
        events = events == null ? List.of() : List.copyOf(events);
        message = message == null || message.length() <= MAX_MESSAGE ? message : beginning(message);
    }

    /** An entry that was accepted for delivery. */
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
     * An entry that was not valid.
     *
     * @param typed the fields as they were typed, in GitHub's names, without fields that are or may be secret
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

    /** The same entry, ended. */
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

    /** The same entry, accepted for delivery again. */
    public HistoryEntry waitingAgain() {
        return ended(State.WAITING_AGAIN, 0, null, List.of(), null, null);
    }

    /** As a job keeps it: its page is the build's. */
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

    /** Which of two lines about one entry counts: a kill can bring its first state once more, after the end. */
    HistoryEntry or(HistoryEntry later) {
        return state.isEnd() && later.state == State.WAITING ? this : later;
    }

    /** The deployment that it is of; empty if that is not known. */
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

    /** A text of the record; null if the body has no such text. */
    public String text(RecordField field) {
        return field == RecordField.ORGANIZATION ? organization : field.textIn(bodyOrEmpty());
    }

    /** {@code sha256:} and 64 hexadecimal digits; null if there is no body. */
    public String digest() {
        return text("digest");
    }

    /** {@code deployed} or {@code decommissioned}; null if there is no body. */
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

    /** GitHub's answer in its own names; null if there is none. */
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
