package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.concurrent.CompletableFuture;

/** A question to GitHub, which changes nothing there. Called on the outbox's thread: must not block. */
public interface ReadRequest<T> {

    /** Of a configured server, as {@link io.jenkins.plugins.deploymentrecord.github.ApiUrl#toString} gives it. */
    String apiUrl();

    /** Begins to look the token up, anew for each attempt; fails with anything if the look-up failed, which is retried. */
    CompletableFuture<TokenLookup.Token> lookUp();

    /**
     * Makes one request.
     *
     * @return fails with a {@link io.jenkins.plugins.deploymentrecord.github.GitHubException} if there is no answer to
     *     the question. Cancelling it ends the call.
     */
    CompletableFuture<T> send(GitHubToken token);

    /** An attempt failed, and another attempt follows. */
    default void retried(Exception why) {}
}
