package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** The tries of records: put on the wire, answered, and what follows from the answer. */
final class Tries {

    /** GitHub's longest window. */
    private static final Duration LONGEST_TOLD = Duration.ofHours(1);

    private final Deliveries deliveries;

    Tries(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Takes a record out of line, to be put on the wire as soon as the lock is free. With the lock held. */
    void begin(PendingDelivery delivery) {
        long now = deliveries.now();
        delivery.state = PendingDelivery.State.SENDING;
        delivery.tries++;
        delivery.wait = null;
        delivery.writing = true;
        delivery.deployment.goes(delivery);
        delivery.lane.goes(delivery, now);
        deliveries.calls.opened(delivery.lane.host);
        SentLog.Mark mark = delivery.deployment.markOfGoing(delivery);
        boolean paced = !delivery.lane.pacing().isOff();
        int number = delivery.tries;
        deliveries.callbacks.post(delivery, () -> start(delivery, number, mark, paced));
    }

    private void start(PendingDelivery delivery, int number, SentLog.Mark mark, boolean paced) {
        deliveries.log.mark(delivery.request.key(), mark);
        if (paced) {
            deliveries.log.sent(delivery.lane.paceKey, deliveries.time.now());
        }
        var ended = new boolean[1];
        deliveries.change(() -> {
            delivery.writing = false;
            ended[0] = delivery.hasEnded();
            if (ended[0]) {
                back(delivery, false);
            }
        });
        if (ended[0]) {
            return;
        }
        CompletableFuture<RecordedDeployment> call;
        try {
            call = Objects.requireNonNull(delivery.request.attempt().get(), "an attempt gives a future");
        } catch (Exception | Error e) {
            failed(delivery, number, e, false);
            return;
        }
        deliveries.change(() -> {
            if (isStale(delivery, number)) {
                deliveries.callbacks.postFirst(() -> call.cancel(true));
            } else {
                delivery.call = call;
            }
        });
        call.whenComplete((deployment, failure) -> {
            if (failure == null) {
                confirmed(delivery, number, deployment);
            } else {
                failed(delivery, number, failure, true);
            }
        });
    }

    /** Ends the call of a record that is given up. With the lock held. */
    void abandon(PendingDelivery delivery) {
        if (delivery.state != PendingDelivery.State.SENDING) {
            return;
        }
        if (delivery.call != null) {
            Future<?> call = delivery.call;
            deliveries.callbacks.postFirst(() -> call.cancel(true));
        }
        if (!delivery.writing) {
            back(delivery, true);
        }
    }

    private void confirmed(PendingDelivery delivery, int number, RecordedDeployment deployment) {
        var mark = new SentLog.Mark[1];
        var stale = new boolean[1];
        deliveries.change(() -> {
            stale[0] = isStale(delivery, number);
            if (!stale[0]) {
                delivery.state = PendingDelivery.State.CONFIRMED;
                mark[0] = delivery.deployment.markOfConfirmed(delivery);
            }
        });
        if (stale[0]) {
            return;
        }
        // before anybody hears of it: a build that has gone on does not come back with it after a restart
        deliveries.log.mark(delivery.request.key(), mark[0]);
        deliveries.change(() -> {
            delivery.lane.answered(delivery);
            back(delivery, false);
            delivery.deployment.confirm(delivery);
            deliveries.finish(delivery, new Outcome.Recorded(deployment), null);
        });
    }

    /** @param sent whether the record may have been put on the wire at all */
    private void failed(PendingDelivery delivery, int number, Throwable thrown, boolean sent) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        deliveries.change(() -> {
            if (!isStale(delivery, number)) {
                failed(delivery, failure, sent && isUnknown(failure));
            }
        });
    }

    private void failed(PendingDelivery delivery, Throwable failure, boolean unknown) {
        long now = deliveries.now();
        delivery.mayHaveReached |= unknown;
        delivery.lastFailure = failure;
        delivery.call = null;
        if (!(failure instanceof GitHubException.RateLimited)) {
            delivery.lane.answered(delivery);
        }
        back(delivery, unknown);
        switch (failure) {
            case GitHubException.RateLimited limited -> limit(delivery, limited, now);
            case GitHubException.Unavailable unavailable -> retry(delivery, unavailable, now);
            default -> deliveries.finish(delivery, null, deliveries.explanations.hopeless(delivery, failure, now));
        }
    }

    /** Whether GitHub may have taken the record in spite of the failure. */
    private static boolean isUnknown(Throwable failure) {
        return switch (failure) {
            case GitHubException.Refused refused -> false;
            case GitHubException.Unauthorized unauthorized -> false;
            case GitHubException.Forbidden forbidden -> false;
            case GitHubException.NotFound notFound -> false;
            case GitHubException.RateLimited limited -> false;
            default -> true;
        };
    }

    private void limit(PendingDelivery delivery, GitHubException.RateLimited limited, long now) {
        var wall = deliveries.time.now();
        // where no time is told, or it is over already, at least as long as after any other failure
        long wait = Math.max(
                length(limited.limit().until(), wall),
                Backoff.after(delivery.tries, Long.MAX_VALUE, deliveries.random));
        Lane lane = delivery.lane;
        lane.limit(now + wait, limited);
        deliveries.callbacks.post(delivery, () -> deliveries.log.limited(lane.paceKey, wall.plusNanos(wait)));
        lane.enqueue(delivery);
    }

    private void retry(PendingDelivery delivery, GitHubException.Unavailable answer, long now) {
        delivery.state = PendingDelivery.State.RETRYING;
        long left = delivery.deadline - now;
        long told = answer.notBefore()
                .map(until -> length(until, deliveries.time.now()))
                .orElse(0L);
        if (told > 0 && told > left - Backoff.SHORTEST) {
            deliveries.finish(delivery, null, deliveries.explanations.notBefore(delivery, now + told, now));
            return;
        }
        if (left <= Backoff.SHORTEST) {
            deliveries.finish(delivery, null, deliveries.explanations.tooLate(delivery, now));
            return;
        }
        // by chance as well, as others were told the same time
        long wait = told + Backoff.after(delivery.tries, left - told, deliveries.random);
        deliveries.dispatcher.tell(delivery, deliveries.explanations.retry(delivery, now + wait, now));
        delivery.retryTimer = deliveries.scheduler.after(
                Duration.ofNanos(wait),
                () -> deliveries.change(() -> {
                    if (delivery.state == PendingDelivery.State.RETRYING) {
                        delivery.lane.enqueue(delivery);
                        deliveries.dispatcher.touch(delivery);
                    }
                }));
    }

    /** How long to wait for GitHub's sake, from its answer on. */
    private static long length(Instant until, Instant wall) {
        Duration told = Duration.between(wall, until);
        return Math.max(0, told.compareTo(LONGEST_TOLD) > 0 ? LONGEST_TOLD.toNanos() : told.toNanos());
    }

    private static boolean isStale(PendingDelivery delivery, int number) {
        return delivery.state != PendingDelivery.State.SENDING || delivery.tries != number;
    }

    private void back(PendingDelivery delivery, boolean unknown) {
        delivery.deployment.back(delivery, unknown, deliveries.now());
        delivery.lane.back(delivery);
        deliveries.calls.closed(delivery.lane.host);
        deliveries.dispatcher.touch(delivery);
    }
}
