package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends read-only requests to GitHub within the limits of the accounts. Entries have priority: reads leave half of the
 * burst to the entries, and a read is sent before a waiting entry only after some seconds. This delays the entry by a
 * fifth of the interval between requests. Confined to the outbox's thread.
 */
final class Reads {

    /** In addition to the entries' requests. */
    static final int MAX_OPEN_PER_HOST = 4;
    /** The maximum time for which a read waits for entries to be sent first. */
    static final long MAX_YIELD = Duration.ofSeconds(5).toNanos();
    /** The interval at which a read checks an account whose entries are sent first. */
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    private final Scheduler scheduler;
    private final Timers timers;
    private final OutboxListener listener;
    private final RetryPolicy policy;
    private final OutsideCalls calls;
    private final Accounts accounts;
    private final Map<String, Integer> openPerHost = new HashMap<>();
    private boolean isStopped;

    Reads(
            Scheduler scheduler,
            Timers timers,
            OutboxListener listener,
            RetryPolicy policy,
            EntryEvents events,
            Accounts accounts) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.listener = listener;
        this.policy = policy;
        this.calls = new OutsideCalls(scheduler, events);
        this.accounts = accounts;
    }

    /** See {@link Outbox#read}. */
    <T> void begin(ReadRequest<T> request, Duration patience, CompletableFuture<T> result) {
        if (listener.requestsPerMinute(request.apiUrl()).isEmpty()) {
            result.completeExceptionally(new IOException(Texts.get("progress.NO_SERVER", request.apiUrl())));
            return;
        }
        var read = new Read<>(request, timers.now() + patience.toNanos(), result);
        result.whenComplete((any, failure) -> {
            if (result.isCancelled()) {
                scheduler.execute(read::cancel);
            }
        });
        read.attempt();
    }

    /** Begins no more requests. Open reads do not complete: a build repeats its read after the restart. */
    void stop() {
        isStopped = true;
    }

    private final class Read<T> {

        private final ReadRequest<T> request;
        private final long deadline;
        private final CompletableFuture<T> result;
        private int attempts;
        private long waitingSince;
        private TokenLookup.Found token;
        /** Null if the read neither waits for its turn nor is open. */
        private Account account;

        /** The look-up or the call; null before the first attempt. */
        private CompletableFuture<?> pending;

        private Timers.Timer timer;

        Read(ReadRequest<T> request, long deadline, CompletableFuture<T> result) {
            this.request = request;
            this.deadline = deadline;
            this.result = result;
        }

        private boolean isOver() {
            return isStopped || result.isDone();
        }

        void attempt() {
            if (!isOver()) {
                attempts++;
                pending = calls.call(request::lookUp, this::lookedUp);
            }
        }

        private void lookedUp(TokenLookup.Token found, Throwable failure) {
            if (isOver()) {
                return;
            }
            switch (found) {
                case TokenLookup.Found usable -> {
                    token = usable;
                    account = accounts.account(request.apiUrl(), usable.account());
                    account.reads++;
                    waitingSince = timers.now();
                    awaitTurn();
                }
                case TokenLookup.NotFound missing -> result.completeExceptionally(new IOException(missing.message()));
                case TokenLookup.ContextGone gone -> result.completeExceptionally(new IOException(gone.message()));
                case TokenLookup.Refused refused -> result.completeExceptionally(new IOException(refused.message()));
                case null -> {
                    String message = failure == null || failure.getMessage() == null
                            ? String.valueOf(failure)
                            : failure.getMessage();
                    retry(
                            new IOException(Texts.get("token.failed", message), failure),
                            policy.afterFailedLookup(attempts).delay());
                }
            }
        }

        private void awaitTurn() {
            if (isOver()) {
                release();
                return;
            }
            long now = timers.now();
            account.closeIfRefused(token.fingerprint(), now);
            long at = maySendAt(now);
            if (at <= now) {
                send(now);
            } else if (at > deadline) {
                String why = account.isClosed(now) ? account.closedBecause() : Texts.get("read.rate");
                release();
                result.completeExceptionally(new OutwaitedException(why));
            } else {
                timer = timers.at(at, this::awaitTurn);
            }
        }

        /** Returns the time of the next check; the present or a past time if the read may be sent now. */
        private long maySendAt(long now) {
            long inAWhile = now + INTERVAL;
            if (account.isClosed(now)) {
                return account.closedUntil();
            }
            if (openPerHost.getOrDefault(account.host(), 0) == MAX_OPEN_PER_HOST
                    || account.isHalfOpen() && account.inFlight + account.openReads > 0) {
                return inAWhile;
            }
            long turn = waitingSince + MAX_YIELD;
            if (now >= turn) {
                return account.rate.availableAt(1);
            }
            if (account.preparing > 0 || !account.ready.isEmpty()) {
                return Math.min(turn, inAWhile);
            }
            return Math.min(account.rate.availableForReadsAt(), Math.max(turn, account.rate.availableAt(1)));
        }

        private void send(long now) {
            account.rate.takeReads(1, now);
            account.openReads++;
            openPerHost.merge(account.host(), 1, Integer::sum);
            pending =
                    calls.call(() -> request.send(token.token()), (answer, failure) -> answered(answer, failure, now));
        }

        private void answered(T answer, Throwable failure, long sentAt) {
            Account used = account;
            used.openReads--;
            openPerHost.merge(used.host(), -1, (count, less) -> count + less == 0 ? null : count + less);
            release();
            if (isOver()) {
                return;
            }
            long now = timers.now();
            switch (failure) {
                case null -> {
                    used.succeeded(sentAt, scheduler.now());
                    result.complete(answer);
                }
                case GitHubException cause -> {
                    used.learn(cause, sentAt, token.fingerprint(), now);
                    switch (policy.afterRead(cause, attempts, scheduler.now())) {
                        case RetryPolicy.Limit limit -> {
                            used.close(now + limit.delay(), cause.getMessage());
                            retry(cause, limit.delay());
                        }
                        case RetryPolicy.Retry retry -> retry(cause, retry.delay());
                        case RetryPolicy.Final last -> result.completeExceptionally(cause);
                    }
                }
                default -> result.completeExceptionally(failure);
            }
        }

        private void retry(Exception why, long delay) {
            long next = timers.now() + delay;
            if (next > deadline) {
                result.completeExceptionally(new OutwaitedException(why.getMessage()));
            } else {
                request.retried(why);
                timer = timers.at(next, this::attempt);
            }
        }

        private void release() {
            account.reads--;
            account = null;
        }

        /** Ends the read after its future was cancelled. */
        void cancel() {
            if (timer != null) {
                timer.cancel();
            }
            pending.cancel(true);
            if (account != null && pending.isDone() && account.openReads == 0) {
                release();
            }
        }
    }
}
