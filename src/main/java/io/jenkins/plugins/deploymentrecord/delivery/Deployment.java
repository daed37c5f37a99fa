package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The records of one deployment that are on their way, and who of them may go. The rule:
 *
 * <ul>
 *   <li>One at a time, the latest asked for first; the others wait.
 *   <li>A record is superseded when GitHub <em>confirmed</em> a later one, and only then: one that is merely waiting, or
 *       was put on the wire, may yet be aborted, run out of its budget or be refused, and then the earlier one counts.
 *   <li>So an earlier one waits for a later one that may have reached GitHub, until that one has ended.
 *   <li>After a call of which nobody knows what it did, another record waits until GitHub has certainly ended it.
 *   <li>After a restart, none goes that is earlier than the latest that was on its way then, until a minute is over or
 *       half of the budget: the builds of that one, and of others between the two, may still come back.
 * </ul>
 *
 * Guarded by the lock of {@link Deliveries}.
 */
final class Deployment {

    /**
     * From the time when a call was given up, whatever it did last, to the end of all that it can do: a second to get
     * there, as all of it may just have been written, and the 10 after which GitHub ends a request (docs.github.com,
     * "Troubleshooting the REST API", Timeouts).
     */
    static final Duration SETTLING = Duration.ofSeconds(11);

    /** Builds come back one after the other when a controller starts. */
    static final Duration RETURNING = Duration.ofMinutes(1);

    /** Nobody may go, until something happens that is no matter of time. */
    static final long OPEN = Long.MAX_VALUE;

    final DeploymentKey key;
    private final TreeSet<PendingDelivery> members = new TreeSet<>(PendingDelivery.BY_ASKING);

    private int expected;
    /** The log was not read yet, or is being written for the last time. */
    private boolean loading = true;
    /** Put on the wire, and not answered. */
    private PendingDelivery onWire;
    /** The latest that GitHub confirmed, by when it was asked for. */
    private long confirmed;

    private long confirmedNumber;
    /** On the wire when an earlier process ended, and not back yet. */
    private long missing;
    /** What may be there from an earlier process, none of it later than this; back or not. */
    private long latestBefore;

    private long returnedBy;
    private long settledAt;
    /** The number of the one whose call it was, which may go again at once; 0 for none. */
    private long unsettled;

    private SentLog.Mark written = SentLog.Mark.NONE;

    /** When somebody may look again whether this can be forgotten, or who may go. */
    final Alarm alarm = new Alarm();

    Deployment(DeploymentKey key) {
        this.key = key;
    }

    /**
     * Who goes, or why nobody does.
     *
     * @param go null where nobody may go
     * @param text what is waited for then
     * @param until when to ask again, {@link #OPEN} where an event comes first
     */
    record Turn(PendingDelivery go, String text, long until) {}

    /** A member will be added, when the log was read. */
    void expect() {
        expected++;
    }

    void add(PendingDelivery delivery) {
        expected--;
        members.add(delivery);
        claimReturn(delivery);
    }

    void remove(PendingDelivery delivery) {
        members.remove(delivery);
    }

    /** The log's mark is there. */
    void load(SentLog.Mark mark, long now) {
        loading = false;
        written = mark;
        confirmed = mark.confirmed();
        if (mark.underway() != 0) {
            settledAt = now + SETTLING.toNanos();
        }
        if (mark.underway() > mark.confirmed()) {
            missing = mark.underway();
            latestBefore = missing;
            returnedBy = now + RETURNING.toNanos();
        }
        members.forEach(this::claimReturn);
    }

    /** The log tells of the latest alone, so that each earlier one counts as if it had been on its way. */
    private void claimReturn(PendingDelivery delivery) {
        delivery.mayHaveReached |= delivery.request.askedAt() <= latestBefore;
        if (delivery.request.askedAt() == missing) {
            missing = 0;
            // unless another call was broken off since, which is the one that has to settle then
            unsettled = unsettled == 0 ? delivery.number : unsettled;
        }
    }

    private boolean isSuperseded(PendingDelivery delivery) {
        long askedAt = delivery.request.askedAt();
        return askedAt < confirmed || askedAt == confirmed && delivery.number < confirmedNumber;
    }

    long confirmed() {
        return confirmed;
    }

