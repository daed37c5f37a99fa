package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Parses the items of a file: a List or PodList, or a single Pod. Its fields may be in any order. Items that are
 * neither pods nor workloads are dropped; only the remaining items are kept in memory.
 */
final class ListParser {

    private static final String LIST = "List";

    private final ClusterFilter filter;
    private final HashMap<String, String> pool = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private boolean hasItems;
    private boolean hasOtherItems;

    ListParser(ClusterFilter filter) {
        this.filter = filter;
    }

    /**
     * Parses a text.
     *
     * @return the pods, the workloads, and the items without a kind
     * @throws UnusableListException if the text is neither a list of pods nor a pod from kubectl
     * @throws IOException if the text cannot be read
     */
    List<Item> parse(ListText text) throws IOException, UnusableListException {
        Item document;
        try (JsonParser parser = text.parser()) {
            try {
                document = document(parser);
            } catch (JacksonException e) {
                throw error(e, text, parser);
            }
        } catch (CharacterCodingException e) {
            throw UnusableListException.of("list.encoding");
        }
        return itemsOf(document);
    }

    /** Whether items were dropped. */
    boolean hasOtherItems() {
        return hasOtherItems;
    }

    private Item document(JsonParser parser) throws IOException, UnusableListException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw UnusableListException.of("list.empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw UnusableListException.at(parser.currentTokenLocation(), "list.noObject");
        }
        var whole = new ItemParser(filter, pool);
        ItemParser.object(parser, field -> {
            if (field.equals("items")) {
                hasItems = true;
                ItemParser.array(parser, () -> addItem(parser));
            } else {
                whole.field(field, parser);
            }
        });
        if (parser.nextToken() != null) {
            throw UnusableListException.at(parser.currentTokenLocation(), "list.second");
        }
        return whole.item();
    }

    private void addItem(JsonParser parser) throws IOException {
        var itemParser = new ItemParser(filter, pool);
        ItemParser.object(parser, field -> itemParser.field(field, parser));
        keep(itemParser.item());
    }

    private void keep(Item item) {
        if (item.kind() == null || item.isPod() || item.isWorkload()) {
            items.add(item);
        } else {
            hasOtherItems = true;
        }
    }

    private List<Item> itemsOf(Item document) throws UnusableListException {
        String kind = document.kind();
        if (kind == null) {
            throw UnusableListException.of(hasItems ? "list.noKind" : "list.noKubernetes");
        }
        if (hasItems && kind.equals(LIST)) {
            return items;
        }
        if (hasItems && kind.endsWith(LIST)) {
            String itemKind = kind.substring(0, kind.length() - LIST.length());
            var unnamed = List.copyOf(items);
            items.clear();
            unnamed.forEach(item -> keep(item.kind() == null ? item.withKind(itemKind) : item));
            return items;
        }
        if (document.isPod()) {
            return List.of(document);
        }
        throw UnusableListException.of("list.otherKind");
    }

    /**
     * @throws IOException for an error of the disk or the encoding, which the YAML parser wraps in its own exception
     */
    private static UnusableListException error(JacksonException e, ListText text, JsonParser parser)
            throws IOException {
        if (text.isTooLong()) {
            return UnusableListException.of("list.long");
        }
        JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException hidden && !(cause instanceof JacksonException)) {
                throw hidden;
            }
            if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
                Mark mark = marked.getProblemMark();
                place = new JsonLocation(null, mark.getIndex(), mark.getLine() + 1, mark.getColumn() + 1);
            }
        }
        boolean cut = text.isJsonAtEnd() && !parser.getParsingContext().inRoot();
        return UnusableListException.at(place, cut ? "list.cut" : "list.malformed");
    }
}
