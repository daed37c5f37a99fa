package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides which failures are retried, and when. No other class does. Times are those of {@link Timers#now}. */
final class RetryPolicy {

    /** The time until a failure that may be temporary is considered final. */
    static final long PATIENCE = Duration.ofMinutes(2).toNanos();
    /** An attestation may come later than the deployment of its artifact. */
    static final long ATTESTATION_PATIENCE = Duration.ofSeconds(60).toNanos();
    /** The time between requests with a token that GitHub refused. */
    static final long REFUSED_TOKEN_INTERVAL = Duration.ofSeconds(30).toNanos();
    /** A job that is being renamed is found under neither of its names for a moment. */
    static final long CONTEXT_PATIENCE = Duration.ofSeconds(10).toNanos();
    /** The time between look-ups of a credential that does not exist. */
    static final long MISSING_CREDENTIAL_INTERVAL = Duration.ofSeconds(10).toNanos();

    static final long MIN_BACKOFF = Duration.ofMillis(200).toNanos();
    static final long MAX_BACKOFF = Duration.ofSeconds(30).toNanos();
    /** GitHub's longest window; a longer announced time is cut to this. */
    private static final long MAX_ANNOUNCED = Duration.ofHours(1).toNanos();

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** The reason of a failure that becomes final if it lasts for a while. */
    enum Reason {
        NO_ATTESTATION,
        UNEXPECTED_ANSWER,
        NO_CREDENTIAL,
        NO_CONTEXT
    }

    record FirstSeen(Reason reason, long at) {}

    /** The consequence of a failure. */
    sealed interface Decision {}

    record Retry(long delay) implements Decision {}

    /** A limit of the whole account. */
    record Limit(long delay) implements Decision {}

    record Final() implements Decision {}

    /** Decides after a request for entries that failed. */
    Decision afterRequest(GitHubException failure, QueuedEntry queued, Account account, long now, Instant wall) {
        if (!(failure instanceof GitHubException.NotFound || failure instanceof GitHubException.UnexpectedAnswer)) {
            queued.firstSeen = null;
        }
        return switch (failure) {
            case GitHubException.RateLimited limited -> limit(limited, wall);
            case GitHubException.Unavailable unavailable -> outage(unavailable, queued.attempts, wall);
            // GitHub's own job for the cluster may be running
            case GitHubException.Conflict conflict -> new Retry(backoff(queued.attempts));
            // the token is looked up again; from time to time the account allows a single request
            case GitHubException.Unauthorized unauthorized ->
                account.refusedFor(now) >= PATIENCE ? new Final() : new Retry(0);
            case GitHubException.NotFound notFound ->
                queued.entry.hasRepository()
                        ? new Final()
                        : patience(queued, Reason.NO_ATTESTATION, ATTESTATION_PATIENCE, now);
            case GitHubException.UnexpectedAnswer unexpected ->
                patience(queued, Reason.UNEXPECTED_ANSWER, PATIENCE, now);
            case GitHubException.Forbidden forbidden -> new Final();
            case GitHubException.Refused refused -> new Final();
        };
    }

    /**
     * Decides after a read that failed. A build waits for the answer, so only limits, outages and unexpected answers
     * are retried.
     */
    Decision afterRead(GitHubException failure, int attempts, Instant wall) {
        return switch (failure) {
            case GitHubException.RateLimited limited -> limit(limited, wall);
            case GitHubException.Unavailable unavailable -> outage(unavailable, attempts, wall);
            case GitHubException.UnexpectedAnswer unexpected -> new Retry(backoff(attempts));
            default -> new Final();
        };
    }

    private Limit limit(GitHubException.RateLimited limited, Instant wall) {
        return new Limit(
                Math.max(announced(limited.limit().until(), wall), MIN_BACKOFF + random.nextLong(MIN_BACKOFF)));
    }

    private Retry outage(GitHubException.Unavailable unavailable, int attempts, Instant wall) {
        long announced =
                unavailable.notBefore().map(until -> announced(until, wall)).orElse(0L);
        return new Retry(announced + backoff(attempts));
    }

    /** Decides after a request that failed with an internal error. */
    Retry afterInternalError(QueuedEntry queued) {
        return new Retry(backoff(queued.attempts));
    }

    /** Decides after a look-up that failed; the delay applies to the credential. */
    Retry afterFailedLookup(int failures) {
        return new Retry(backoff(failures));
    }

    /** Decides after a look-up that found no credential; the delay applies to the credential. */
    Decision afterMissingCredential(QueuedEntry queued, long now) {
        return afterMissing(queued, Reason.NO_CREDENTIAL, PATIENCE, now);
    }

    /** Decides after a look-up that found no context for the credential; the delay applies to the credential. */
    Decision afterMissingContext(QueuedEntry queued, long now) {
        return afterMissing(queued, Reason.NO_CONTEXT, CONTEXT_PATIENCE, now);
    }

    private Decision afterMissing(QueuedEntry queued, Reason reason, long patience, long now) {
        Decision decision = patience(queued, reason, patience, now);
        return decision instanceof Final ? decision : new Retry(MISSING_CREDENTIAL_INTERVAL);
    }

    /** Called after a look-up that found the credential. */
    static void credentialFound(QueuedEntry queued) {
        if (queued.firstSeen != null
                && (queued.firstSeen.reason == Reason.NO_CREDENTIAL || queued.firstSeen.reason == Reason.NO_CONTEXT)) {
            queued.firstSeen = null;
        }
    }

    private Decision patience(QueuedEntry queued, Reason reason, long patience, long now) {
        if (queued.firstSeen == null || queued.firstSeen.reason != reason) {
            queued.firstSeen = new FirstSeen(reason, now);
        }
        long left = queued.firstSeen.at + patience - now;
        return left <= 0 ? new Final() : new Retry(Math.min(backoff(queued.attempts), left));
    }

    private long backoff(int attempts) {
        long bound = Math.min(MAX_BACKOFF, MIN_BACKOFF << Math.clamp(attempts, 1, 20));
        return MIN_BACKOFF + random.nextLong(bound - MIN_BACKOFF + 1);
    }

    private static long announced(Instant until, Instant wall) {
        Duration wait = Duration.between(wall, until);
        return wait.compareTo(Duration.ofNanos(MAX_ANNOUNCED)) > 0 ? MAX_ANNOUNCED : Math.max(0, wait.toNanos());
    }
}
