package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The entries that an administrator selects: a single entry by its id, all entries of a server by its API URL, or all
 * entries.
 *
 * @param parameter the name of the request parameter
 */
public record Selection(String parameter, String value) implements Predicate<OutboxEntry> {

    static final String ID = "id";
    static final String SERVER = "server";
    static final String ALL = "all";

    /** Returns the selection of a request; empty unless exactly one of the parameters is present. */
    static Optional<Selection> of(@CheckForNull String id, @CheckForNull String server, @CheckForNull String all) {
        boolean isAll = "true".equals(all);
        String idText = Util.fixEmpty(id);
        String serverText = Util.fixEmpty(server);
        if ((idText == null ? 0 : 1) + (serverText == null ? 0 : 1) + (isAll ? 1 : 0) != 1) {
            return Optional.empty();
        }
        return Optional.of(
                idText != null
                        ? new Selection(ID, idText)
                        : serverText != null ? new Selection(SERVER, serverText) : new Selection(ALL, "true"));
    }

    /** Encodes an entry's id for a request: without line breaks, which a form would change. */
    static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Override
    public boolean test(OutboxEntry entry) {
        return switch (parameter) {
            case ID -> encode(entry.id()).equals(value);
            case SERVER -> entry.destination().apiUrl().equals(value);
            default -> true;
        };
    }

    boolean isEverything() {
        return parameter.equals(ALL);
    }

    boolean isOneEntry() {
        return parameter.equals(ID);
    }

    /** Returns the form fields that select the same entries in the next request. */
    public Map<String, String> getFields() {
        return Map.of(parameter, value);
    }

    /** Returns the selection in words. */
    public String getText() {
        return switch (parameter) {
            case ID -> Messages.Selection_one();
            case SERVER -> Messages.Selection_server(value);
            default -> Messages.Selection_all();
        };
    }
}
