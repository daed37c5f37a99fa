package io.jenkins.plugins.deploymentrecord.delivery;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One record on its way, as the others see it. All fields are guarded by the lock of {@link Deliveries}. */
final class PendingDelivery implements Delivery {

    /** The later asked for, the larger. */
    static final Comparator<PendingDelivery> BY_ASKING =
            Comparator.comparingLong((PendingDelivery d) -> d.request.askedAt()).thenComparingLong(d -> d.number);

    enum State {
        /** Its lane has it in line. */
        QUEUED,
        /** Another record of its deployment goes first. */
        PARKED,
        /** Waits for the time of its next try. */
        RETRYING,
        SENDING,
        /** GitHub has it, which is being written down. */
        CONFIRMED,
        ENDED
    }

    final DeliveryRequest request;
    final long number;
    final long submitted;
    final long deadline;
    final Deployment deployment;
    final Lane lane;

    private final Deliveries deliveries;
    private final CompletableFuture<Outcome> outcome = new Result();
    /** What is to be told to the caller, in order; see {@link Callbacks}. */
    private final ArrayDeque<Runnable> mail = new ArrayDeque<>(2);

    private boolean telling;

    State state = State.QUEUED;
    int tries;
    /** A try ended so that nobody knows what GitHub has. */
    boolean mayHaveReached;
    /** The log is told of a try, so that nothing else of the deployment may go, even if this one ends. */
    boolean writing;

    Future<?> call;
    Throwable lastFailure;
    Wait wait;
    Scheduler.Timer deadlineTimer;
    Scheduler.Timer retryTimer;

    PendingDelivery(
            Deliveries deliveries, DeliveryRequest request, long number, long now, Deployment deployment, Lane lane) {
        this.deliveries = deliveries;
        this.request = request;
        this.number = number;
        this.submitted = now;
        this.deadline = now + request.budget().toNanos();
        this.deployment = deployment;
        this.lane = lane;
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    @Override
    public boolean cancel() {
        return deliveries.end(this, CancellationException::new);
    }

    @Override
    public String status() {
        return deliveries.status(this);
    }

    boolean hasEnded() {
        return state == State.ENDED;
    }

    boolean isAskedBefore(PendingDelivery other) {
        return BY_ASKING.compare(this, other) < 0;
    }

    /** To be run with no lock held, after all that came before. */
    void post(Runnable letter) {
        mail.add(letter);
    }

    /** Completes for the caller; posted as the last letter. */
    void complete(Outcome good, Throwable bad) {
        if (bad == null) {
            outcome.complete(good);
        } else {
            outcome.completeExceptionally(bad);
        }
    }

    /** @return null where there is nothing, or another thread is at it and will see to the rest */
    Runnable nextLetter() {
        Runnable next = telling ? null : mail.poll();
        telling |= next != null;
        return next;
    }

    void letterTold() {
        telling = false;
    }

    /** Cancelling it is giving up the delivery. */
    private final class Result extends CompletableFuture<Outcome> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return PendingDelivery.this.cancel();
        }
    }
}
