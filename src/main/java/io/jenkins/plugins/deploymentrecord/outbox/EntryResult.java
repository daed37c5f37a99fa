package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import java.util.List;

/**
 * How an entry ended.
 *
 * @param at milliseconds since 1970, by the wall clock
 * @param message why, for a person; null if it was recorded
 * @param by the ID of the user who discarded it, else null
 * @param answer GitHub's; null unless it was recorded, and perhaps then, if the answer was lost in a kill
 * @param mayBeAtGitHub whether GitHub may have the record although it did not confirm it
 * @param attempts how many requests were made
 * @param failures the failed attempts, oldest first; of many, the first and the last
 * @param nobodyWaited whether no build was attached
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EntryResult(
        Kind kind,
        long at,
        String message,
        String by,
        DeploymentRecordResponse answer,
        boolean mayBeAtGitHub,
        int attempts,
        List<Failure> failures,
        boolean nobodyWaited) {

    /** The only ways in which an entry ends. */
    public enum Kind {
        /** GitHub confirmed it. */
        RECORDED,
        /** GitHub confirmed a newer record of the same key. */
        SUPERSEDED,
        /** The same again would fail again. */
        REFUSED,
        /** Its time is over. */
        GIVEN_UP,
        /** A person took it back. */
        DISCARDED;

        /** Whether a person may have to do something. */
        public boolean isFailure() {
            return this == REFUSED || this == GIVEN_UP;
        }
    }

    /**
     * An attempt that did not succeed.
     *
     * @param at milliseconds since 1970, by the wall clock
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(long at, String text) {}

    public EntryResult {
        failures = failures == null ? List.of() : List.copyOf(failures);
    }
}
