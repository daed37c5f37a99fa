package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Instant;

/**
 * What a record waits for.
 *
 * @param until the end, by the wall clock when the wait began: of a turn, when all in line could have gone; of all else,
 *     not before it. Null where it is an answer that is waited for, which takes as long as it takes
 * @param text the same for a person, fit for a build's log
 */
public record Wait(Reason reason, Instant until, String text) {

    /** Why a record is not on its way. */
    public enum Reason {
        /** Its turn among those that share the pace. */
        TURN,
        /** The end of a limit that GitHub told of. */
        LIMIT,
        /** The next try. */
        RETRY,
        /** Another record of the same deployment. */
        ORDER
    }
}
