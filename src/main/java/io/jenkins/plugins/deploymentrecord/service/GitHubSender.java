package io.jenkins.plugins.deploymentrecord.service;

import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.outbox.ClientSender;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends records to the configured server that their entries name. */
final class GitHubSender implements RequestSender {

    private final Notices notices;

    GitHubSender(Notices notices) {
        this.notices = notices;
    }

    @Override
    public CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token) {
        return new ClientSender(client(entries.getFirst(), token)).send(entries, token);
    }

    @Override
    public CompletableFuture<GitHubException> explain(
            OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
        return client(entry, token).explain(ClientSender.record(entry), token, refusal);
    }

    /** @param entry whose credential made the token */
    private DeploymentRecordClient client(OutboxEntry entry, GitHubToken token) {
        return GitHubHttp.client(
                ApiUrl.of(entry.destination().apiUrl()), notice -> notices.add(entry, token, notice, Instant.now()));
    }
}
