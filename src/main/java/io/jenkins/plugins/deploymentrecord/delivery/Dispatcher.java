package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets records go when pace, limits and order allow it, and tells the others what they wait for. Whoever changes a lane
 * or a deployment says so ({@link #touch}), and what follows is found out at the end of the change ({@link #settle}).
 * With the lock of {@link Deliveries} held.
 */
final class Dispatcher {

    private final Deliveries deliveries;
    private final Consumer<PendingDelivery> begin;

    private final Map<DeploymentKey, Deployment> deployments = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final LinkedHashSet<Deployment> touchedDeployments = new LinkedHashSet<>();
    private final LinkedHashSet<Lane> touchedLanes = new LinkedHashSet<>();
    /** Of which those that wait were not told yet what for. */
    private final LinkedHashSet<Lane> untoldLanes = new LinkedHashSet<>();

    /** @param begin puts a record on the wire */
    Dispatcher(Deliveries deliveries, Consumer<PendingDelivery> begin) {
        this.deliveries = deliveries;
        this.begin = begin;
    }

    /** @return null where it is not remembered */
    Deployment deployment(DeploymentKey key) {
        return deployments.get(key);
    }

    /** @return null where it is not remembered */
    Lane lane(String paceKey) {
        return lanes.get(paceKey);
    }

    Deployment add(Deployment deployment) {
        deployments.put(deployment.key, deployment);
        return deployment;
    }

    Lane add(Lane lane) {
        lanes.put(lane.paceKey, lane);
        return lane;
    }

    int pending() {
        return lanes.values().stream().mapToInt(Lane::members).sum();
    }

    int remembered() {
        return deployments.size() + lanes.size();
    }

    /** Something of this record changed: others may go, or nothing may be left to remember. */
    void touch(PendingDelivery delivery) {
        touchedDeployments.add(delivery.deployment);
        touchedLanes.add(delivery.lane);
    }

    /** Finds out what follows from all that was touched. */
    void settle() {
        while (true) {
            Lane next;
            if (!touchedDeployments.isEmpty()) {
                settle(touchedDeployments.removeFirst());
            } else if (!touchedLanes.isEmpty()) {
                queue(touchedLanes.removeFirst());
            } else if ((next = deliveries.calls.next()) != null) {
                letOneGo(next);
            } else if (!untoldLanes.isEmpty()) {
                settle(untoldLanes.removeFirst());
            } else {
                return;
            }
        }
    }

    private void settle(Deployment deployment) {
        long now = deliveries.now();
        deployment.superseded().forEach(old -> deliveries.finish(old, deliveries.explanations.superseded(old), null));
        for (PendingDelivery one : deployment.parked()) {
            Deployment.Turn turn = deployment.turn(one, now);
            List<PendingDelivery> parked = deployment.parkedIn(one.lane);
            if (turn.go() == null) {
                Wait wait = deliveries.explanations.order(one, turn, now);
                parked.forEach(each -> park(each, turn, wait));
            } else {
                parked.forEach(one.lane::enqueue);
                touchedLanes.add(one.lane);
            }
        }
        if (deployment.isIdle(now)) {
            forget(deployment, deployment.markOfIdle(now));
        } else if (deployment.settledAt() > now) {
            ring(deployment, deployment.settledAt());
        }
    }

    /** @param mark to be logged before; null where there is nothing to log */
    private void forget(Deployment deployment, SentLog.Mark mark) {
        if (mark == null) {
            deployment.alarm.off();
            deployments.remove(deployment.key, deployment);
            return;
        }
        deliveries.callbacks.postFirst(() -> {
            deliveries.log.mark(deployment.key, mark);
            deliveries.change(() -> {
                deployment.written();
                touchedDeployments.add(deployment);
            });
        });
    }

    private void queue(Lane lane) {
        if (lane.isReady(deliveries.now())) {
            deliveries.calls.join(lane);
        } else {
            deliveries.calls.leave(lane);
        }
        untoldLanes.add(lane);
    }

    private void letOneGo(Lane lane) {
        long now = deliveries.now();
        touchedLanes.add(lane);
        while (lane.isReady(now)) {
            PendingDelivery first = lane.turns.first();
            Deployment.Turn turn = first.deployment.turn(first, now);
            if (turn.go() != null) {
                lane.turns.served(first.request.group());
                begin.accept(turn.go());
                return;
            }
            park(first, turn, deliveries.explanations.order(first, turn, now));
        }
    }

    /** Nothing more of it can go now. */
    private void settle(Lane lane) {
        long now = deliveries.now();
        for (PendingDelivery told : lane.toTell(now)) {
            if (told.state == PendingDelivery.State.QUEUED) {
                tellInLine(told, now);
            }
        }
        boolean inLine = lane.turns.first() != null;
        long again = inLine ? lane.freeAt() : lane.idleAt();
        if (!inLine && again <= now) {
            lane.alarm.off();
            lanes.remove(lane.paceKey, lane);
        } else if (again != Lane.ANSWER && !deliveries.calls.isWaiting(lane)) {
            ring(lane.alarm, again, () -> touchedLanes.add(lane));
        }
    }

    private void park(PendingDelivery delivery, Deployment.Turn turn, Wait wait) {
        delivery.lane.turns.remove(delivery);
        delivery.state = PendingDelivery.State.PARKED;
        tell(delivery, wait);
        if (turn.until() != Deployment.OPEN) {
            ring(delivery.deployment, turn.until());
        }
    }

    /** Also sees to it that nobody waits for the end of a limit in vain. */
    private void tellInLine(PendingDelivery delivery, long now) {
        Lane lane = delivery.lane;
        if (!lane.isLimited(now)) {
            tell(delivery, deliveries.explanations.turn(delivery, now));
            return;
        }
        if (delivery.deadline > lane.limitEnd()) {
            tell(delivery, deliveries.explanations.limit(delivery, now));
            return;
        }
        Deployment.Turn turn = delivery.deployment.turn(delivery, now);
        if (turn.go() == null) {
            // the one that it waits for may supersede it
            park(delivery, turn, deliveries.explanations.order(delivery, turn, now));
        } else {
            deliveries.finish(delivery, null, deliveries.explanations.limited(delivery, now));
        }
    }

    /** Tells the record's caller, once for each wait. */
    void tell(PendingDelivery delivery, Wait wait) {
        Wait known = delivery.wait;
        delivery.wait = wait;
        if (known == null || known.reason() != wait.reason() || !isSameEnd(known, wait)) {
            deliveries.callbacks.post(
                    delivery, () -> delivery.request.progress().waits(wait));
        }
    }

    /** An answer comes when it comes, and the end of a turn is a guess; all else changes when its end does. */
    private static boolean isSameEnd(Wait known, Wait wait) {
        if (wait.reason() == Wait.Reason.TURN) {
            return true;
        }
        return known.until() == null || wait.until() == null
                ? known.until() == wait.until()
                : Duration.between(known.until(), wait.until()).abs().toMillis() < 1000;
    }

    private void ring(Deployment deployment, long at) {
        ring(deployment.alarm, at, () -> touchedDeployments.add(deployment));
    }

    private void ring(Alarm alarm, long at, Runnable touch) {
        if (alarm.isNeeded(at)) {
            var delay = Duration.ofNanos(Math.max(0, at - deliveries.now()));
            alarm.set(
                    at,
                    deliveries.scheduler.after(
                            delay,
                            () -> deliveries.change(() -> {
                                alarm.off();
                                touch.run();
                            })));
        }
    }
}
