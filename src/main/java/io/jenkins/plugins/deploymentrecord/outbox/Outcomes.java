package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Unclear;
import java.util.List;

/** Handles the outcome of a request for each of its entries. Confined to the outbox's thread. */
final class Outcomes {

    private final Scheduler scheduler;
    private final Timers timers;
    private final RetryPolicy policy;
    private final EntryEvents events;
    private final Dispatcher dispatcher;
    private final Explanations explanations;
    private long lastDoubtAt = Long.MIN_VALUE / 2;

    Outcomes(
            Scheduler scheduler,
            Timers timers,
            RetryPolicy policy,
            EntryEvents events,
            Dispatcher dispatcher,
            Explanations explanations) {
        this.scheduler = scheduler;
        this.timers = timers;
        this.policy = policy;
        this.events = events;
        this.dispatcher = dispatcher;
        this.explanations = explanations;
    }

    /**
     * Handles the outcome of a request. The caller must update the keys of the request's entries in the dispatcher.
     *
     * @param answers null if the call failed
     * @param isStopped whether the outbox is being closed, which cancels open requests; such a failure is not reported
     */
    void apply(Request request, List<Answer> answers, Throwable failure, boolean isStopped) {
        for (int i = 0; i < request.sent.size(); i++) {
            QueuedEntry queued = request.sent.get(i);
            queued.isInFlight = false;
            dispatcher.withdraw(queued);
            if (failure == null && answers != null && i < answers.size()) {
                apply(queued, answers.get(i), request);
            } else {
                doubt(queued, request);
                if (!isStopped) {
                    events.internalError(failure);
                    retry(queued, Texts.get("attempt.broken", failure), policy.afterInternalError(queued));
                }
            }
        }
        keepTogether(request.sent);
    }

    /** Gives all entries that are sent again the latest of their times, so that they can share a request again. */
    private static void keepTogether(List<QueuedEntry> sent) {
        long latest = sent.stream()
                .filter(queued -> !queued.hasEnded)
                .mapToLong(queued -> queued.nextAttemptTime)
                .max()
                .orElse(0);
        sent.stream()
                .filter(queued -> queued.readyAt == null && queued.mayShareRequest())
                .forEach(queued -> queued.nextAttemptTime = latest);
    }

    private void doubt(QueuedEntry queued, Request request) {
        request.isInDoubt = true;
        queued.mayBeAtGitHub = true;
        queued.key.mute(queued, timers.now());
        lastDoubtAt = timers.now();
    }

    private void apply(QueuedEntry queued, Answer answer, Request request) {
        switch (answer) {
            case Confirmed confirmed -> {
                request.account.succeeded(request.sentAt, scheduler.now());
                events.end(queued, EntryResult.Kind.RECORDED, null, confirmed);
            }
            case Failed failed -> failed(queued, failed, request);
            case Unclear unclear -> {
                queued.mayBeAtGitHub = true;
                failed(queued, new Failed(unclear.cause(), false, true), request);
            }
        }
    }

    private void failed(QueuedEntry queued, Failed failed, Request request) {
        Account account = request.account;
        if (failed.inDoubt()) {
            doubt(queued, request);
        }
        account.failed(failed.cause(), request.sentAt, request.token.fingerprint(), timers.now(), scheduler.now());
        RetryPolicy.Decision decision = decide(failed, queued, request);
        if (decision instanceof RetryPolicy.Limit announced) {
            account.close(timers.now() + announced.delay(), account.lastError);
        }
        if (decision instanceof RetryPolicy.Final
                && queued.discardedBy == null
                && explanations.begin(request, failed.cause(), more -> explained(queued, more, decision))) {
            // the entry occupies its key until the refusal is explained, so that it is not sent again
            queued.isInFlight = true;
            queued.key.busy = queued;
        } else {
            retry(queued, account.lastError, decision);
        }
    }

    private RetryPolicy.Decision decide(Failed failed, QueuedEntry queued, Request request) {
        if (RequestSplit.isDue(failed, request.sent.size())) {
            queued.maxTogether = RequestSplit.maxTogether(request.sent.size());
            return new RetryPolicy.Retry(0);
        }
        return policy.afterRequest(failed.cause(), queued, request.account, timers.now(), scheduler.now());
    }

    private void explained(QueuedEntry queued, String why, RetryPolicy.Decision decision) {
        queued.isInFlight = false;
        dispatcher.withdraw(queued);
        retry(queued, why, decision);
        dispatcher.update(queued.key);
    }

    private void retry(QueuedEntry queued, String why, RetryPolicy.Decision decision) {
        if (queued.discardedBy != null) {
            events.end(queued, EntryResult.Kind.DISCARDED, why, null);
        } else if (decision instanceof RetryPolicy.Final) {
            events.end(queued, EntryResult.Kind.REFUSED, why, null);
        } else if (queued.isOverdue) {
            events.end(queued, EntryResult.Kind.GIVEN_UP, why, null);
        } else {
            queued.nextAttemptTime = timers.now() + (decision instanceof RetryPolicy.Retry retry ? retry.delay() : 0);
            events.failed(queued, why);
        }
    }

    /** Returns the time of the last request in doubt. */
    long lastDoubtAt() {
        return lastDoubtAt;
    }
}
