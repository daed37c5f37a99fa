package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.concurrent.CompletableFuture;

/** A read-only request to GitHub. Called on the outbox's thread: must not block. */
public interface ReadRequest<T> {

    /**
     * Returns the API URL of a configured server, as returned by
     * {@link io.jenkins.plugins.deploymentrecord.github.ApiUrl#toString}.
     */
    String apiUrl();

    /**
     * Begins to look up the token; called for each attempt. If the future fails with any exception, the look-up is
     * retried.
     */
    CompletableFuture<TokenLookup.Token> lookUp();

    /**
     * Sends the request.
     *
     * @return fails with a {@link io.jenkins.plugins.deploymentrecord.github.GitHubException} if GitHub does not return
     *     the data; cancelling the future ends the call
     */
    CompletableFuture<T> send(GitHubToken token);

    /** Called after an attempt that failed, if another attempt follows. */
    default void retried(Exception why) {}
}
