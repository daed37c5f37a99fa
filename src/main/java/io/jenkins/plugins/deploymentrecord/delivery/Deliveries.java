package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Brings records to GitHub, in the order in which they were asked for, at the pace that GitHub allows, and again where
 * it could not take them. One for the whole controller. Safe for all threads; nothing here blocks but for the
 * {@link SentLog}'s writing.
 *
 * <p>What is promised: once all have ended, GitHub has, of each deployment, the last asked-for record among those that
 * were neither cancelled nor failed. ({@link Deployment} has the rule of order, {@link Pace} that of the pace.) A record
 * that was cancelled or failed while its call was in flight may have reached GitHub before.
 */
public final class Deliveries {

    /** Milliseconds that no restart is over in. */
    private static final int CLOCK_BEHIND = 1_000;

    private static final int AT_ONCE = 1_000;

    final TimeSource time;
    final Scheduler scheduler;
    final RandomGenerator random;
    final Log log;
    final Lines calls;
    final Explanations explanations;
    final Callbacks callbacks;
    final Dispatcher dispatcher;

    /** Guards everything of this package that says so. Nothing of a caller runs while it is held. */
    private final Object lock = new Object();

    private final Tries tries = new Tries(this);
    private final long origin;
    /** Guarded by lock, as is lastAsked. */
    private long submitted;

    private long lastAsked;

    /** Held while numbers are written down. */
    private final Object asked = new Object();
    /** Guarded by asked. */
    private long lastWritten;

    /**
     * @param random for the waits between tries; used by one thread at a time
     * @param log asked at once for its {@link SentLog#newestAsked}
     * @param most how many attempts may be without an answer at a time
     */
    public Deliveries(TimeSource time, Scheduler scheduler, RandomGenerator random, SentLog log, OpenCalls most) {
        this.time = time;
        this.scheduler = scheduler;
        this.random = random;
        this.log = new Log(log);
        this.calls = new Lines(most);
        this.explanations = new Explanations(time, calls);
        this.callbacks = new Callbacks(lock);
        this.dispatcher = new Dispatcher(this, tries::begin);
        this.origin = time.nanoTime();
        this.lastAsked = this.log.newestAsked();
    }

    /**
     * A number for what is asked for now: milliseconds of the epoch, but always larger than any given out, submitted or
     * logged before, so that the order holds when the wall clock is put back. Not for showing to people.
     */
    public long askedNow() {
        long number;
        long wall;
        synchronized (lock) {
            wall = time.now().toEpochMilli();
            lastAsked = Math.max(wall, lastAsked + 1);
            number = lastAsked;
        }
        if (number - wall > CLOCK_BEHIND) {
            writeDown(number);
        }
        return number;
    }

    /** A process that follows would not know of what was asked for and not sent. Many are written down at once. */
    private void writeDown(long number) {
        synchronized (asked) {
            if (number > lastWritten) {
                log.asked(number + AT_ONCE);
                lastWritten = number + AT_ONCE;
            }
        }
    }

    /** Begins to deliver a record. The first try, and more, may have happened when this returns. */
    public Delivery submit(DeliveryRequest request) {
        PendingDelivery delivery;
        String host = request.key().host();
        boolean readMark;
        boolean readUsage;
        synchronized (lock) {
            lastAsked = Math.max(lastAsked, request.askedAt());
            Deployment deployment = dispatcher.deployment(request.key());
            readMark = deployment == null;
            if (readMark) {
                deployment = dispatcher.add(new Deployment(request.key()));
            }
            Lane lane = dispatcher.lane(request.paceKey());
            readUsage = lane == null;
            if (readUsage) {
                lane = dispatcher.add(new Lane(request.paceKey(), host, request.pacing()));
            }
            delivery = new PendingDelivery(this, request, ++submitted, now(), deployment, lane);
            deployment.expect();
            lane.join(delivery);
        }
        // slow, so with no lock held; until then neither lets anything go
        SentLog.Usage usage = readUsage ? log.usage(request.paceKey()) : null;
        SentLog.Mark mark = readMark ? log.mark(request.key()) : null;
        change(() -> {
            if (usage != null) {
                delivery.lane.load(usage, time.now(), now());
            }
            if (mark != null) {
                delivery.deployment.load(mark, now());
            }
            delivery.deadlineTimer =
                    scheduler.after(Duration.ofNanos(Math.max(0, delivery.deadline - now())), () -> expire(delivery));
            delivery.deployment.add(delivery);
            delivery.lane.enqueue(delivery);
            dispatcher.touch(delivery);
        });
        return delivery;
    }

    /** How many have not ended. */
    public int pending() {
        synchronized (lock) {
            return dispatcher.pending();
        }
    }

    /** How many deployments and lanes are remembered; 0 some time after the last record ended. */
    int remembered() {
        synchronized (lock) {
            return dispatcher.remembered();
        }
    }

    /** Nanoseconds since the beginning of this. */
    long now() {
        return time.nanoTime() - origin;
    }

    String status(PendingDelivery delivery) {
        synchronized (lock) {
            return explanations.status(delivery, now());
        }
    }

    /** Changes something with the lock held, and then does what follows from it; callbacks without the lock. */
    void change(Runnable change) {
        synchronized (lock) {
            change.run();
            dispatcher.settle();
        }
        callbacks.run();
    }

    private void expire(PendingDelivery delivery) {
        end(delivery, () -> explanations.tooLate(delivery, now()));
    }

    /**
     * Ends a record from outside: cancelled, or out of time.
     *
     * @return false where it had ended, or is confirmed
     */
    boolean end(PendingDelivery delivery, Supplier<? extends Exception> why) {
        var ended = new boolean[1];
        change(() -> {
            if (!delivery.hasEnded() && delivery.state != PendingDelivery.State.CONFIRMED) {
                Exception reason = why.get();
                tries.abandon(delivery);
                finish(delivery, null, reason);
                ended[0] = true;
            }
        });
        return ended[0];
    }

    /** A record's last change. With the lock held. */
    void finish(PendingDelivery delivery, Outcome good, Throwable bad) {
        delivery.state = PendingDelivery.State.ENDED;
        delivery.deadlineTimer.cancel();
        if (delivery.retryTimer != null) {
            delivery.retryTimer.cancel();
        }
        delivery.call = null;
        delivery.deployment.remove(delivery);
        delivery.lane.leave(delivery);
        dispatcher.touch(delivery);
        callbacks.post(delivery, () -> delivery.complete(good, bad));
    }
}
