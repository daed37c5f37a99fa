package io.jenkins.plugins.deploymentrecord.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.BinaryOperator;

/** Replaces the texts of a JSON value, and keeps its structure. */
final class JsonTexts {

    private JsonTexts() {}

    /**
     * Returns a copy with replaced texts.
     *
     * @param place the path of the value, such as {@code deployments[0].name}
     * @param text maps the path and the text to the text of the copy; null means an empty text
     */
    static JsonNode replace(JsonNode value, String place, BinaryOperator<String> text) {
        return switch (value) {
            case TextNode leaf -> {
                String replaced = text.apply(place, leaf.textValue());
                yield TextNode.valueOf(replaced == null ? "" : replaced);
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                for (int i = 0; i < array.size(); i++) {
                    copy.add(replace(array.get(i), place + '[' + i + ']', text));
                }
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(field -> copy.set(
                                field.getKey(), replace(field.getValue(), place + '.' + field.getKey(), text)));
                yield copy;
            }
            default -> value;
        };
    }
}
