package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ReadRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutwaitedException;
import io.jenkins.plugins.deploymentrecord.outbox.TokenLookup;
import io.jenkins.plugins.deploymentrecord.service.RecordRead;
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads the artifacts of deployments from GitHub one after another, each artifact once for each credential: a
 * credential is never used for a record of another job. Thread-safe.
 */
final class Comparison {

    /** A comparison takes a few minutes at most, at the rate of reads while records are delivered. */
    static final int MAX_ARTIFACTS = 1_000;

    static final int MAX_DEPLOYMENTS = 5_000;
    /**
     * The maximum wait for the end of limits and outages for each artifact; after a longer wait the comparison stops.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<ComparedDeployment> deployments;
    private final int leftOut;
    private final int total;
    /** Guarded by this, as are the fields below. */
    private final Queue<List<ComparedDeployment>> reads;

    private boolean isRunning = true;
    private CompletableFuture<?> openRead = CompletableFuture.completedFuture(null);

    @CheckForNull
    private String stoppedBecause;

    @CheckForNull
    private Instant endedAt;

    private Comparison(BuildableRecords records) {
        deployments = records.records().stream().map(ComparedDeployment::new).toList();
        leftOut = records.leftOut();
        reads = new ArrayDeque<>(reads(deployments).values());
        total = reads.size();
    }

    /** The key of a read: deployments with equal keys share an answer. */
    private record ReadKey(String apiUrl, String organization, String credential, String digest) {

        static ReadKey of(OutboxEntry entry) {
            return new ReadKey(
                    entry.key().apiUrl(),
                    entry.key().organization(),
                    TokenLookup.credentialInJob(entry),
                    entry.parsedBody().path("digest").asText());
        }
    }

    private static Map<ReadKey, List<ComparedDeployment>> reads(List<ComparedDeployment> deployments) {
        var reads = new LinkedHashMap<ReadKey, List<ComparedDeployment>>();
        for (ComparedDeployment deployment : deployments) {
            if (deployment.isComparable()) {
                reads.computeIfAbsent(ReadKey.of(deployment.entry()), key -> new ArrayList<>())
                        .add(deployment);
            }
        }
        return reads;
    }

    /**
     * Returns a comparison that has not begun.
     *
     * @throws NotComparableException if there are more deployments or artifacts than a comparison allows
     */
    static Comparison of(List<KeyRecord> records) throws NotComparableException {
        BuildableRecords buildable = BuildableRecords.of(records);
        int count = buildable.records().size();
        if (count > MAX_DEPLOYMENTS) {
            throw new NotComparableException(
                    Messages.Comparison_tooManyDeployments(String.valueOf(count), String.valueOf(MAX_DEPLOYMENTS)));
        }
        var comparison = new Comparison(buildable);
        if (comparison.total > MAX_ARTIFACTS) {
            throw new NotComparableException(Messages.Comparison_tooManyArtifacts(
                    String.valueOf(comparison.total), String.valueOf(MAX_ARTIFACTS)));
        }
        return comparison;
    }

    /** Thrown if nothing is compared; the message is the reason in words. */
    static final class NotComparableException extends Exception {
        private static final long serialVersionUID = 1L;

        NotComparableException(String message) {
            super(message);
        }
    }

    void begin() {
        next();
    }

    private synchronized void next() {
        if (!isRunning) {
            return;
        }
        List<ComparedDeployment> compared = reads.poll();
        if (compared == null) {
            end();
            return;
        }
        OutboxEntry entry = compared.getFirst().entry();
        CompletableFuture<List<ReadRecord>> answer;
        try {
            answer = RecordRead.artifactOf(entry, PATIENCE);
        } catch (IOException | IllegalArgumentException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        openRead = answer;
        answer.whenComplete((records, failure) -> SubmissionThreads.submit(
                entry.destination().credentialsId(), () -> answered(compared, records, failure)));
    }

    private void answered(List<ComparedDeployment> compared, List<ReadRecord> records, Throwable failure) {
        if (!isRunning()) {
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof OutwaitedException) {
            stop(cause.getMessage());
            return;
        }
        compared.forEach(deployment -> deployment.answered(records, cause));
        if (cause == null) {
            Map<Object, ReadRecord> elsewhere = new LinkedHashMap<>();
            records.forEach(record -> compared.getFirst().keyOf(record).ifPresent(key -> elsewhere.put(key, record)));
            deployments.forEach(deployment -> deployment.addOther(elsewhere.get(deployment.key())));
        }
        next();
    }

    private synchronized void end() {
        isRunning = false;
        endedAt = Instant.now();
    }

    private synchronized void stop(String why) {
        if (isRunning) {
            stoppedBecause = why;
            end();
        }
    }

    /** Stops the comparison. */
    void cancel() {
        CompletableFuture<?> last;
        synchronized (this) {
            last = openRead;
            stop(Messages.Comparison_cancelled());
        }
        last.cancel(true);
    }

    synchronized boolean isRunning() {
        return isRunning;
    }

    synchronized boolean hasEndedBefore(Instant time) {
        return endedAt != null && endedAt.isBefore(time);
    }

    /** Returns the reason in words why the comparison ended early; null if it did not end early. */
    @CheckForNull
    synchronized String stoppedBecause() {
        return stoppedBecause;
    }

    /** Returns the number of artifacts that have been read. */
    synchronized int done() {
        return Math.max(0, total - reads.size() - (isRunning ? 1 : 0));
    }

    /** Returns the number of artifacts to read. */
    int total() {
        return total;
    }

    /** Returns the number of deployments that are left out because the user may not build their jobs. */
    int leftOut() {
        return leftOut;
    }

    List<ComparedDeployment> deployments() {
        return deployments;
    }
}
