package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Instant;

/**
 * The present activity of an entry, or the reason for its wait.
 *
 * @param until the end of the wait by the wall clock; null if not known
 * @param text the progress in words, for a build's log
 */
public record Progress(Stage stage, Instant until, String text) {

    /** The kind of activity or wait. */
    public enum Stage {
        /** Being written to the journal. */
        WRITING,
        /** An administrator must choose Deliver or Discard first. */
        HELD,
        /** No server with the entry's API URL is configured. */
        NO_SERVER,
        /** Nothing is sent yet, as GitHub may still be processing a request of the previous process. */
        START,
        /** Another entry of the key is sent first. */
        ORDER,
        /** GitHub may still be processing another entry of the key. */
        MUTED,
        /** Waits for the next attempt, after an attempt that failed. */
        RETRY,
        /** Waits for the credential's next look-up, after a look-up that failed. */
        CREDENTIAL,
        /** Waits for the end of a limit that GitHub announced. */
        LIMIT,
        /** Waits for its turn or for the configured rate. */
        TURN,
        /** The token is being looked up. */
        LOOKING_UP,
        /** Waits for GitHub's answer. */
        IN_FLIGHT,
        /** Has ended. */
        ENDED
    }
}
