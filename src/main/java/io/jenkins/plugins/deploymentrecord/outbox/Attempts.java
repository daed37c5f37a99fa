package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes attempts, each of them a token look-up and a request, and handles their outcomes. Confined to the outbox's
 * thread.
 */
final class Attempts {

    private static final long SLOW_LOOKUP = Duration.ofSeconds(5).toNanos();

    private final Scheduler scheduler;
    private final Timers timers;
    private final TokenLookup lookup;
    private final RequestSender sender;
    private final RetryPolicy policy;
    private final EntryEvents events;
    private final Dispatcher dispatcher;
    private final ConcurrencyLimit limit;
    private final OutsideCalls calls;
    private final Explanations explanations;
    private final Outcomes outcomes;
    private final Set<Request> pending = new LinkedHashSet<>();
    private boolean isStopped;
    private long lastRequestAt = Long.MIN_VALUE / 2;

    Attempts(
            Scheduler scheduler,
            Timers timers,
            TokenLookup lookup,
            RequestSender sender,
            RetryPolicy policy,
            EntryEvents events,
            Dispatcher dispatcher) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.lookup = lookup;
        this.sender = sender;
        this.policy = policy;
        this.events = events;
        this.dispatcher = dispatcher;
        this.calls = new OutsideCalls(scheduler, events);
        this.explanations = new Explanations(timers, calls, sender);
        this.outcomes = new Outcomes(scheduler, timers, policy, events, dispatcher, explanations);
        this.limit = new ConcurrencyLimit(this::send, dispatcher::dispatch);
    }

    /** Begins a request for a credential; returns false if there are too many look-ups or open requests. */
    boolean begin(CredentialQueue credential) {
        Account account = credential.account;
        if (!limit.beginLookup(account)) {
            return false;
        }
        account.ready.remove(credential);
        var request = new Request(credential, account, credential.next(), timers.now());
        request.entries.forEach(queued -> queued.request = request);
        account.preparing++;
        credential.lookingUp = request;
        pending.add(request);
        request.slowLookup =
                timers.at(request.begunAt + SLOW_LOOKUP, () -> request.hasLeftLookup = limit.leaveLookup());
        request.pending = calls.call(
                () -> lookup.lookUp(request.entries.getFirst().entry),
                (token, failure) -> lookedUp(request, token, failure));
        return true;
    }

    private void lookedUp(Request request, TokenLookup.Token token, Throwable failure) {
        CredentialQueue credential = request.credential;
        long now = timers.now();
        credential.lookingUp = null;
        credential.lastFailure = null;
        if (!isStopped) {
            switch (token) {
                case TokenLookup.Found found -> found(request, found, now);
                case TokenLookup.NotFound missing ->
                    missing(request, missing.message(), queued -> policy.afterMissingCredential(queued, now));
                case TokenLookup.ContextGone gone ->
                    missing(request, gone.message(), queued -> policy.afterMissingContext(queued, now));
                case TokenLookup.Refused refused -> {
                    for (QueuedEntry queued : List.copyOf(request.entries)) {
                        events.end(queued, EntryResult.Kind.REFUSED, refused.message(), null);
                    }
                    requeue(request);
                }
                case null -> lookUpFailed(request, failure, now);
            }
        }
        request.slowLookup.cancel();
        limit.endLookup(request.hasLeftLookup);
        dispatcher.makeReady(credential);
    }

    private void found(Request request, TokenLookup.Found found, long now) {
        CredentialQueue credential = request.credential;
        Account account = dispatcher.accounts.account(request.account.apiUrl, found.account());
        credential.failures = 0;
        request.entries.forEach(RetryPolicy::credentialFound);
        if (account != request.account) {
            request.account.preparing--;
            credential.account.ready.remove(credential);
            credential.account = account;
            request.account = account;
            account.preparing++;
        }
        request.token = found;
        account.closeIfRefused(found.fingerprint(), now);
        if (request.entries.isEmpty() || !account.maySend(now) || !dispatcher.clusters.begin(request)) {
            requeue(request);
        } else {
            limit.submit(request);
        }
    }

    private void missing(Request request, String message, Function<QueuedEntry, RetryPolicy.Decision> policy) {
        request.credential.lastFailure = message;
        for (QueuedEntry queued : List.copyOf(request.entries)) {
            switch (policy.apply(queued)) {
                case RetryPolicy.Retry retry -> {
                    request.credential.lookUpAt = timers.now() + retry.delay();
                    events.failed(queued, message);
                }
                default -> events.end(queued, EntryResult.Kind.REFUSED, message, null);
            }
        }
        requeue(request);
    }

    private void lookUpFailed(Request request, Throwable failure, long now) {
        CredentialQueue credential = request.credential;
        String message =
                failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
        credential.lastFailure = message;
        credential.lookUpAt =
                now + policy.afterFailedLookup(++credential.failures).delay();
        request.account.lastError = message;
        request.account.lastErrorAt = scheduler.now();
        request.entries.forEach(queued -> events.failed(queued, Texts.get("token.failed", message)));
        requeue(request);
    }

    /** Returns the entries of a request that is not sent to the state before the look-up. */
    private void requeue(Request request) {
        pending.remove(request);
        request.account.preparing--;
        dispatcher.batch(() -> {
            dispatcher.clusters.end(request);
            for (QueuedEntry queued : List.copyOf(request.entries)) {
                dispatcher.withdraw(queued);
                dispatcher.update(queued.key);
            }
        });
        dispatcher.makeReady(request.credential);
        dispatcher.dispatch(request.account);
    }

    /** Sends a request for which there is a free connection. */
    private void send(Request request) {
        Account account = request.account;
        long now = timers.now();
        if (isStopped || request.entries.isEmpty() || !account.maySend(now)) {
            requeue(request);
            return;
        }
        account.preparing--;
        account.inFlight++;
        account.rate.take(now);
        limit.opened(account.host());
        lastRequestAt = now;
        request.sent = List.copyOf(request.entries);
        request.sentAt = now;
        for (QueuedEntry queued : request.sent) {
            queued.isInFlight = true;
            queued.attempts++;
            events.changed(queued);
        }
        request.pending = calls.call(
                () -> sender.send(
                        request.sent.stream().map(queued -> queued.entry).toList(), request.token.token()),
                (answers, failure) -> answered(request, answers, failure));
    }

    private void answered(Request request, List<Answer> answers, Throwable failure) {
        Account account = request.account;
        pending.remove(request);
        account.inFlight--;
        dispatcher.batch(() -> {
            outcomes.apply(request, answers, failure, isStopped);
            dispatcher.clusters.end(request);
            request.sent.forEach(queued -> dispatcher.update(queued.key));
        });
        limit.closed(account.host());
        dispatcher.makeReady(request.credential);
        dispatcher.dispatch(account);
    }

    /** Begins no more requests and cancels the look-ups. */
    void stop() {
        isStopped = true;
        explanations.stop();
        List.copyOf(pending).stream().filter(request -> request.sent == null).forEach(Attempts::cancel);
    }

    void cancelCalls() {
        List.copyOf(pending).forEach(Attempts::cancel);
    }

    private static void cancel(Request request) {
        if (request.pending != null) {
            request.pending.cancel(true);
        }
    }

    /** Returns the number of open requests and of refusals that are being explained. */
    int inFlight() {
        return limit.open() + explanations.open();
    }

    /** Whether GitHub has certainly finished all requests of this process. */
    boolean isQuiet() {
        return limit.open() == 0 && timers.now() - outcomes.lastDoubtAt() >= KeyQueue.MUTE;
    }

    /** Whether this process sent no request in the last minute. */
    boolean isIdle() {
        return timers.now() - lastRequestAt >= RateLimiter.WINDOW;
    }
}
