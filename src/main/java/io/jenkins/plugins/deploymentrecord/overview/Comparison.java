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
 * Asks GitHub for the artifacts of deployments, one after another, each once for a credential: a credential is never used
 * for a record of another job. Safe for all threads.
 */
final class Comparison {

    /** At a minute's rate of reads beside the delivery of records, a few minutes. */
    static final int MAX_ARTIFACTS = 1_000;

    static final int MAX_DEPLOYMENTS = 5_000;
    /** For limits and outages, for each artifact; a comparison ends at the first that lasts longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<ComparedDeployment> deployments;
    private final int leftOut;
    private final int total;
    /** Guarded by this, as are the fields below. */
    private final Queue<List<ComparedDeployment>> questions;

    private boolean isRunning = true;
    private CompletableFuture<?> asking = CompletableFuture.completedFuture(null);

    @CheckForNull
    private String stoppedBecause;

    @CheckForNull
    private Instant endedAt;

    private Comparison(BuildableRecords records) {
        deployments = records.records().stream().map(ComparedDeployment::new).toList();
        leftOut = records.leftOut();
        questions = new ArrayDeque<>(questions(deployments).values());
        total = questions.size();
    }

    /** Of equal questions, the answer is the same. */
    private record Question(String apiUrl, String organization, String credential, String digest) {

        static Question of(OutboxEntry entry) {
            return new Question(
                    entry.key().apiUrl(),
                    entry.key().organization(),
                    TokenLookup.credentialInJob(entry),
                    entry.parsedBody().path("digest").asText());
        }
    }

    private static Map<Question, List<ComparedDeployment>> questions(List<ComparedDeployment> deployments) {
        var questions = new LinkedHashMap<Question, List<ComparedDeployment>>();
        for (ComparedDeployment deployment : deployments) {
            if (deployment.isComparable()) {
                questions
                        .computeIfAbsent(Question.of(deployment.entry()), question -> new ArrayList<>())
                        .add(deployment);
            }
        }
        return questions;
    }

    /**
     * A comparison that has not begun.
     *
     * @throws NotComparableException if there are more deployments or artifacts than are compared at a time
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

    /** Nothing is compared; the message says why, for a person. */
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
        List<ComparedDeployment> asked = questions.poll();
        if (asked == null) {
            end();
            return;
        }
        OutboxEntry entry = asked.getFirst().entry();
        CompletableFuture<List<ReadRecord>> answer;
        try {
            answer = RecordRead.artifactOf(entry, PATIENCE);
        } catch (IOException | IllegalArgumentException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        asking = answer;
        answer.whenComplete((records, failure) ->
                SubmissionThreads.submit(entry.destination().credentialsId(), () -> answered(asked, records, failure)));
    }

    private void answered(List<ComparedDeployment> asked, List<ReadRecord> records, Throwable failure) {
        if (!isRunning()) {
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof OutwaitedException) {
            stop(cause.getMessage());
            return;
        }
        asked.forEach(deployment -> deployment.answered(records, cause));
        if (cause == null) {
            Map<Object, ReadRecord> elsewhere = new LinkedHashMap<>();
            records.forEach(record -> asked.getFirst().keyOf(record).ifPresent(key -> elsewhere.put(key, record)));
            deployments.forEach(deployment -> deployment.sawOther(elsewhere.get(deployment.key())));
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

    /** Nothing more is asked. */
    void cancel() {
        CompletableFuture<?> last;
        synchronized (this) {
            last = asking;
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

    /** Why it ended before all artifacts were asked for, for a person; null if it did not. */
    @CheckForNull
    synchronized String stoppedBecause() {
        return stoppedBecause;
    }

    /** How many artifacts GitHub was asked for. */
    synchronized int done() {
        return Math.max(0, total - questions.size() - (isRunning ? 1 : 0));
    }

    /** How many artifacts GitHub is asked for. */
    int total() {
        return total;
    }

    /** How many deployments are not compared, as the user may not build their jobs. */
    int leftOut() {
        return leftOut;
    }

    List<ComparedDeployment> deployments() {
        return deployments;
    }
}
