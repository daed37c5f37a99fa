package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.ReadRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.ReadRequest;
import io.jenkins.plugins.deploymentrecord.outbox.TokenLookup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Requests GitHub's records of an artifact. */
@Restricted(NoExternalUse.class)
public final class RecordRead implements ReadRequest<List<ReadRecord>> {

    private final ApiUrl url;
    private final String organization;
    private final ArtifactDigest digest;
    private final Notices.Credential credential;
    private final Callable<TokenLookup.Token> lookup;
    private final Consumer<Exception> retried;

    private RecordRead(
            ApiUrl url,
            String organization,
            ArtifactDigest digest,
            Notices.Credential credential,
            Callable<TokenLookup.Token> lookup,
            Consumer<Exception> retried) {
        this.url = url;
        this.organization = organization;
        this.digest = digest;
        this.credential = credential;
        this.lookup = lookup;
        this.retried = retried;
    }

    /**
     * Creates a request on behalf of a build.
     *
     * @param run the build in whose context the credential is looked up
     * @param retried accepts each failure after which another attempt follows; must not block
     */
    static RecordRead of(ResolvedQuery query, Run<?, ?> run, Consumer<Exception> retried) {
        String id = query.credentialsId();
        return new RecordRead(
                query.url(),
                query.organization(),
                query.digest(),
                new Notices.Credential(
                        query.url().toString(), id, run.getParent().getFullName()),
                () -> CredentialTokens.find(run, id, query.url()),
                retried);
    }

    /**
     * Requests the records of an entry's artifact from the entry's organization, with the entry's credential. The
     * credential is looked up in the same way as for the entry's own attempts. Waits during rate limits and outages.
     *
     * @param timeout the maximum time to wait
     * @return same as {@link io.jenkins.plugins.deploymentrecord.outbox.Outbox#read}
     * @throws IOException if the outbox is not open
     * @throws IllegalArgumentException if the entry has no valid digest
     */
    public static CompletableFuture<List<ReadRecord>> artifactOf(OutboxEntry entry, Duration timeout)
            throws IOException {
        OutboxEntry.Destination destination = entry.destination();
        ArtifactDigest digest = ArtifactDigest.parse(
                        entry.parsedBody().path("digest").asText(""))
                .orElseThrow(IllegalArgumentException::new);
        return OutboxService.outbox()
                .read(
                        new RecordRead(
                                ApiUrl.of(destination.apiUrl()),
                                destination.organization(),
                                digest,
                                new Notices.Credential(
                                        destination.apiUrl(),
                                        destination.credentialsId(),
                                        entry.origin().job()),
                                () -> CredentialTokens.find(entry),
                                why -> {}),
                        timeout);
    }

    @Override
    public String apiUrl() {
        return url.toString();
    }

    @Override
    public CompletableFuture<TokenLookup.Token> lookUp() {
        var found = new CompletableFuture<TokenLookup.Token>();
        Future<?> running = SubmissionThreads.submit(credential.credentialsId(), () -> {
            try {
                found.complete(lookup.call());
            } catch (Throwable e) {
                found.completeExceptionally(e);
            }
        });
        found.whenComplete((token, failure) -> {
            if (found.isCancelled()) {
                running.cancel(true);
            }
        });
        return found;
    }

    @Override
    public CompletableFuture<List<ReadRecord>> send(GitHubToken token) {
        Notices notices = OutboxService.get().notices();
        return GitHubHttp.client(url, notice -> notices.add(credential, token, notice, Instant.now()))
                .list(organization, digest, token);
    }

    @Override
    public void retried(Exception why) {
        retried.accept(why);
    }
}
