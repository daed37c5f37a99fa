package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;

/** One token look-up and, if it succeeds, one request to GitHub. For the outbox's thread. */
final class Request {

    final CredentialQueue credential;
    Account account;
    /** Until the request is sent, an entry may be taken out. */
    final SequencedSet<QueuedEntry> entries;

    final long begunAt;
    /** In whose context the token is looked up. */
    final String job;

    Timers.Timer slowLookup;
    /** Whether its look-up lasts for so long that it is not counted among the look-ups any more. */
    boolean hasLeftLookup;

    TokenLookup.Found token;
    /** The look-up, or the call. */
    CompletableFuture<?> pending;

    /** Null unless it is the open shared request of that cluster. */
    ClusterLimit.Cluster cluster;

    /** As sent. */
    List<QueuedEntry> sent;

    long sentAt;
    /** Whether GitHub may be processing it although it is over here. */
    boolean isInDoubt;

    Request(CredentialQueue credential, Account account, List<QueuedEntry> entries, long now) {
        this.credential = credential;
        this.account = account;
        this.entries = new LinkedHashSet<>(entries);
        this.begunAt = now;
        this.job = entries.getFirst().entry.origin().job();
    }
}
