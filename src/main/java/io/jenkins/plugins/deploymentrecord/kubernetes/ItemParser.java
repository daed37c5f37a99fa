package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Parses one item field by field. All other fields are skipped unread, in particular the environment and arguments of
 * containers, and annotations other than GitHub's: they may contain secrets. A field of an unexpected type is treated
 * as absent.
 */
final class ItemParser {

    private static final String ANNOTATION_PREFIX = "metadata.github.com/";

    private final ClusterFilter filter;
    /** Shares equal texts among all items. */
    private final Map<String, String> pool;

    private String apiVersion;
    private String kind;
    private String namespace;
    private String name;
    private String uid;
    private Instant created;
    private boolean terminating;
    private Item.Owner owner;
    private Map<String, String> labels = Map.of();
    private final Map<String, String> annotations = new HashMap<>();
    private final List<Item.Container> specified = new ArrayList<>();
    private final Map<String, String> imageIds = new HashMap<>();
    private String phase;
    private boolean observed;
    private int replicas;

    /** Reads the value of a field. */
    @FunctionalInterface
    interface Field {
        void read(String field) throws IOException;
    }

    /** Reads an element; the parser is at its first token. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    ItemParser(ClusterFilter filter, Map<String, String> pool) {
        this.filter = filter;
        this.pool = pool;
    }

    /** Reads the value of one field of the item; the parser moves from the first token of the value to its last. */
    void field(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "apiVersion" -> apiVersion = pooled(text(parser));
            case "kind" -> kind = pooled(text(parser));
            case "metadata" -> object(parser, key -> metadata(key, parser));
            case "spec" -> object(parser, key -> spec(key, parser));
            case "status" -> object(parser, key -> status(key, parser));
            default -> parser.skipChildren();
        }
    }

    Item item() {
        var containers = specified.stream()
                .map(c -> new Item.Container(c.name(), c.image(), imageIds.get(c.name()), c.role()))
                .toList();
        return new Item(
                apiVersion,
                kind,
                namespace,
                name,
                uid,
                created,
                terminating,
                owner,
                labels.get("pod-template-hash"),
                labels.get("rollouts-pod-template-hash"),
                annotations.isEmpty() ? Map.of() : annotations,
                filter.selector().matches(labels),
                containers,
                phase,
                observed,
                replicas);
    }

    private void metadata(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "namespace" -> namespace = pooled(text(parser));
            case "name" -> name = text(parser);
            case "uid" -> uid = text(parser);
            case "creationTimestamp" -> created = time(text(parser));
            case "deletionTimestamp" -> terminating = text(parser) != null;
            case "labels" -> {
                labels = new HashMap<>();
                object(parser, key -> labels.put(key, Objects.requireNonNullElse(text(parser), "")));
            }
            case "annotations" -> object(parser, key -> annotation(key, parser));
            case "ownerReferences" -> array(parser, () -> addOwner(parser));
            default -> parser.skipChildren();
        }
    }

    private void annotation(String key, JsonParser parser) throws IOException {
        if (key.startsWith(ANNOTATION_PREFIX)) {
            annotations.put(key.substring(ANNOTATION_PREFIX.length()), Objects.requireNonNullElse(text(parser), ""));
        } else {
            parser.skipChildren();
        }
    }

    private void addOwner(JsonParser parser) throws IOException {
        var texts = new HashMap<String, String>();
        object(parser, field -> {
            switch (field) {
                case "apiVersion", "kind", "name", "controller" -> texts.put(field, pooled(text(parser)));
                default -> parser.skipChildren();
            }
        });
        var read = new Item.Owner(
                Objects.requireNonNullElse(texts.get("apiVersion"), ""),
                Objects.requireNonNullElse(texts.get("kind"), ""),
                Objects.requireNonNullElse(texts.get("name"), ""),
                Boolean.parseBoolean(texts.get("controller")));
        if (owner == null || read.controller() && !owner.controller()) {
            owner = read;
        }
    }

    private void spec(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "containers" -> array(parser, () -> addContainer(parser, Item.Role.CONTAINER));
            case "initContainers" -> array(parser, () -> addContainer(parser, Item.Role.INIT));
            case "ephemeralContainers" -> array(parser, () -> addContainer(parser, Item.Role.EPHEMERAL));
            default -> parser.skipChildren();
        }
    }

    private void addContainer(JsonParser parser, Item.Role role) throws IOException {
        var texts = new HashMap<String, String>();
        object(parser, field -> {
            switch (field) {
                case "name", "image", "restartPolicy" -> texts.put(field, pooled(text(parser)));
                default -> parser.skipChildren();
            }
        });
        boolean sidecar = role == Item.Role.INIT && "Always".equals(texts.get("restartPolicy"));
        specified.add(
                new Item.Container(texts.get("name"), texts.get("image"), null, sidecar ? Item.Role.SIDECAR : role));
    }

    private void status(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "phase" -> phase = pooled(text(parser));
            case "containerStatuses", "initContainerStatuses" -> array(parser, () -> addStatus(parser));
            case "observedGeneration" -> observed = number(parser) > 0;
            // the fields of a Deployment, StatefulSet or ReplicaSet, of a DaemonSet, and of a Job
            case "replicas", "currentNumberScheduled", "active" -> replicas = Math.max(replicas, number(parser));
            default -> parser.skipChildren();
        }
    }

    private void addStatus(JsonParser parser) throws IOException {
        var texts = new HashMap<String, String>();
        object(parser, field -> {
            switch (field) {
                case "name", "imageID" -> texts.put(field, pooled(text(parser)));
                default -> parser.skipChildren();
            }
        });
        imageIds.put(texts.get("name"), texts.get("imageID"));
    }

    /** Reads the fields of an object; skips anything else. */
    static void object(JsonParser parser, Field each) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            each.read(field);
        }
    }

    /** Reads the elements of an array; skips anything else. */
    static void array(JsonParser parser, Element each) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            each.read();
        }
    }

    /** Returns a text, number or boolean as a text; null for anything else. */
    private static String text(JsonParser parser) throws IOException {
        String text = parser.getValueAsString();
        parser.skipChildren();
        return text;
    }

    /** Returns zero for anything that is not a number. */
    private static int number(JsonParser parser) throws IOException {
        int number = parser.getValueAsInt();
        parser.skipChildren();
        return number;
    }

    private static Instant time(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private String pooled(String text) {
        return text == null ? null : pool.computeIfAbsent(text, t -> t);
    }
}
