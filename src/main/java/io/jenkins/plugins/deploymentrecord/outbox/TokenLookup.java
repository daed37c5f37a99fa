package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.concurrent.CompletableFuture;

/** Finds the token for a request. Called on the outbox's thread: must not block. */
public interface TokenLookup {

    /**
     * Begins a look-up in the context of an entry.
     *
     * @return fails with any exception if the look-up failed; the look-up is then retried as after an outage. If the
     *     future never completes, only entries of the same credential wait. The future may be cancelled.
     */
    CompletableFuture<Token> lookUp(OutboxEntry entry);

    /**
     * Returns a name of an entry's credential, by default composed of the job and the ID. Only one look-up at a time is
     * made for each name. If the ID is an expression, it can refer to a different credential in each build.
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
     * @param account the account for which GitHub counts the requests, as far as it is known: the HMAC of the token, or
     *     the store and ID of a GitHub App's credential
     * @param fingerprint distinguishes the token from other tokens; the HMAC of the token
     */
    record Found(GitHubToken token, String account, String fingerprint) implements Token {}

    /** The credential does not exist. Final if this is the outcome for two minutes. */
    record NotFound(String message) implements Token {}

    /**
     * The context in which the credential is looked up does not exist. Final if this is the outcome for ten seconds.
     */
    record ContextGone(String message) implements Token {}

    /** The credential is of an unsupported kind or has no token. Final. */
    record Refused(String message) implements Token {}
}
