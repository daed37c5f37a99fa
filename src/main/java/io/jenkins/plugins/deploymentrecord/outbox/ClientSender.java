package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ClusterOutcome;
import io.jenkins.plugins.deploymentrecord.github.ClusterRequest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordReader;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Sends entries with a client: a single entry with GitHub's operation for one record, which returns the record; several
 * entries with the operation for a cluster, which returns no records.
 *
 * @param client for the entries' server
 */
public record ClientSender(DeploymentRecordClient client) {

    /** Sends entries as described at {@link RequestSender#send}. */
    public CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token) {
        if (entries.size() == 1) {
            return answers(
                    client.send(record(entries.getFirst()), token), 1, recorded -> List.of(new Confirmed(recorded)));
        }
        var request =
                new ClusterRequest(entries.stream().map(ClientSender::record).toList());
        return answers(
                client.send(request, token),
                entries.size(),
                outcomes -> outcomes.stream().map(ClientSender::answer).toList());
    }

    private static <T> CompletableFuture<List<Answer>> answers(
            CompletableFuture<T> call, int entries, Function<T, List<Answer>> success) {
        CompletableFuture<List<Answer>> answers = call.handle((value, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return switch (cause) {
                case null -> success.apply(value);
                case GitHubException gitHub ->
                    Collections.<Answer>nCopies(entries, new Failed(gitHub, gitHub.isInDoubt(), true));
                default -> throw new CompletionException(cause);
            };
        });
        answers.whenComplete((any, failure) -> {
            if (answers.isCancelled()) {
                call.cancel(true);
            }
        });
        return answers;
    }

    private static Answer answer(ClusterOutcome outcome) {
        return switch (outcome) {
            case ClusterOutcome.Confirmed confirmed -> new Confirmed(DeploymentRecordResponse.UNRETURNED);
            case ClusterOutcome.Refused refused -> new Failed(refused.cause(), false);
            case ClusterOutcome.Unclear unclear -> new RequestSender.Unclear(unclear.cause());
        };
    }

    /** Returns the record of an entry. */
    public static DeploymentRecord record(OutboxEntry entry) {
        return RecordReader.read(entry.destination().organization(), entry.body());
    }
}
