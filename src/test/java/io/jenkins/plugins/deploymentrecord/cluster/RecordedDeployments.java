package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states of keys in the outbox after records were accepted and ended. */
final class RecordedDeployments {

    private final Map<DeploymentKey, KeyState> states = new LinkedHashMap<>();
    private long counter;

    KeyIndex index() {
        return new KeyIndex(List.copyOf(states.values()), 1);
    }

    /** Adds the plan's records as sent by job "deploy" and confirmed by GitHub. */
    RecordedDeployments confirmed(ClusterPlan plan) {
        return ended(plan, "deploy", Kind.RECORDED);
    }

    /**
     * Adds the plan's records.
     *
     * @param kind null if the records are still waiting
     */
    RecordedDeployments ended(ClusterPlan plan, String job, Kind kind) {
        plan.toSend().forEach(record -> add(record, TestCluster.TARGET, job, kind));
        return this;
    }

    RecordedDeployments confirmed(ClusterRecords records) {
        return ended(records, "deploy", Kind.RECORDED);
    }

    RecordedDeployments ended(ClusterRecords records, String job, Kind kind) {
        records.records().forEach(record -> add(record, records.target(), job, kind));
        return this;
    }

    void add(ClusterRecord record, ClusterTarget target, String job, Kind kind) {
        OutboxEntry entry = OutboxEntry.of(
                        job + counter,
                        new SequenceNumber(1, ++counter),
                        new OutboxEntry.Origin(job, 1, 0, null),
                        new OutboxEntry.Destination(
                                "GitHub", target.server().toString(), target.organization(), "token"),
                        record.record().toJson(),
                        true,
                        1)
                .withWorkload(record.workload());
        var added = new KeyRecord(entry, kind, kind == null ? 0 : 1, null, null, null, null);
        KeyState before = states.get(entry.key());
        KeyRecord confirmed = kind == Kind.RECORDED ? added : before == null ? null : before.confirmed();
        states.put(entry.key(), new KeyState(added, confirmed));
    }

    /** Returns the newest record of a deployment. */
    DeploymentRecord newest(ClusterTarget target, String deploymentName) {
        return KnownRecord.of(states.get(target.key(deploymentName)), target)
                .orElseThrow()
                .record();
    }

    /** Returns the names of the deployments whose newest record is deployed. */
    List<String> deployed() {
        return states.values().stream()
                .filter(state -> state.newest()
                        .entry()
                        .parsedBody()
                        .path("status")
                        .asText()
                        .equals("deployed"))
                .map(state -> state.key().deploymentName())
                .sorted()
                .toList();
    }

    /** Returns the names of the deployments that a call decommissions. */
    List<String> missing(TestCluster now) throws Exception {
        return missing(now, now.decommission());
    }

    List<String> missing(TestCluster now, Decommissioning call) throws Exception {
        return TestCluster.names(now.plan(this, call).decommissioned());
    }
}
