package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that share a server and a credential, and so the pace and GitHub's limits. After a limit one request goes
 * alone, and the others follow once it was answered: they shall not all run into a limit that has not ended after all.
 * Guarded by the lock of {@link Deliveries}.
 */
final class Lane {

    /** The next may go once something is answered. */
    static final long ANSWER = Long.MAX_VALUE;

    final String paceKey;
    /** Of the server, as the HTTP client counts its calls. */
    final String host;

    final Turns turns = new Turns();
    final Alarm alarm = new Alarm();

    /** In line since the last look, so that they were not told yet what they wait for. */
    private List<PendingDelivery> newcomers = new ArrayList<>();

    private final Pace pace;
    private boolean loading = true;
    private int members;
    private int onWire;
    private boolean careful;
    private PendingDelivery probe;
    private boolean limited;
    private long limitEnd;
    private GitHubException limit;

    Lane(String paceKey, String host, Pacing pacing) {
        this.paceKey = paceKey;
        this.host = host;
        this.pace = new Pace(pacing);
    }

    /** What an earlier process did counts as if this one had done it. */
    void load(SentLog.Usage usage, Instant wall, long now) {
        loading = false;
        for (Instant sent : usage.sent()) {
            // a wall clock that was put back must not make it last longer
            long age = Math.max(0, Duration.between(sent, wall).toSeconds());
            if (age < Pace.WINDOW.toSeconds()) {
                pace.take(now - Math.max(0, Duration.between(sent, wall).toNanos()));
            }
        }
        // not waited for blindly, as the wall clock may have jumped: the first request finds out
        careful = usage.limitedUntil() != null && usage.limitedUntil().isAfter(wall);
    }

    void join(PendingDelivery delivery) {
        members++;
        pace.change(delivery.request.pacing());
    }

    void leave(PendingDelivery delivery) {
        members--;
        turns.remove(delivery);
    }

    void enqueue(PendingDelivery delivery) {
        delivery.state = PendingDelivery.State.QUEUED;
        turns.add(delivery);
        newcomers.add(delivery);
    }

    /** When the next may go, if a call can be opened then; {@link #ANSWER} where no time will tell. */
    long freeAt() {
        boolean full = !pace.pacing().isOff() && onWire >= pace.pacing().burst();
        if (loading || probe != null || full) {
            return ANSWER;
        }
        return Math.max(limited ? limitEnd : Long.MIN_VALUE, pace.earliest());
    }

    boolean isReady(long now) {
        return turns.first() != null && freeAt() <= now;
    }

    void goes(PendingDelivery delivery, long now) {
        turns.remove(delivery);
        pace.take(now);
        onWire++;
        if (careful) {
            probe = delivery;
        }
    }

    /** Its try has ended, somehow. */
    void back(PendingDelivery delivery) {
        onWire--;
        if (probe == delivery) {
            probe = null;
        }
    }

    /** GitHub answered, and told of no limit. */
    void answered(PendingDelivery delivery) {
        if (probe == delivery) {
            careful = false;
        }
    }

    /**
     * @param end an earlier one than what is known changes nothing
     * @param answer what told of it
     */
    void limit(long end, GitHubException answer) {
        careful = true;
        if (!limited || end > limitEnd) {
            limited = true;
            limitEnd = end;
            limit = answer;
            newcomers = turns.all();
        }
    }

    boolean isLimited(long now) {
        return limited && now < limitEnd;
    }

    long limitEnd() {
        return limitEnd;
    }

    /** What told of the limit. */
    GitHubException limit() {
        return limit;
    }

    /** Those in line that are to be told what they wait for. Whoever waited for the end of a limit is among them then. */
    List<PendingDelivery> toTell(long now) {
        if (loading) {
            return List.of();
        }
        if (limited && now >= limitEnd && !careful) {
            limited = false;
            newcomers = turns.all();
        }
        List<PendingDelivery> told = newcomers;
        newcomers = new ArrayList<>();
        return told;
    }

    int members() {
        return members;
    }

    /** How long all that are in line take, at least; 0 without a pace. */
    long timeForAll() {
        return pace.timeFor(turns.size() - 1);
    }

    Pacing pacing() {
        return pace.pacing();
    }

    /** From when on nothing would be lost with it; {@link #ANSWER} while it has members. */
    long idleAt() {
        if (members > 0 || onWire > 0 || loading) {
            return ANSWER;
        }
        return Math.max(limited ? limitEnd : Long.MIN_VALUE, pace.restedAt());
    }
}
