package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The typed fields cannot become a record. Raised before anything is sent. Its message names every fault, up to {@value
 * #MAX_NAMED}, at least one for each field, and counts the rest: a build's log, page and files have to hold the message.
 */
public final class InvalidDeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The largest number of faults that the message names. */
    public static final int MAX_NAMED = 20;

    /** Not stored, as a build's files shall hold no records: the message says it all. */
    private final transient List<Fault> faults;

    /** For a page; not stored either. */
    private final transient JsonNode typed;

    /** @param faults at least one */
    public InvalidDeploymentException(List<Fault> faults) {
        this(faults, JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param faults at least one
     * @param typed the fields as they were typed, in GitHub's names, without fields that are or may be secret
     */
    public InvalidDeploymentException(List<Fault> faults, JsonNode typed) {
        super(message(faults));
        this.faults = List.copyOf(faults);
        this.typed = typed;
    }

    /** The fields as they were typed, in GitHub's names; empty if the exception was stored and read back. */
    public JsonNode typed() {
        return typed == null ? JsonNodeFactory.instance.objectNode() : typed;
    }

    /** Every fault; empty if the exception was stored and read back. */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    private static String message(List<Fault> faults) {
        var lines = new ArrayList<String>();
        named(faults).forEach(fault -> lines.add(fault.toString()));
        if (lines.size() < faults.size()) {
            lines.add(Texts.get("invalid.more", faults.size() - lines.size()));
        }
        return ErrorSection.INVALID_INPUT.endOf(Texts.get(
                faults.size() == 1 ? "invalid.one" : "invalid.many",
                faults.size(),
                lines.stream().collect(Collectors.joining("\n  - ", "\n  - ", ""))));
    }

    /** The first fault of each field, then as many others as there is room for; in the order of the list. */
    private static List<Fault> named(List<Fault> faults) {
        var places = new TreeSet<Integer>();
        var fields = new HashSet<String>();
        for (int i = 0; i < faults.size() && places.size() < MAX_NAMED; i++) {
            if (fields.add(faults.get(i).field())) {
                places.add(i);
            }
        }
        for (int i = 0; i < faults.size() && places.size() < MAX_NAMED; i++) {
            places.add(i);
        }
        return places.stream().map(faults::get).toList();
    }
}
