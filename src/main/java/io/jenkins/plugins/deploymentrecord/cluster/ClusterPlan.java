package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The records that a call sends, and those that it does not send. When its records are accepted, the same call sends
 * nothing.
 *
 * @param created records of deployments for which GitHub has no record and none is waiting; all groups are in the order
 *     of the list
 * @param updated records whose predecessor differs, failed, or names another workload
 * @param decommissioned records of missing deployments, sorted by name
 * @param unchanged records that equal their predecessor, which GitHub confirmed or which is waiting
 * @param toSend the records to submit, in this order: records of the list, then records of missing deployments
 * @param requests the number of requests for these records, if no other records are waiting
 */
public record ClusterPlan(
        List<ClusterRecord> created,
        List<ClusterUpdate> updated,
        List<ClusterRecord> decommissioned,
        List<ClusterRecord> unchanged,
        List<SkippedContainer> skipped,
        List<String> notices,
        List<ClusterRecord> toSend,
        int requests) {

    /**
     * Compares the records of a call with the known records.
     *
     * @param index has at least the keys that {@link ClusterTarget#covers}
     * @throws InvalidDeploymentException if missing deployments are to be decommissioned, but the list does not permit
     *     it, or too many deployments are missing
     */
    public static ClusterPlan of(ClusterRecords records, KeyIndex index, PlanOptions options)
            throws InvalidDeploymentException {
        Map<DeploymentKey, KnownRecord> known = known(index, records.target());
        var created = new ArrayList<ClusterRecord>();
        var updated = new ArrayList<ClusterUpdate>();
        var unchanged = new ArrayList<ClusterRecord>();
        var toSend = new ArrayList<ClusterRecord>();
        for (ClusterRecord record : records.records()) {
            KnownRecord before = known.get(records.target().key(record.record().deploymentName()));
            boolean isUnchanged = before != null && isUnchanged(record, before, options);
            if (before == null) {
                created.add(record);
            } else if (isUnchanged) {
                unchanged.add(record);
            } else {
                updated.add(new ClusterUpdate(
                        record, before.record(), before.entry().workload()));
            }
            if (options.full() || !isUnchanged) {
                toSend.add(record);
            }
        }
        var notices = new ArrayList<>(records.notices());
        List<ClusterRecord> decommissioned = decommissioned(records, known, options, notices);
        toSend.addAll(decommissioned);
        return new ClusterPlan(
                created,
                updated,
                decommissioned,
                unchanged,
                records.skipped(),
                notices,
                toSend,
                Math.ceilDiv(toSend.size(), RequestSender.MAX_ENTRIES));
    }

    private static Map<DeploymentKey, KnownRecord> known(KeyIndex index, ClusterTarget target) {
        Map<DeploymentKey, KnownRecord> known = new HashMap<>();
        for (KeyState state : index.states()) {
            if (target.covers(state.key())) {
                Optional<KnownRecord> record = KnownRecord.of(state, target);
                record.ifPresent(found -> known.put(state.key(), found));
            }
        }
        return known;
    }

    private static boolean isUnchanged(ClusterRecord record, KnownRecord before, PlanOptions options) {
        return before.isNewest()
                && before.record().equals(record.record())
                && isSameWorkload(record.workload(), before.entry().workload(), options);
    }

    /**
     * Compares workloads: decommissioning depends on the workload that is stored with the record, so an outdated or
     * missing workload makes a difference. The selector is ignored, because calls with and without a selector may
     * alternate.
     */
    private static boolean isSameWorkload(OutboxEntry.Workload now, OutboxEntry.Workload before, PlanOptions options) {
        if (now == null || before == null) {
            return now == null || options.decommission() == null;
        }
        return now.namespace().equals(before.namespace())
                && now.kind().equals(before.kind())
                && now.name().equals(before.name())
                && now.container().equals(before.container());
    }

    private static List<ClusterRecord> decommissioned(
            ClusterRecords records, Map<DeploymentKey, KnownRecord> known, PlanOptions options, List<String> notices)
            throws InvalidDeploymentException {
        if (options.decommission() == null) {
            return List.of();
        }
        var listed = records.records().stream()
                .map(ClusterRecord::record)
                .map(DeploymentRecord::deploymentName)
                .collect(Collectors.toSet());
        List<ClusterRecord> missing = MissingDeployments.of(options.decommission(), known.values(), listed, notices);
        // nobody needs a notice about the other name of a missing deployment
        return SharedDigests.shared(records.records(), missing, new ArrayList<>());
    }

    /**
     * Returns the plan for a person: each group with its count and its first deployments, and the number of requests.
     */
    public List<String> lines() {
        return PlanLines.of(this);
    }
}
