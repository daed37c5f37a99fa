package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import net.sf.json.util.JSONUtils;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The section of Manage Jenkins → System as it was posted. An absent key means that the page did not show its value.
 * The servers are an exception: a page with no servers has no such key either, so the page posts whether it showed the
 * servers.
 */
final class PostedConfiguration {

    /** Posted if the page showed the servers. No servers then means that all servers were deleted. */
    static final String SHOWN = "serversShown";

    private static final String SERVERS = "servers";
    private static final String DEFAULTS = "defaults";
    private static final String ENVIRONMENT_ORDER = "environmentOrder";
    private static final List<NumberSetting> SERVER_NUMBERS =
            List.of(NumberSetting.WAIT_SECONDS, NumberSetting.GIVE_UP_AFTER_HOURS, NumberSetting.REQUESTS_PER_MINUTE);

    private final StaplerRequest2 request;
    private final JSONObject json;

    PostedConfiguration(StaplerRequest2 request, JSONObject json) {
        this.request = request;
        this.json = json;
    }

    /** Returns the servers; empty if the page did not show the servers. */
    Optional<List<DeploymentRecordServer>> servers() {
        return has(SERVERS) || json.optBoolean(SHOWN)
                ? Optional.of(rows().stream()
                        .map(row -> request.bindJSON(DeploymentRecordServer.class, row))
                        .toList())
                : Optional.empty();
    }

    /** Returns each error once, including the errors of numbers that cannot be bound. */
    Set<FieldError> serverErrors(List<DeploymentRecordServer> servers) {
        var errors = new LinkedHashSet<>(ServerErrors.of(servers));
        List<JSONObject> rows = rows();
        for (int i = 0; i < servers.size(); i++) {
            for (NumberSetting number : SERVER_NUMBERS) {
                Optional<FieldError> error = number.check(rows.get(i).optString(number.field()));
                if (error.isPresent()) {
                    errors.add(ServerErrors.of(servers.get(i), error.get()));
                }
            }
        }
        return errors;
    }

    /** Returns the rows. A single row is posted as an object, not as an array. */
    private List<JSONObject> rows() {
        Object posted = json.opt(SERVERS);
        List<?> rows = posted instanceof JSONArray several ? several : posted == null ? List.of() : List.of(posted);
        return rows.stream()
                .filter(row -> row instanceof JSONObject object && !object.isNullObject())
                .map(JSONObject.class::cast)
                .toList();
    }

    /**
     * Returns the posted defaults.
     *
     * @param now the current defaults; a default that was not posted stays unchanged
     * @return empty if the page did not show the defaults
     */
    Optional<DeploymentDefaults> defaults(@CheckForNull DeploymentDefaults now) {
        if (!has(DEFAULTS)) {
            return Optional.empty();
        }
        DeploymentDefaults defaults = now == null ? new DeploymentDefaults() : now.copy();
        request.bindJSON(defaults, json.getJSONObject(DEFAULTS));
        return Optional.of(defaults);
    }

    /** Returns the time-out as typed; empty if the page did not show it. */
    Optional<String> timeoutSeconds() {
        return text(NumberSetting.TIMEOUT_SECONDS.field());
    }

    /** Returns the order as typed; empty if the page did not show it. */
    Optional<String> environmentOrder() {
        return text(ENVIRONMENT_ORDER);
    }

    private Optional<String> text(String field) {
        return has(field) ? Optional.of(Util.fixNull(TypedText.trimToNull(json.getString(field)))) : Optional.empty();
    }

    private boolean has(String key) {
        return json.has(key) && !JSONUtils.isNull(json.get(key));
    }
}
