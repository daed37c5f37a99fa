package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import io.jenkins.plugins.deploymentrecord.run.StateText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The query parameters of a request for deployments. An absent or empty parameter has no effect, except that the
 * default of {@code status} is {@code deployed}; the value {@code any} has no effect.
 */
public final class DeploymentFilter {

    static final String STATUS = "status";
    static final String STATE = "state";
    static final String DIGEST = "digest";
    static final String TEXT = "text";
    static final String CHANGED_SINCE = "changedSince";
    static final String SORT = "sort";
    static final String PAGE = "page";
    static final String PAGE_SIZE = "pageSize";
    /** The value of a status or state parameter that has no effect. */
    static final String ANY = "any";

    static final String DEPLOYED = "deployed";
    static final String DECOMMISSIONED = "decommissioned";

    /** The default page size. */
    static final int ROWS = 50;

    private static final int MAX_ROWS = 1_000;

    private static final Map<String, Function<DeploymentRecordView, String>> EQUAL = new LinkedHashMap<>();

    static {
        EQUAL.put("logicalEnvironment", DeploymentRecordView::getLogicalEnvironment);
        EQUAL.put("physicalEnvironment", DeploymentRecordView::getPhysicalEnvironment);
        EQUAL.put("cluster", DeploymentRecordView::getCluster);
        EQUAL.put("deploymentName", DeploymentRecordView::getDeploymentName);
        EQUAL.put("organization", DeploymentRecordView::getOrganization);
        EQUAL.put(DIGEST, DeploymentRecordView::getDigest);
        EQUAL.put("job", DeploymentRecordView::getJob);
    }

    private static final List<String> OTHERS = List.of(STATUS, STATE, TEXT, CHANGED_SINCE, SORT, PAGE, PAGE_SIZE);

    private final Map<String, String> values = new LinkedHashMap<>();

    DeploymentFilter(StaplerRequest2 request) {
        this(request::getParameter);
    }

    DeploymentFilter(Function<String, String> parameters) {
        EQUAL.keySet().forEach(name -> take(name, parameters));
        OTHERS.forEach(name -> take(name, parameters));
    }

    private void take(String name, Function<String, String> parameters) {
        String value = Util.fixEmptyAndTrim(parameters.apply(name));
        if (value != null) {
            values.put(name, value);
        }
    }

    /** Returns a parameter as typed; empty if it is absent. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public String getStatus() {
        return values.getOrDefault(STATUS, DEPLOYED);
    }

    public String getState() {
        return values.getOrDefault(STATE, ANY);
    }

    /** Returns the values of {@code status} with their texts. */
    public Map<String, String> getStatuses() {
        var statuses = new LinkedHashMap<String, String>();
        statuses.put(DEPLOYED, Messages.DeploymentFilter_deployed());
        statuses.put(DECOMMISSIONED, Messages.DeploymentFilter_decommissioned());
        statuses.put(ANY, Messages.DeploymentFilter_any());
        return statuses;
    }

    /** Returns the values of {@code state} with their texts. */
    public Map<String, String> getStates() {
        var states = new LinkedHashMap<String, String>();
        states.put(ANY, Messages.DeploymentFilter_any());
        StateText.all().forEach(states::put);
        return states;
    }

    /** Returns the parameters of this request that have no field on the page. */
    public List<String> getOtherNames() {
        return values.keySet().stream()
                .filter(name -> List.of("deploymentName", "organization", DIGEST, "job", CHANGED_SINCE, SORT, PAGE_SIZE)
                        .contains(name))
                .toList();
    }

    /** Returns the query of this request, without a page number. */
    public String getQuery() {
        return with(PAGE, "");
    }

    /** Whether the request has a filter other than the status. */
    public boolean isNarrowed() {
        return values.keySet().stream()
                .anyMatch(name -> !List.of(STATUS, SORT, PAGE, PAGE_SIZE).contains(name));
    }

    /** Returns the query of this request for the first page, with another value of a parameter. */
    public String with(String name, String value) {
        var changed = new LinkedHashMap<>(values);
        changed.remove(PAGE);
        changed.put(name, value);
        return changed.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + '=' + Util.rawEncode(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** Returns the page number, at least 1; 1 if the parameter is not a page number. */
    int page() {
        return number(PAGE, 1, Integer.MAX_VALUE);
    }

    int pageSize() {
        return number(PAGE_SIZE, ROWS, MAX_ROWS);
    }

    private int number(String name, int otherwise, int max) {
        String typed = get(name);
        return typed.matches("[1-9][0-9]{0,5}") ? Math.min(max, Integer.parseInt(typed)) : otherwise;
    }

    /** Returns the errors of invalid parameters, in words. */
    List<String> errors() {
        var errors = new ArrayList<String>();
        if (!List.of(DEPLOYED, DECOMMISSIONED, ANY).contains(getStatus())) {
            errors.add(Messages.DeploymentFilter_status(getStatus()));
        }
        if (!getStates().containsKey(getState())) {
            errors.add(Messages.DeploymentFilter_state(
                    getState(), String.join(", ", StateText.all().keySet())));
        }
        if (values.containsKey(CHANGED_SINCE) && changedSince() == null) {
            errors.add(Messages.DeploymentFilter_changedSince(get(CHANGED_SINCE)));
        }
        if (values.containsKey(SORT) && DeploymentOrder.of(get(SORT)) == null) {
            errors.add(Messages.DeploymentFilter_sort(get(SORT), String.join(", ", DeploymentOrder.NAMES)));
        }
        return errors;
    }

    @CheckForNull
    private Instant changedSince() {
        String typed = get(CHANGED_SINCE);
        try {
            return typed.matches("[0-9]{1,15}") ? Instant.ofEpochMilli(Long.parseLong(typed)) : Instant.parse(typed);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    DeploymentOrder order() {
        DeploymentOrder order = DeploymentOrder.of(get(SORT));
        return order == null ? DeploymentOrder.BY_PLACE : order;
    }

    /** Returns a predicate for all parameters except the status. */
    Predicate<DeploymentRow> predicate() {
        Predicate<DeploymentRow> all = row -> true;
        for (var equal : EQUAL.entrySet()) {
            String value = get(equal.getKey());
            if (!value.isEmpty()) {
                all = all.and(row -> value.equals(equal.getValue().apply(row.getCurrent())));
            }
        }
        String state = get(STATE);
        if (!state.isEmpty() && !state.equals(ANY)) {
            all = all.and(row -> row.isInState(state));
        }
        Instant since = values.containsKey(CHANGED_SINCE) ? changedSince() : null;
        if (since != null) {
            all = all.and(row -> row.changedAt() >= since.toEpochMilli());
        }
        String text = get(TEXT).toLowerCase(Locale.ROOT);
        return text.isEmpty() ? all : all.and(row -> row.hasText(text));
    }

    boolean isOfStatus(DeploymentRow row) {
        return getStatus().equals(ANY) || getStatus().equals(row.getCurrent().getStatus());
    }
}
