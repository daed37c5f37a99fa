package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The unit that GitHub counts by: a server and the owner of a token. Has the rate, the limit that GitHub announced, and
 * whether the token was refused. Times are those of {@link Timers#now}. For the outbox's thread.
 */
final class Account {

    final String apiUrl;
    final String name;
    final RateLimiter rate;
    private final String host;
    /** With entries that could be sent, and no look-up underway. */
    final SequencedSet<CredentialQueue> ready = new LinkedHashSet<>();

    /** Requests whose token is looked up, or that have it and wait for a free connection. */
    int preparing;

    int inFlight;
    /** That wait for their turn or are open. */
    int reads;

    int openReads;
    Timers.Timer timer;

    private long closedUntil = Long.MIN_VALUE;
    private String closedBecause;
    /** After a limit one request goes alone, until it has shown that the limit is over. */
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

    /** Whether nothing of it is waited for, or has to be remembered. */
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

    /** Why it was closed last; null if it never was. */
    String closedBecause() {
        return closedBecause;
    }

    /** Only ever extended. */
    void close(long until, String why) {
        if (until >= closedUntil) {
            closedUntil = until;
            closedBecause = why;
        }
        isHalfOpen = true;
    }

    /** Whether one request more may be prepared or sent. */
    boolean mayBegin(long now) {
        return !isClosed(now) && !(isHalfOpen() && preparing + inFlight > 0);
    }

    /** Whether a request that is prepared may be sent. */
    boolean maySend(long now) {
        return !isClosed(now) && !(isHalfOpen() && inFlight > 0) && rate.available(now) > 0;
    }

    boolean isHalfOpen() {
        return isHalfOpen || refusedFingerprint != null;
    }

    /** @param sentAt when the request was sent that succeeded */
    void succeeded(long sentAt, Instant wall) {
        passed(sentAt);
        refusedFingerprint = null;
        lastSuccess = wall;
    }

    /** A request that was sent before the limit was announced says nothing about its end. */
    private void passed(long sentAt) {
        if (sentAt >= closedUntil) {
            isHalfOpen = false;
        }
    }

    /** A request failed that was sent with this token. */
    void failed(GitHubException cause, long sentAt, String fingerprint, long now, Instant wall) {
        lastError = cause.getMessage();
        lastErrorAt = wall;
        learn(cause, sentAt, fingerprint, now);
    }

    /** An answer shows that the limit is over, or that the token is good. */
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

    /** For how long the token has been refused, in nanoseconds. */
    long refusedFor(long now) {
        return refusedFingerprint == null ? 0 : now - refusedSince;
    }

    /** A token that was refused is tried now and then; another token at once. */
    void closeIfRefused(String fingerprint, long now) {
        if (!fingerprint.equals(refusedFingerprint)) {
            refusedFingerprint = null;
        } else if (refusedLast + RetryPolicy.REFUSED_TOKEN_INTERVAL > now) {
            close(refusedLast + RetryPolicy.REFUSED_TOKEN_INTERVAL, Texts.get("token.refused"));
        }
    }
}
