package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Sends to a simulated GitHub and explains its refusals after a random time or not at all. Each process has a sender of
 * its own.
 */
final class SimulatedSender implements RequestSender {

    private final VirtualTime time;
    private final Random random;
    private final SimulatedGitHub gitHub;
    private final Promises promises;
    /** The IDs of explained entries that have not ended since. */
    private final Set<String> explained = new HashSet<>();

    SimulatedSender(VirtualTime time, Random random, SimulatedGitHub gitHub, Promises promises) {
        this.time = time;
        this.random = random;
        this.gitHub = gitHub;
        this.promises = promises;
    }

    @Override
    public CompletableFuture<List<Answer>> send(List<OutboxEntry> sent, GitHubToken token) {
        return gitHub.send(
                sent, SimulatedJenkins.account(sent.getFirst().destination().credentialsId()));
    }

    @Override
    public CompletableFuture<GitHubException> explain(
            OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
        if (!explained.add(entry.id())) {
            promises.broke(entry.id() + " is explained again");
        }
        var explaining = new CompletableFuture<GitHubException>();
        time.after(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 10_000 : 300)), () -> {
            if (random.nextInt(5) == 0) {
                explaining.completeExceptionally(new IllegalStateException("nothing could be read"));
            } else {
                explaining.complete(Failures.notFound("explained"));
            }
        });
        return explaining;
    }

    /** Called when an entry has ended; if it is submitted again, it may be explained again. */
    void ended(OutboxEntry entry) {
        explained.remove(entry.id());
    }
}
