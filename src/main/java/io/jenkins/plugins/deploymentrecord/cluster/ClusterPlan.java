package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import java.util.List;

/**
 * What a call sends, and what it does not.
 *
 * @param created those of which no record is known, in the order of the list, as all groups are
 * @param updated those whose newest record differs
 * @param decommissioned those that are gone, by name
 * @param unchanged those that equal their newest record, which GitHub confirmed or which waits; they are not sent
 */
public record ClusterPlan(
        List<ClusterRecord> created,
        List<ClusterRecord> updated,
        List<ClusterRecord> decommissioned,
        List<ClusterRecord> unchanged,
        List<SkippedContainer> skipped,
        List<String> notices,
        int requests,
        List<String> lines) {

    /**
     * @param index of the keys that {@link ClusterTarget#covers} at least
     * @throws InvalidDeploymentException if deployments that are gone shall be decommissioned, and the list does not allow
     *     it, or too many are gone
     */
    public static ClusterPlan of(ClusterRecords records, KeyIndex index, PlanOptions options)
            throws InvalidDeploymentException {
        throw new UnsupportedOperationException();
    }

    /** The records to be submitted, in this order: those of the list, then those that are gone. */
    public List<ClusterRecord> toSend() {
        throw new UnsupportedOperationException();
    }
}
