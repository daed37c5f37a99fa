package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.ArtifactsPage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Creates the value that the step returns to its Pipeline: a plain map, which a sandboxed script may read. */
@Restricted(NoExternalUse.class)
public final class StepResult {

    private StepResult() {}

    /**
     * Creates the value of a step.
     *
     * @param entry in its present state; null if the form was invalid
     * @param isPending whether the record is still being delivered
     * @param error null if there was no error
     * @return always the same keys; null for unknown values
     */
    public static Map<String, Object> of(
            @CheckForNull HistoryEntry entry, boolean isPending, @CheckForNull String error) {
        DeploymentRecordResponse answer = entry == null ? null : entry.answer();
        var value = new LinkedHashMap<String, Object>();
        value.put("id", answer == null ? null : answer.id());
        value.put("digest", entry == null ? null : entry.digest());
        value.put("deploymentName", text(entry, RecordField.DEPLOYMENT_NAME));
        value.put("logicalEnvironment", text(entry, RecordField.LOGICAL_ENVIRONMENT));
        value.put("physicalEnvironment", text(entry, RecordField.PHYSICAL_ENVIRONMENT));
        value.put("cluster", text(entry, RecordField.CLUSTER));
        value.put("status", entry == null ? null : entry.status());
        value.put("attestationId", answer == null ? null : answer.attestationId());
        value.put("createdAt", answer == null ? null : answer.createdAt());
        value.put("updatedAt", answer == null ? null : answer.updatedAt());
        value.put("url", entry == null ? null : ArtifactsPage.address(entry.apiUrl(), entry.organization()));
        value.put("superseded", entry != null && entry.state() == HistoryEntry.State.SUPERSEDED);
        value.put("pending", isPending);
        value.put("error", error);
        return value;
    }

    @CheckForNull
    private static String text(@CheckForNull HistoryEntry entry, RecordField field) {
        return entry == null ? null : entry.text(field);
    }
}
