package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.time.Instant;

/** Says in words what a record waits for, and why it did not get to GitHub. With the lock of {@link Deliveries} held. */
final class Explanations {

    private final TimeSource time;
    private final Lines calls;

    Explanations(TimeSource time, Lines calls) {
        this.time = time;
        this.calls = calls;
    }

    Wait turn(PendingDelivery delivery, long now) {
        Lane lane = delivery.lane;
        String server = server(delivery);
        boolean byPace = lane.freeAt() > now;
        if (lane.freeAt() == Lane.ANSWER || !byPace && calls.isFull(lane.host)) {
            return new Wait(Wait.Reason.TURN, null, Texts.get("wait.answers", server));
        }
        if (!byPace && calls.isWaiting(lane)) {
            return new Wait(Wait.Reason.TURN, null, Texts.get("wait.calls"));
        }
        Instant until = wall(Math.max(now, lane.freeAt()) + lane.timeForAll(), now);
        return new Wait(
                Wait.Reason.TURN,
                until,
                Texts.get("wait.turn", until, lane.turns.size(), lane.pacing().requestsPerMinute(), server));
    }

    Wait limit(PendingDelivery delivery, long now) {
        Instant until = wall(delivery.lane.limitEnd(), now);
        return new Wait(
                Wait.Reason.LIMIT, until, Texts.get("wait.limit", server(delivery), until, delivery.lane.members()));
    }

    Wait retry(PendingDelivery delivery, long at, long now) {
        Instant until = wall(at, now);
        return new Wait(
                Wait.Reason.RETRY,
                until,
                Texts.get(
                        "wait.retry",
                        delivery.tries,
                        until,
                        Duration.ofNanos(at - now),
                        message(delivery.lastFailure)));
    }

    Wait order(PendingDelivery delivery, Deployment.Turn turn, long now) {
        Instant until = turn.until() == Deployment.OPEN ? null : wall(turn.until(), now);
        return new Wait(Wait.Reason.ORDER, until, Texts.get(turn.text(), until, server(delivery)));
    }

    String status(PendingDelivery delivery, long now) {
        return switch (delivery.state) {
            case ENDED -> Texts.get("status.ended");
            case CONFIRMED -> Texts.get("status.writing");
            case SENDING -> Texts.get("status.sending", server(delivery), delivery.tries);
            case QUEUED, PARKED, RETRYING ->
                delivery.wait == null
                        ? Texts.get("status.preparing")
                        : present(delivery, now).text().lines().findFirst().orElseThrow();
        };
    }

    /** Why it is not its turn may have changed since it was told. */
    private Wait present(PendingDelivery delivery, long now) {
        return delivery.wait.reason() == Wait.Reason.TURN ? turn(delivery, now) : delivery.wait;
    }

    Outcome.Superseded superseded(PendingDelivery delivery) {
        long by = delivery.deployment.confirmed();
        return new Outcome.Superseded(
                by,
                Texts.get("superseded", Instant.ofEpochMilli(delivery.request.askedAt()), Instant.ofEpochMilli(by)));
    }

    /** The last try failed so that another would fail, too. */
    DeliveryException hopeless(PendingDelivery delivery, Throwable failure, long now) {
        String message = message(failure);
        return exception(
                delivery,
                failure,
                delivery.tries == 1
                        ? message
                        : Texts.get("failed.again", message, delivery.tries, since(delivery.submitted, now)));
    }

    /** The budget is at its end, or too short for another try. */
    DeliveryException tooLate(PendingDelivery delivery, long now) {
        Duration budget = delivery.request.budget();
        String text;
        if (delivery.tries == 0) {
            text = Texts.get("failed.budget.untried", server(delivery), budget, status(delivery, now));
        } else if (delivery.state == PendingDelivery.State.SENDING) {
            text = Texts.get("failed.budget.inFlight", server(delivery), budget, delivery.tries, last(delivery));
        } else {
            text = Texts.get("failed.budget.tried", server(delivery), budget, delivery.tries, last(delivery));
        }
        return exception(delivery, delivery.lastFailure, text);
    }

    /** GitHub's limit ends after the budget does. */
    DeliveryException limited(PendingDelivery delivery, long now) {
        delivery.lastFailure = delivery.lane.limit();
        return notWaitedFor("failed.limit", delivery, delivery.lane.limitEnd(), now);
    }

    /** GitHub wants to be tried again after the budget's end. */
    DeliveryException notBefore(PendingDelivery delivery, long end, long now) {
        return notWaitedFor("failed.notBefore", delivery, end, now);
    }

    private DeliveryException notWaitedFor(String text, PendingDelivery delivery, long end, long now) {
        return exception(
                delivery,
                delivery.lastFailure,
                Texts.get(
                        text,
                        server(delivery),
                        wall(end, now),
                        delivery.request.budget(),
                        wall(delivery.deadline, now),
                        delivery.tries,
                        since(delivery.submitted, now),
                        last(delivery)));
    }

    private static DeliveryException exception(PendingDelivery delivery, Throwable cause, String text) {
        return new DeliveryException(text, cause, delivery.tries);
    }

    private static String last(PendingDelivery delivery) {
        return delivery.lastFailure == null ? "" : Texts.get("failed.last", message(delivery.lastFailure));
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Duration since(long began, long now) {
        return Duration.ofNanos(now - began);
    }

    private Instant wall(long at, long now) {
        return time.now().plusNanos(at - now);
    }

    private static String server(PendingDelivery delivery) {
        return delivery.request.key().apiUrl().replaceFirst("^https?://", "");
    }
}
