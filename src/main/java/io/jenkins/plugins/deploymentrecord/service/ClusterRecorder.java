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

/** The way of a cluster's records from a build to the outbox: only those that changed, in one write. */
@Restricted(NoExternalUse.class)
public final class ClusterRecorder {

    /** So many of a digest tell the deployments of a cluster apart. */
    private static final int NAME_BYTES = 8;

    private final ResolvedCluster cluster;
    private final Run<?, ?> run;
    private final String step;
    private final KeyIndex index;
    private final ClusterPlan plan;

    /**
     * Plans what is sent, by the newest records of the cluster's deployments, whichever job recorded them.
     *
     * @param step names the request within its build, see {@link EntryId}
     * @throws InvalidDeploymentException if deployments that are gone must not be decommissioned
     * @throws IOException if the outbox does not answer, or is another process's
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
     * The records that are sent, in a form that a step can save.
     *
     * @param number from {@link Recorder#drawNumber}
     * @throws IOException if there is no outbox to draw the number from
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
        // after a restart in between, what this very step submitted looks unchanged
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

    /** By the deployment's name: after a restart the plan may be another. */
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

    /** Whether nothing is left to be submitted. */
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
     * Hands records to the outbox, but for those that ended before a restart. Returns once the outbox has them; if nobody
     * waits for them, once they are on the disk.
     *
     * @param ended of {@link #ended}
     * @param log takes a line for each kind of wait, until the recording is detached
     * @throws IOException if the outbox does not take the records; the message says why, for a person
     */
    public static Recording submit(
            ClusterSubmission submission, List<HistoryEntry> ended, Run<?, ?> run, Consumer<String> log)
            throws IOException, InterruptedException {
        return Recorder.submit(open(submission, ended), run, submission.waitTime(), !submission.isWait(), log);
    }

    /** The records of a submission that have ended already, as after a restart. */
    public static List<HistoryEntry> ended(ClusterSubmission submission, Run<?, ?> run) throws IOException {
        return Histories.of(run).entries().stream()
                .filter(entry -> submission.summary().isOf(entry.id()))
                .filter(entry -> entry.state().isEnd())
                .toList();
    }

    /** Keeps the counts of a cluster with the build. */
    public static void keep(ClusterSummary summary, Run<?, ?> run) throws IOException, InterruptedException {
        Recorder.get(HistoryKeeper.keep(run, summary));
    }
}
