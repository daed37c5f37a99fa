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
 * What a call sends, and what it does not. After its records are accepted, the same call again sends nothing.
 *
 * @param created those of which no record is known that GitHub has or will have; in the order of the list, as all groups are
 * @param updated those whose newest record differs, failed, or names another workload
 * @param decommissioned those that are gone, by name
 * @param unchanged those that equal their newest record, which GitHub confirmed or which waits
 * @param toSend the records to be submitted, in this order: those of the list, then those that are gone
 * @param requests to send them in, if no other records wait
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
     * @param index of the keys that {@link ClusterTarget#covers}, at least
     * @throws InvalidDeploymentException if deployments that are gone shall be decommissioned, and the list does not allow
     *     it, or too many are gone
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
     * Decommissioning goes by the workload that is kept with the record, so that an older workload, or none, is replaced.
     * The selector is left as it is: calls with and without one may take turns.
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
        // nobody needs to know that what is gone had another name
        return SharedDigests.shared(records.records(), missing, new ArrayList<>());
    }

    /** The plan for a person: each group with its count, the first of its deployments, and the requests. */
    public List<String> lines() {
        return PlanLines.of(this);
    }
}
