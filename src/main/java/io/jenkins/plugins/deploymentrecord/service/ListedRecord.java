package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.run.ArtifactsPage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;

/** Creates the elements of the list that the step returns: plain maps, which a sandboxed script may read. */
final class ListedRecord {

    private ListedRecord() {}

    /**
     * Creates the element for a record of GitHub, with this controller's knowledge about it. The job and the build are
     * null if the current user may not read the job, or if the job was deleted.
     *
     * @return always the same keys; null for unknown values
     */
    static Map<String, Object> of(DeploymentRecordResponse record, ResolvedQuery query, KnownDeployments deployments) {
        KnownDeployments.Known known = DeploymentKey.of(query.url(), query.organization(), record)
                .flatMap(key -> deployments.find(key, query.digest()))
                .orElse(null);
        boolean mayRead = known != null && mayRead(known.job());
        var value = new LinkedHashMap<String, Object>();
        value.put("id", record.id());
        value.put("digest", record.digest());
        value.put("deploymentName", record.deploymentName());
        value.put("logicalEnvironment", record.logicalEnvironment());
        value.put("physicalEnvironment", record.physicalEnvironment());
        value.put("cluster", record.cluster());
        value.put("status", known == null ? null : known.status());
        value.put("version", known == null ? null : known.version());
        value.put("job", mayRead ? known.job() : null);
        value.put("build", mayRead ? known.build() : null);
        value.put("attestationId", record.attestationId());
        value.put("createdAt", record.createdAt());
        value.put("updatedAt", record.updatedAt());
        value.put("url", ArtifactsPage.address(query.url().toString(), query.organization()));
        return value;
    }

    private static boolean mayRead(String fullName) {
        try {
            @CheckForNull Job<?, ?> job = JobLookup.find(fullName);
            return job != null && job.hasPermission(Item.READ);
        } catch (AccessDeniedException e) {
            // the user has Discover permission, but not Read
            return false;
        }
    }
}
