package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The body of an answer. Its content is not trusted: its size is limited, its texts are cleaned for a log, and the
 * token is masked if the server echoes it.
 */
final class AnswerBody {

    /** In bytes, after decompression. */
    static final long MAX_BYTES = 1024 * 1024;

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private static final Pattern NO_ARTIFACTS = Pattern.compile("(?i)\\s*no artifacts? found\\.?\\s*");

    private final byte[] bytes;
    private final boolean isTooLong;
    private final GitHubToken token;
    private final JsonNode json;

    private AnswerBody(byte[] bytes, long maxBytes, GitHubToken token) {
        this.bytes = bytes;
        this.token = token;
        this.isTooLong = bytes.length > maxBytes;
        this.json = isTooLong ? null : parsed(bytes);
    }

    /**
     * Reads the body.
     *
     * @throws IOException if the body is incomplete or cannot be decompressed
     */
    static AnswerBody of(Response response, GitHubToken token) throws IOException {
        return of(response, token, MAX_BYTES);
    }

    /**
     * Reads a body with a limit of its own.
     *
     * @param maxBytes the limit after decompression
     */
    static AnswerBody of(Response response, GitHubToken token, long maxBytes) throws IOException {
        BufferedSource source = response.body().source();
        source.request(maxBytes + 1);
        byte[] bytes =
                source.getBuffer().readByteArray(Math.min(source.getBuffer().size(), maxBytes + 1));
        return new AnswerBody(bytes, maxBytes, token);
    }

    /**
     * Reads the body of a failure; empty if the body is incomplete, because the status code matters more than the rest
     * of the text.
     */
    static AnswerBody ofFailure(Response response, GitHubToken token) {
        try {
            return of(response, token);
        } catch (IOException e) {
            return new AnswerBody(new byte[0], MAX_BYTES, token);
        }
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return json != null && json.isObject() ? json : null;
        } catch (IOException e) {
            return null;
        }
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    boolean isTooLong() {
        return isTooLong;
    }

    /** Returns the JSON object; empty unless the body is exactly one JSON object. */
    Optional<JsonNode> json() {
        return Optional.ofNullable(json);
    }

    boolean isHtml() {
        return new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    /**
     * Returns GitHub's own message about a failure, masked: {@code message}, which may be a text or an object, and
     * {@code errors}, which explain a 422. Empty if the body is not GitHub's.
     */
    Optional<String> message() {
        if (json == null) {
            return Optional.empty();
        }
        JsonNode message = json.path("message");
        String text = message.isTextual() ? message.textValue() : message.isMissingNode() ? "" : text(message);
        JsonNode errors = json.path("errors");
        String all = errors.isMissingNode() || errors.isNull() ? text : text + ' ' + errors;
        return all.isBlank() ? Optional.empty() : Optional.of(token.maskIn(all));
    }

    /**
     * Formats a message that is an object: for the records of a cluster, it has a {@code cause} and the names or IDs of
     * {@code repositories}.
     */
    private static String text(JsonNode message) {
        String cause = message.path("cause").asText("");
        JsonNode repositories = message.path("repositories");
        return cause.isEmpty() || !repositories.isArray() || repositories.isEmpty()
                ? cause.isEmpty() ? message.toString() : cause
                : Texts.get(
                        "quote.repositories",
                        cause,
                        StreamSupport.stream(repositories.spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(", ")));
    }

    /** Whether GitHub says that it has no such artifact. */
    boolean saysNoArtifacts() {
        return json != null
                && NO_ARTIFACTS.matcher(json.path("message").asText("")).matches();
    }

    /**
     * Returns the words from which the cause of a failure can be recognized: GitHub's message and the documentation
     * page that it names; the beginning of the body if there is no message.
     */
    String words() {
        return message()
                .map(message -> message + ' ' + json.path("documentation_url").asText(""))
                .orElseGet(this::beginning);
    }

    /** Returns the beginning of the body, cleaned for a log; for an HTML page, its text without the markup. */
    String beginning() {
        // masked before the quotation is cut, because half a token would not be recognized
        String text = token.maskIn(new String(bytes, StandardCharsets.UTF_8));
        // masked again, because markup may have split the token
        return Texts.quote(isHtml() ? token.maskIn(PageText.of(text)) : text);
    }
}
