package io.jenkins.plugins.deploymentrecord.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The deployments that a person listed, in a JSON file or in a Pipeline: {@code name, digest or image, deploymentName,
 * version, status, githubRepository, tags, runtimeRisks}. Positions in errors are counted from 0, as in JSON and
 * Groovy.
 */
public final class TypedDeployments {

    /** The largest JSON file, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final String FIELD = "deployments";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final List<ClusterDeployment> deployments = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    /** Whether a person sees the lines of the JSON. */
    private final boolean hasLines;

    private TypedDeployments(boolean hasLines) {
        this.hasLines = hasLines;
    }

    /**
     * Reads a JSON file, in UTF-8, UTF-16 or UTF-32. All errors are in the returned list.
     *
     * @param in at most {@value #MAX_BYTES} bytes; it is closed
     * @throws IOException if the stream cannot be read
     */
    public static DeploymentList read(InputStream in) throws IOException {
        var list = new TypedDeployments(true);
        byte[] content;
        try (in) {
            content = in.readNBytes(MAX_BYTES + 1);
        }
        if (content.length > MAX_BYTES) {
            list.error("typed.long", MAX_BYTES / (1024 * 1024));
            return list.toList();
        }
        try (JsonParser parser = JSON.createParser(content)) {
            list.parse(parser);
        } catch (JsonProcessingException e) {
            list.error("typed.malformed", e.getLocation());
        } catch (IOException e) {
            // the content is in memory, so the error can only be its encoding
            list.error("typed.encoding");
        }
        return list.toList();
    }

    /** Reads the JSON text of a form. The form has rewritten the text, so the errors have no lines. */
    public static DeploymentList read(String text) {
        var list = new TypedDeployments(false);
        try (JsonParser parser = JSON.createParser(text)) {
            list.parse(parser);
        } catch (JsonProcessingException e) {
            list.error("typed.malformed", e.getLocation());
        } catch (IOException e) {
            throw new AssertionError("a text is read without a file", e);
        }
        return list.toList();
    }

    /** @param deployments maps with texts, lists of texts, and maps of texts, as Groovy creates them */
    public static DeploymentList of(List<?> deployments) {
        var list = new TypedDeployments(false);
        for (Object typed : deployments) {
            list.add(Texts.get("place.typed", list.deployments.size()), typed);
        }
        if (deployments.isEmpty()) {
            list.error("typed.empty");
        }
        return list.toList();
    }

    private void parse(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            error("typed.empty");
        } else if (parser.currentToken() != JsonToken.START_ARRAY) {
            error("typed.noArray", parser.currentTokenLocation());
        } else {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String place = hasLines
                        ? Texts.get(
                                "place.line",
                                deployments.size(),
                                parser.currentTokenLocation().getLineNr())
                        : Texts.get("place.typed", deployments.size());
                add(place, JSON.readValue(parser, Object.class));
            }
            if (deployments.isEmpty()) {
                error("typed.empty");
            }
            if (parser.nextToken() != null) {
                error("typed.second", parser.currentTokenLocation());
            }
        }
    }

    private void add(String place, Object typed) {
        deployments.add(new TypedFields(place, typed, errors).deployment());
    }

    private void error(String key, JsonLocation place) {
        error(key, place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr());
    }

    private void error(String key, Object... arguments) {
        errors.add(new FieldError(FIELD, Texts.get(key, arguments)));
    }

    private DeploymentList toList() {
        return new DeploymentList(List.copyOf(deployments), List.copyOf(errors), List.of(), List.of());
    }
}
