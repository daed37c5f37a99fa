package io.jenkins.plugins.deploymentrecord.service;

import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordReader;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends a record to the configured server that its entry names. */
final class GitHubSender implements RequestSender {

    private final Notices notices;

    GitHubSender(Notices notices) {
        this.notices = notices;
    }

    @Override
    public CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token) {
        // an entry that may not share a request is a request of its own
        OutboxEntry entry = entries.getFirst();
        CompletableFuture<DeploymentRecordResponse> call = client(entry, token).send(record(entry), token);
        CompletableFuture<List<Answer>> answers =
                call.handle((recorded, failure) -> List.of(answer(recorded, failure)));
        answers.whenComplete((any, failure) -> {
            if (answers.isCancelled()) {
                call.cancel(true);
            }
        });
        return answers;
    }

    @Override
    public CompletableFuture<GitHubException> explain(
            OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
        return client(entry, token).explain(record(entry), token, refusal);
    }

    private DeploymentRecordClient client(OutboxEntry entry, GitHubToken token) {
        return GitHubHttp.client(
                ApiUrl.of(entry.destination().apiUrl()), notice -> notices.add(entry, token, notice, Instant.now()));
    }

    private static DeploymentRecord record(OutboxEntry entry) {
        return RecordReader.read(entry.destination().organization(), entry.body());
    }

    private static Answer answer(DeploymentRecordResponse recorded, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return switch (cause) {
            case null -> new Confirmed(recorded);
            case GitHubException gitHub -> new Failed(gitHub, gitHub.isInDoubt());
            default -> throw new CompletionException(cause);
        };
    }
}
