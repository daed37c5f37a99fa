package io.jenkins.plugins.deploymentrecord.publisher;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.delivery.Outcome;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the step gives back to its Pipeline: a plain map, which a sandboxed script may read. */
@Restricted(NoExternalUse.class)
public final class DeploymentValue {

    private DeploymentValue() {}

    /**
     * @param deployment null where the form was not fit to become one
     * @param outcome null where there is none: after an error or a dry run
     * @param error null where nothing went wrong
     * @return always the same keys; null where there is nothing to say
     */
    public static Map<String, Object> of(
            @CheckForNull PreparedDeployment deployment, @CheckForNull Outcome outcome, @CheckForNull String error) {
        RecordedDeployment recorded = outcome instanceof Outcome.Recorded r ? r.deployment() : null;
        DeploymentRecord record = deployment == null ? null : deployment.record();
        var value = new LinkedHashMap<String, Object>();
        value.put("id", recorded == null ? null : recorded.id());
        value.put("digest", record == null ? null : record.digest().value());
        value.put("deploymentName", record == null ? null : record.deploymentName());
        value.put("logicalEnvironment", record == null ? null : record.logicalEnvironment());
        value.put("physicalEnvironment", record == null ? null : record.physicalEnvironment());
        value.put("cluster", record == null ? null : record.cluster());
        value.put("status", record == null ? null : record.status().wireName());
        value.put("attestationId", recorded == null ? null : recorded.attestationId());
        value.put("createdAt", recorded == null ? null : recorded.createdAt());
        value.put("updatedAt", recorded == null ? null : recorded.updatedAt());
        value.put(
                "url",
                record == null
                        ? null
                        : deployment.url().artifactsPage(record.organization()).orElse(null));
        value.put("superseded", outcome instanceof Outcome.Superseded);
        value.put("error", error);
        return value;
    }
}
