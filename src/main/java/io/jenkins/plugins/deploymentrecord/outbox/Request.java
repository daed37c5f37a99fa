package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;

/** A token look-up and, if it succeeds, a request to GitHub. Confined to the outbox's thread. */
final class Request {

    final CredentialQueue credential;
    Account account;
    /** Entries may be removed until the request is sent. */
    final SequencedSet<QueuedEntry> entries;

    final long begunAt;
    /** The full name of the job in whose context the token is looked up. */
    final String job;

    Timers.Timer slowLookup;
    /** Whether the look-up is so slow that it no longer counts as a normal look-up. */
    boolean hasLeftLookup;

    TokenLookup.Found token;
    /** The look-up, or the call. */
    CompletableFuture<?> pending;

    /** The cluster whose open shared request this is; null if this is not an open shared request. */
    ClusterLimit.Cluster cluster;

    /** The entries of the sent request. */
    List<QueuedEntry> sent;

    long sentAt;
    /** Whether GitHub may still be processing the request although it has ended in this process. */
    boolean isInDoubt;

    Request(CredentialQueue credential, Account account, List<QueuedEntry> entries, long now) {
        this.credential = credential;
        this.account = account;
        this.entries = new LinkedHashSet<>(entries);
        this.begunAt = now;
        this.job = entries.getFirst().entry.origin().job();
    }
}
