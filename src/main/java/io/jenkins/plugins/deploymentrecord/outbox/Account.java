package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The unit for which GitHub counts requests: a server and the owner of a token. Holds the rate, the limit that GitHub
 * announced, and whether the token was refused. Times are those of {@link Timers#now}. Confined to the outbox's thread.
 */
final class Account {

    final String apiUrl;
    final String name;
    final RateLimiter rate;
    private final String host;
    /** Credentials that have entries to send and no look-up in progress. */
    final SequencedSet<CredentialQueue> ready = new LinkedHashSet<>();

    /** The number of requests whose token is being looked up, or that have a token and wait for a free connection. */
    int preparing;

    int inFlight;
    /** The number of reads that are waiting or open. */
    int reads;

    int openReads;
    Timers.Timer timer;

    private long closedUntil = Long.MIN_VALUE;
    private String closedBecause;
    /** After a limit, requests are sent one at a time until a request shows that the limit is over. */
    private boolean isHalfOpen;

    private String refusedFingerprint;
    private long refusedSince;
    private long refusedLast;

    Instant lastSuccess;
    String lastError;
    Instant lastErrorAt;

    Account(String apiUrl, String host, String name, RateLimiter rate) {
        this.apiUrl = apiUrl;
        this.host = host;
        this.name = name;
        this.rate = rate;
    }

    String host() {
        return host;
    }

    /** Whether nothing is pending and no state has to be kept. */
    boolean isIdle(long now) {
        return ready.isEmpty()
                && preparing == 0
                && inFlight == 0
                && reads == 0
                && timer == null
                && !isClosed(now)
                && rate.isFull(now);
    }

    boolean isClosed(long now) {
        return closedUntil > now;
    }

    long closedUntil() {
        return closedUntil;
    }

    /** Returns the reason why the account was last closed; null if it never was closed. */
    String closedBecause() {
        return closedBecause;
    }

    /** Closes the account until a time; never shortens an earlier closure. */
    void close(long until, String why) {
        if (until >= closedUntil) {
            closedUntil = until;
            closedBecause = why;
        }
        isHalfOpen = true;
    }

    /** Whether another request may be prepared or sent. */
    boolean mayBegin(long now) {
        return !isClosed(now) && !(isHalfOpen() && preparing + inFlight > 0);
    }

    /** Whether a prepared request may be sent. */
    boolean maySend(long now) {
        return !isClosed(now) && !(isHalfOpen() && inFlight > 0) && rate.available(now) > 0;
    }

    boolean isHalfOpen() {
        return isHalfOpen || refusedFingerprint != null;
    }

    /** @param sentAt when the successful request was sent */
    void succeeded(long sentAt, Instant wall) {
        passed(sentAt);
        refusedFingerprint = null;
        lastSuccess = wall;
    }

    /** Ends the limit, unless the request was sent before the limit was announced. */
    private void passed(long sentAt) {
        if (sentAt >= closedUntil) {
            isHalfOpen = false;
        }
    }

    /** Records the failure of a request that was sent with this token. */
    void failed(GitHubException cause, long sentAt, String fingerprint, long now, Instant wall) {
        lastError = cause.getMessage();
        lastErrorAt = wall;
        learn(cause, sentAt, fingerprint, now);
    }

    /**
     * Updates the limit and the state of the token after a failed request: some failures show that the limit is over or
     * that the token is valid.
     */
    void learn(GitHubException cause, long sentAt, String fingerprint, long now) {
        switch (cause) {
            case GitHubException.RateLimited limited -> {}
            case GitHubException.Unauthorized unauthorized -> refused(fingerprint, now);
            case GitHubException.Unavailable unavailable -> passed(sentAt);
            case GitHubException.UnexpectedAnswer unexpected -> passed(sentAt);
            default -> {
                passed(sentAt);
                refusedFingerprint = null;
            }
        }
    }

    private void refused(String fingerprint, long now) {
        if (!fingerprint.equals(refusedFingerprint) || now - refusedLast >= RetryPolicy.PATIENCE) {
            refusedSince = now;
        }
        refusedFingerprint = fingerprint;
        refusedLast = now;
    }

    boolean isRefused() {
        return refusedFingerprint != null;
    }

    /** Returns how long the token has been refused, in nanoseconds. */
    long refusedFor(long now) {
        return refusedFingerprint == null ? 0 : now - refusedSince;
    }

    /** Closes the account for a while if GitHub refused this token; another token can be used at once. */
    void closeIfRefused(String fingerprint, long now) {
        if (!fingerprint.equals(refusedFingerprint)) {
            refusedFingerprint = null;
        } else if (refusedLast + RetryPolicy.REFUSED_TOKEN_INTERVAL > now) {
            close(refusedLast + RetryPolicy.REFUSED_TOKEN_INTERVAL, Texts.get("token.refused"));
        }
    }
}