    /**
     * Who goes in the turn of a record that is in line: the latest of those that share its lane, so that a long line
     * of one group does not hold up the others.
     */
    Turn turn(PendingDelivery asked, long now) {
        if (loading || onWire != null) {
            return new Turn(null, "wait.order", OPEN);
        }
        PendingDelivery latest = latestIn(asked.lane);
        if (latest.state == PendingDelivery.State.RETRYING) {
            return new Turn(null, "wait.order", OPEN);
        }
        // a record that may be there already must not be sent again while a later one waits for it to settle
        for (PendingDelivery later : members.tailSet(latest, false)) {
            if (later.mayHaveReached || latest.mayHaveReached) {
                return new Turn(null, "wait.order", OPEN);
            }
        }
        long patience = Math.min(
                returnedBy,
                latest.submitted + latest.request.budget().dividedBy(2).toNanos());
        if (latestBefore > latest.request.askedAt() && now < patience) {
            return new Turn(null, "wait.returning", patience);
        }
        if (now < settledAt && unsettled != latest.number) {
            return new Turn(null, "wait.settling", settledAt);
        }
        return new Turn(latest, null, now);
    }

    private PendingDelivery latestIn(Lane lane) {
        for (PendingDelivery member : members.descendingSet()) {
            if (member.lane == lane) {
                return member;
            }
        }
        throw new AssertionError("a record in line is a member");
    }

    /** One member of each lane that has parked ones. */
    List<PendingDelivery> parked() {
        var one = new ArrayList<PendingDelivery>(1);
        for (PendingDelivery member : members) {
            if (member.state == PendingDelivery.State.PARKED
                    && one.stream().noneMatch(other -> other.lane == member.lane)) {
                one.add(member);
            }
        }
        return one;
    }

    List<PendingDelivery> parkedIn(Lane lane) {
        return members.stream()
                .filter(member -> member.lane == lane && member.state == PendingDelivery.State.PARKED)
                .toList();
    }

    void goes(PendingDelivery delivery) {
        onWire = delivery;
    }

    /** @param unknown whether nobody knows what GitHub made of the call */
    void back(PendingDelivery delivery, boolean unknown, long now) {
        onWire = null;
        if (unknown) {
            settledAt = now + SETTLING.toNanos();
            unsettled = delivery.number;
        }
    }

    /** GitHub has it, and so no use for those asked for before. */
    void confirm(PendingDelivery delivery) {
        confirmed = Math.max(confirmed, delivery.request.askedAt());
        confirmedNumber = delivery.number;
    }

    /** Those that GitHub has no use for any more. */
    List<PendingDelivery> superseded() {
        return members.stream().takeWhile(this::isSuperseded).toList();
    }

    /** What the log shall say while this record is on the wire; null where it says so already. */
    SentLog.Mark markOfGoing(PendingDelivery delivery) {
        return changed(new SentLog.Mark(confirmed, Math.max(underway(), delivery.request.askedAt())));
    }

    /** What the log shall say now that this record is confirmed. */
    SentLog.Mark markOfConfirmed(PendingDelivery delivery) {
        long latest = Math.max(confirmed, delivery.request.askedAt());
        long other = underway();
        return changed(new SentLog.Mark(latest, other > latest ? other : 0));
    }

    /**
     * What the log shall say when nothing of this is left: no call that GitHub has ended need be waited for again. Null
     * where it says so already; otherwise nobody goes until it is {@link #written}.
     */
    SentLog.Mark markOfIdle(long now) {
        SentLog.Mark mark = changed(new SentLog.Mark(confirmed, now < returnedBy && missing > confirmed ? missing : 0));
        loading = mark != null;
        return mark;
    }

    void written() {
        loading = false;
    }

    private SentLog.Mark changed(SentLog.Mark mark) {
        if (mark.equals(written)) {
            return null;
        }
        written = mark;
        return mark;
    }

    private long underway() {
        long latest = missing;
        for (PendingDelivery member : members) {
            if (member.mayHaveReached) {
                latest = Math.max(latest, member.request.askedAt());
            }
        }
        return latest;
    }

    /** Whether nothing would be lost with it. */
    boolean isIdle(long now) {
        return members.isEmpty() && expected == 0 && !loading && onWire == null && now >= settledAt;
    }

    long settledAt() {
        return settledAt;
    }
}
