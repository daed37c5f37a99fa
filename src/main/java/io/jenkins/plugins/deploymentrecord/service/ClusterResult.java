package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry.State;
import io.jenkins.plugins.deploymentrecord.run.ArtifactsPage;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The states of a cluster's records when their build stops waiting for them.
 *
 * @param entries the records that were sent, in their present states
 */
@Restricted(NoExternalUse.class)
public record ClusterResult(ClusterSummary summary, List<HistoryEntry> entries) {

    /** The maximum number of failed deployments that a message names. */
    private static final int MAX_NAMED = 10;

    /** Returns a short title of cluster and environment. */
    public String title() {
        return Messages.ClusterResult_title(summary.getCluster(), summary.getLogicalEnvironment());
    }

    /** Returns whether any record is still waiting for GitHub's response. */
    private boolean isPending() {
        return count(State.WAITING) > 0;
    }

    /** Returns the result for the build's log; may have several lines. */
    public String line() {
        if (entries.isEmpty()) {
            return Messages.ClusterResult_nothing(title());
        }
        String recorded =
                Messages.ClusterResult_recorded(String.valueOf(recorded()), String.valueOf(entries.size()), title());
        return isPending()
                ? recorded + '\n' + Messages.ClusterResult_pending(String.valueOf(count(State.WAITING)))
                : recorded;
    }

    /** Returns the deployments that were not recorded, with the reasons; null if there are none. */
    @CheckForNull
    public String error() {
        List<HistoryEntry> failed = entries.stream()
                .filter(entry -> entry.state().isFailure() || entry.state() == State.DISCARDED)
                .toList();
        if (failed.isEmpty()) {
            return null;
        }
        // many deployments often fail for the same reason
        Map<String, List<HistoryEntry>> byMessage = failed.stream()
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNullElse(
                                entry.message(), entry.state().name()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        String reasons = byMessage.entrySet().stream()
                .limit(MAX_NAMED)
                .map(reason -> names(reason.getValue()) + ": " + reason.getKey())
                .collect(Collectors.joining("\n  - ", "\n  - ", ""));
        return Messages.ClusterResult_failed(String.valueOf(failed.size()), String.valueOf(entries.size()), title())
                + reasons;
    }

    private static String names(List<HistoryEntry> entries) {
        String names = entries.stream()
                .limit(MAX_NAMED)
                .map(entry -> entry.text(RecordField.DEPLOYMENT_NAME))
                .collect(Collectors.joining(", "));
        return entries.size() <= MAX_NAMED
                ? names
                : Messages.ClusterResult_more(names, String.valueOf(entries.size() - MAX_NAMED));
    }

    /** Returns the number of deployments for which GitHub has this record or a newer record. */
    private int recorded() {
        return count(State.RECORDED) + count(State.SUPERSEDED);
    }

    private int count(State state) {
        return (int) entries.stream().filter(entry -> entry.state() == state).count();
    }

    /** Returns the step's value: a plain map, which a sandboxed script may read. The keys are always the same. */
    public Map<String, Object> value() {
        var value = new LinkedHashMap<String, Object>();
        value.put("cluster", summary.getCluster());
        value.put("logicalEnvironment", summary.getLogicalEnvironment());
        value.put("physicalEnvironment", summary.getPhysicalEnvironment());
        value.put("created", summary.getCreated());
        value.put("updated", summary.getUpdated());
        value.put("decommissioned", summary.getDecommissioned());
        value.put("unchanged", summary.getUnchanged());
        value.put("skipped", summary.getSkipped());
        value.put("recorded", recorded());
        value.put("failed", entries.size() - recorded() - count(State.WAITING));
        value.put(
                "url",
                entries.isEmpty()
                        ? null
                        : ArtifactsPage.address(
                                entries.getFirst().apiUrl(), entries.getFirst().organization()));
        value.put("pending", isPending());
        value.put("error", error());
        return value;
    }

    /** Returns the step's value if the form was invalid. */
    public static Map<String, Object> value(String error) {
        var none = new ClusterResult(new ClusterSummary("", null, null, null, 0, 0, 0, 0, 0), List.of());
        var value = new LinkedHashMap<>(none.value());
        value.put("error", error);
        return value;
    }
}
