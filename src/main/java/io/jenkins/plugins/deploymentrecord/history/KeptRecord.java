package io.jenkins.plugins.deploymentrecord.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deploymentrecord.delivery.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment as a build keeps it, from the moment when it was ready to be sent. Of one that was refused before
 * that, only the message is kept, as the build's log has it: it quotes the beginning of what was wrong, and nothing that
 * is known to be a secret.
 *
 * <p>Loads where fields are missing or unknown. A field may be added, none renamed or retyped.
 *
 * @param id names it within its build, and in the address of its page
 * @param askedAt when the build came to record it, in milliseconds since 1970
 * @param endedAt when that ended, in milliseconds since 1970; 0 while it has not
 * @param server the name that the administrator gave to the server; null where it was refused before, as are apiUrl,
 *     organization and body
 * @param body the request's body, as sent
 * @param answer GitHub's, null where there is none
 * @param attempts what happened on the way, oldest first
 * @param message why it failed, or was superseded, up to {@value #MAX_MESSAGE} characters; null if there is nothing to
 *     say
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeptRecord(
        String id,
        State state,
        long askedAt,
        long endedAt,
        String server,
        String apiUrl,
        String organization,
        JsonNode body,
        RecordedDeployment answer,
        List<Attempt> attempts,
        String message) {

    /** How far a record came. */
    public enum State {
        /** On its way, or its build ended before anybody knew what became of it. */
        PENDING,
        /** GitHub confirmed it. */
        RECORDED,
        /** Not sent, or not again, as GitHub confirmed a later one. */
        SUPERSEDED,
        FAILED,
        ABORTED
    }

    /**
     * Something that happened on the way.
     *
     * @param at in milliseconds since 1970
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Attempt(long at, String text) {}

    /** The first and the last of them are kept: a day of tries says no more than these. */
    static final int MOST_FIRST_ATTEMPTS = 10;

    static final int MOST_LAST_ATTEMPTS = 40;

    /** The longest message, in UTF-16 code units; of a longer one the beginning is kept. */
    static final int MAX_MESSAGE = 16 * 1024;

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    public KeptRecord {
        state = state == null ? State.PENDING : state;
        body = body != null && body.isObject() ? body : null;
        attempts = attempts == null ? List.of() : shortened(attempts);
        message = message == null || message.length() <= MAX_MESSAGE ? message : beginning(message);
    }

    /** One that is on its way. */
    public static KeptRecord pending(String id, long askedAt, String server, String apiUrl, DeploymentRecord record) {
        return new KeptRecord(
                id,
                State.PENDING,
                askedAt,
                0,
                server,
                apiUrl,
                record.organization(),
                JSON.valueToTree(record),
                null,
                List.of(),
                null);
    }

    /** One that was not fit to be sent. */
    public static KeptRecord refused(String id, long askedAt, long endedAt, String message) {
        return new KeptRecord(id, State.FAILED, askedAt, endedAt, null, null, null, null, null, List.of(), message);
    }

    /** The same, ended. */
    public KeptRecord ended(State end, long at, RecordedDeployment given, List<Attempt> tried, String why) {
        return new KeptRecord(id, end, askedAt, at, server, apiUrl, organization, body, given, tried, why);
    }

    /** As a job keeps it: its page is the build's. */
    KeptRecord withoutAttempts() {
        return new KeptRecord(
                id, state, askedAt, endedAt, server, apiUrl, organization, body, answer, List.of(), message);
    }

    /** Which deployment it is of; empty where that is not known. */
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

    /** @return null where the body has no such text */
    public String text(RecordField field) {
        return field == RecordField.ORGANIZATION ? organization : text(RecordField.wireName(field.typedName()));
    }

    /** {@code sha256:} and 64 hexadecimal digits; null where there is no body. */
    public String digest() {
        return text("digest");
    }

    /** {@code deployed} or {@code decommissioned}; null where there is no body. */
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

    /** GitHub's answer in its own names; null where there is none. */
    public JsonNode answerBody() {
        return answer == null ? null : JSON.valueToTree(answer);
    }

    private String text(String wireName) {
        return bodyOrEmpty().path(wireName).textValue();
    }

    private JsonNode bodyOrEmpty() {
        return body == null ? JsonNodeFactory.instance.objectNode() : body;
    }

    private static List<Attempt> shortened(List<Attempt> attempts) {
        if (attempts.size() <= MOST_FIRST_ATTEMPTS + MOST_LAST_ATTEMPTS) {
            return List.copyOf(attempts);
        }
        var kept = new ArrayList<>(attempts.subList(0, MOST_FIRST_ATTEMPTS));
        kept.addAll(attempts.subList(attempts.size() - MOST_LAST_ATTEMPTS, attempts.size()));
        return List.copyOf(kept);
    }

    private static String beginning(String message) {
        int end = MAX_MESSAGE - 1;
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + '\u2026';
    }
}
