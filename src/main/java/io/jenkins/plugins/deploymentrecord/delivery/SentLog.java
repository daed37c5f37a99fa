package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Instant;
import java.util.List;

/**
 * What must outlive a restart, so that order and pace do. One {@link Deliveries} uses it, from several threads, under no
 * lock; the calls about one key never overlap. Each change shall be kept before its call returns. A call that throws is
 * logged and otherwise without effect: then records still go, in their order as long as the controller lives.
 *
 * <p>An entry may be forgotten once no build can come back with a record of that age.
 */
public interface SentLog {

    /** What is known of a deployment; {@link Mark#NONE} where nothing is. */
    Mark mark(DeploymentKey key);

    /** Replaces what is known of a deployment. Called before a record is put on the wire, and when GitHub confirmed it. */
    void mark(DeploymentKey key, Mark mark);

    /**
     * Numbers up to this one may be given out, though the wall clock has not come to them. Called before they are, and
     * only where the clock was put back.
     */
    void asked(long number);

    /** The largest number in any mark or {@link #asked}; 0 where there is none. Asked for once, at the start. */
    long newestAsked();

    /** What is known of a pace key; {@link Usage#NONE} where nothing is. */
    Usage usage(String paceKey);

    /**
     * A request is put on the wire. What is more than {@link #REMEMBERED_SECONDS} old may be forgotten, and so may a
     * pace key that has nothing younger and no limit.
     */
    void sent(String paceKey, Instant at);

    /** GitHub told of a limit. The latest end counts, not the last call. */
    void limited(String paceKey, Instant until);

    /** How long a request counts against the pace. */
    long REMEMBERED_SECONDS = Pace.WINDOW.toSeconds();

    /** One that forgets with the process. */
    static SentLog inMemory() {
        return new MemoryLog();
    }

    /**
     * The newest records of a deployment, by when they were asked for; 0 for none.
     *
     * @param confirmed the newest that GitHub confirmed
     * @param underway the newest that was put on the wire and may have reached GitHub, or may be put there again
     */
    record Mark(long confirmed, long underway) {
        public static final Mark NONE = new Mark(0, 0);
    }

    /**
     * What was asked of a server with a credential lately.
     *
     * @param sent when requests were put on the wire, oldest first
     * @param limitedUntil null where no limit is known
     */
    record Usage(List<Instant> sent, Instant limitedUntil) {
        public static final Usage NONE = new Usage(List.of(), null);

        public Usage {
            sent = List.copyOf(sent);
        }
    }
}
