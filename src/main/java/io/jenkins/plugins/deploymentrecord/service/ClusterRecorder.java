package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterPlan;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterRecord;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterTarget;
import io.jenkins.plugins.deploymentrecord.form.ResolvedCluster;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Submits the records of a cluster to the outbox: only the records that changed, in one write. */
@Restricted(NoExternalUse.class)
public final class ClusterRecorder {

    /** The length of a digest that is enough to distinguish the deployments of a cluster. */
    private static final int NAME_BYTES = 8;

    private final ResolvedCluster cluster;
    private final Run<?, ?> run;
    private final String step;
    private final KeyIndex index;
    private final ClusterPlan plan;

    /**
     * Plans which records to send by comparing them with the newest records of the cluster's deployments, from all
     * jobs.
     *
     * @param step identifies the request within its build, see {@link EntryId}
     * @throws InvalidDeploymentException if missing deployments must not be decommissioned
     * @throws IOException if the outbox does not answer, or if another process owns it
     */
    public ClusterRecorder(ResolvedCluster cluster, Run<?, ?> run, String step)
            throws IOException, InvalidDeploymentException {
        this.cluster = cluster;
        this.run = run;
        this.step = step;
        index = OutboxService.keys(cluster.records().target()::covers);
        plan = ClusterPlan.of(cluster.records(), index, cluster.plan());
    }

    public ClusterPlan plan() {
        return plan;
    }

    public ClusterSummary summary() {
        ClusterTarget target = cluster.records().target();
        return new ClusterSummary(
                step,
                target.logicalEnvironment(),
                target.physicalEnvironment(),
                target.cluster(),
                plan.created().size(),
                plan.updated().size(),
                plan.decommissioned().size(),
                plan.unchanged().size(),
                plan.skipped().size());
    }

    /**
     * Returns the records to send, in a form that a step can save.
     *
     * @param number from {@link Recorder#drawNumber}
     * @throws IOException if no outbox is open to draw the number from
     */
    public ClusterSubmission submission(String number) throws IOException {
        SequenceNumber drawn = Recorder.sequenceNumber(number);
        var origin = new OutboxEntry.Origin(
                run.getParent().getFullName(), run.getNumber(), System.currentTimeMillis(), Recorder.userId(run));
        var destination = Recorder.destination(
                cluster.server(), cluster.url(), cluster.records().target().organization(), cluster.credentialsId());
        Set<String> waiting = index.states().stream()
                .map(KeyState::newest)
                .filter(KeyRecord::isWaiting)
                .map(newest -> newest.entry().id())
                .collect(Collectors.toSet());
        // after a restart, records that this step submitted itself look unchanged
        Stream<ClusterRecord> ownWaiting = plan.unchanged().stream().filter(record -> waiting.contains(id(record)));
        List<OutboxEntry> entries = Stream.concat(plan.toSend().stream(), ownWaiting)
                .map(record -> OutboxEntry.of(
                                id(record),
                                drawn,
                                origin,
                                destination,
                                record.record().toJson(),
                                true,
                                cluster.server().giveUpAfter().toMillis())
                        .withWorkload(record.workload()))
                .toList();
        return new ClusterSubmission(
                summary(), cluster.isWait(), cluster.server().waitTime().toMillis(), entries);
    }

    /** Derives the ID from the deployment's name, since the plan may differ after a restart. */
    private String id(ClusterRecord record) {
        byte[] name = record.record().deploymentName().getBytes(StandardCharsets.UTF_8);
        String part = HexFormat.of().formatHex(sha256(name), 0, NAME_BYTES);
        return EntryId.of(run, step + ClusterSummary.SEPARATOR + part).toString();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Returns whether there is nothing left to submit. */
    public static boolean isDone(ClusterSubmission submission, List<HistoryEntry> ended) throws IOException {
        return open(submission, ended).isEmpty();
    }

    private static List<OutboxEntry> open(ClusterSubmission submission, List<HistoryEntry> ended) throws IOException {
        Set<String> known = ended.stream().map(HistoryEntry::id).collect(Collectors.toSet());
        return submission.entries().stream()
                .filter(entry -> !known.contains(EntryId.step(entry.id())))
                .toList();
    }

    /**
     * Submits records to the outbox, except the records that ended before a restart. Returns once the outbox has
     * accepted the records; if the build does not wait for them, once they are on disk.
     *
     * @param ended the result of {@link #ended}
     * @param log accepts a line for each kind of wait until the recording is detached
     * @throws IOException if the outbox does not accept the records; the message explains the reason to users
     */
    public static Recording submit(
            ClusterSubmission submission, List<HistoryEntry> ended, Run<?, ?> run, Consumer<String> log)
            throws IOException, InterruptedException {
        return Recorder.submit(open(submission, ended), run, submission.waitTime(), !submission.isWait(), log);
    }

    /** Returns the records of a submission that have ended already, for example before a restart. */
    public static List<HistoryEntry> ended(ClusterSubmission submission, Run<?, ?> run) throws IOException {
        return Histories.of(run).entries().stream()
                .filter(entry -> submission.summary().isOf(entry.id()))
                .filter(entry -> entry.state().isEnd())
                .toList();
    }

    /** Saves the counts of a cluster with the build. */
    public static void keep(ClusterSummary summary, Run<?, ?> run) throws IOException, InterruptedException {
        Recorder.get(HistoryKeeper.keep(run, summary));
    }
}
