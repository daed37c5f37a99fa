package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import java.util.List;

/**
 * The result of an entry.
 *
 * @param at milliseconds since 1970, by the wall clock
 * @param message the reason in words; null if the entry was recorded
 * @param by the ID of the user who discarded the entry; otherwise null
 * @param answer GitHub's answer; null unless the entry was recorded; may be null for a recorded entry if Jenkins was
 *     killed
 * @param mayBeAtGitHub whether GitHub may have the record although GitHub did not confirm it
 * @param attempts the number of requests
 * @param failures the failed attempts, oldest first; only the first and the last if there were many
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

    /** The ways in which an entry can end. */
    public enum Kind {
        /** Confirmed by GitHub. */
        RECORDED,
        /** Not delivered, as GitHub confirmed a newer record of the same key. */
        SUPERSEDED,
        /** Refused for a reason that a further attempt would not change. */
        REFUSED,
        /** Not confirmed before its deadline. */
        GIVEN_UP,
        /** Discarded by a person. */
        DISCARDED;

        /** Whether the result may require an action by a person. */
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
