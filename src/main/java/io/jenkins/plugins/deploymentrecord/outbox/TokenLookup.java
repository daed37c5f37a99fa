package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.concurrent.CompletableFuture;

/** Finds the token for a request; made by whoever knows the credentials. Called on the outbox's thread: must not block. */
public interface TokenLookup {

    /**
     * Begins a look-up in the context of an entry.
     *
     * @return fails with anything if the look-up failed, which is retried like an outage. If it never completes, entries
     *     of the same credential wait, and no other entries. It may be cancelled.
     */
    CompletableFuture<Token> lookUp(OutboxEntry entry);

    /**
     * Names the credential of an entry by the job and the ID, so that one look-up at a time is made for each; an ID that
     * is an expression can name another credential in each build.
     */
    default String credentialOf(OutboxEntry entry) {
        return credentialInJob(entry);
    }

    /** See {@link #credentialOf}. */
    static String credentialInJob(OutboxEntry entry) {
        boolean isExpression = entry.destination().credentialsId().indexOf('$') >= 0;
        return entry.origin().job()
                + (isExpression ? "#" + entry.origin().build() : "")
                + '\n'
                + entry.destination().credentialsId();
    }

    /** The outcome of a look-up. */
    sealed interface Token {}

    /**
     * A token.
     *
     * @param account under which GitHub counts its requests, as far as that is known: HMAC of the token; for a GitHub
     *     App the stored credential's store and ID
     * @param fingerprint tells this token from other tokens; HMAC of the token
     */
    record Found(GitHubToken token, String account, String fingerprint) implements Token {}

    /** There is no such credential. Final once this has been said for two minutes. */
    record NotFound(String message) implements Token {}

    /** Nothing is left to look the credential up in. Final once this has been said for ten seconds. */
    record ContextGone(String message) implements Token {}

    /** The credential is of no fitting kind, or holds no token: final. */
    record Refused(String message) implements Token {}
}
