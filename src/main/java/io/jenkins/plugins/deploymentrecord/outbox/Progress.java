package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Instant;

/** The present activity of an entry, or the reason for its wait.
 *
 * @param until by the wall clock, when it is known; else null
 * @param text the same for a person, fit for a build's log
 */
public record Progress(Stage stage, Instant until, String text) {

    /** Where an entry stands. */
    public enum Stage {
        /** Being written to the journal. */
        WRITING,
        /** An administrator must choose Deliver or Discard first. */
        HELD,
        /** No server with its API URL is configured. */
        NO_SERVER,
        /** Nothing is sent yet: GitHub may still be processing a request of the process before this. */
        START,
        /** Another entry of its key is sent first. */
        ORDER,
        /** GitHub may still be processing another entry of its key. */
        MUTED,
        /** The next attempt, after an attempt that failed. */
        RETRY,
        /** The credential's next look-up, after a look-up that failed. */
        CREDENTIAL,
        /** The end of a limit that GitHub announced. */
        LIMIT,
        /** The configured rate, or its turn. */
        TURN,
        /** The token is being looked up. */
        LOOKING_UP,
        /** GitHub's answer. */
        IN_FLIGHT,
        /** It ended. */
        ENDED
    }
}
