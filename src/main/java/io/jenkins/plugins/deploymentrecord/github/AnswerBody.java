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
 * An answer's body. Nothing in it is trusted: its size is bounded, its texts are made fit for a log, and the token is
 * masked if a server echoes it.
 */
final class AnswerBody {

    /** Bytes, after decompression. */
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

    /** @throws IOException if the body breaks off, or cannot be decompressed */
    static AnswerBody of(Response response, GitHubToken token) throws IOException {
        return of(response, token, MAX_BYTES);
    }

    /**
     * The same for a body that may be longer.
     *
     * @param maxBytes after decompression
     */
    static AnswerBody of(Response response, GitHubToken token, long maxBytes) throws IOException {
        BufferedSource source = response.body().source();
        source.request(maxBytes + 1);
        byte[] bytes =
                source.getBuffer().readByteArray(Math.min(source.getBuffer().size(), maxBytes + 1));
        return new AnswerBody(bytes, maxBytes, token);
    }

    /** An empty body if the body breaks off: the status tells more than the missing rest of its text. */
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

    /** Empty unless the body is one JSON object. */
    Optional<JsonNode> json() {
        return Optional.ofNullable(json);
    }

    boolean isHtml() {
        return new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    /**
     * GitHub's own words about a failure, masked: its {@code message}, which may be a text or an object, and
     * {@code errors}, which say more about a 422. Empty if the body is not GitHub's.
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

    /** Of a cluster's records, GitHub's message has a {@code cause} and the names or IDs of {@code repositories}. */
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

    /** Whether GitHub says that it knows no such artifact. */
    boolean saysNoArtifacts() {
        return json != null
                && NO_ARTIFACTS.matcher(json.path("message").asText("")).matches();
    }

    /** The words that tell the cause of a failure: GitHub's message and the page it points to, or else the text. */
    String words() {
        return message()
                .map(message -> message + ' ' + json.path("documentation_url").asText(""))
                .orElseGet(this::beginning);
    }

    /** The beginning of the body, fit for a log; of a page, its text without the mark-up. */
    String beginning() {
        // masked before the quotation is cut, as half a token would not be found
        String text = token.maskIn(new String(bytes, StandardCharsets.UTF_8));
        // and masked again, as mark-up may have split the token
        return Texts.quote(isHtml() ? token.maskIn(PageText.of(text)) : text);
    }
}
