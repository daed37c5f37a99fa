package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.List;

/** A record in the simulation and its past events. */
final class SimulatedEntry {

    final int index;
    final String id;
    final DeploymentKey key;
    final String credential;
    /** Whether GitHub refuses the record. */
    final boolean isRefused;
    /** All entries of the key, including this entry. */
    final List<SimulatedEntry> siblings;

    /** Null until the record is requested. */
    OutboxEntry entry;
    /** Whether the build was informed that the entry is on the disk. */
    boolean isAccepted;
    /** Whether the build was killed before the entry was accepted, so that the entry is not submitted again. */
    boolean isLost;

    /** Whether the present process has written the entry to the journal. */
    boolean isAdmitted;
    /** Whether the entry has ended in the present process, after the last manual retry. */
    boolean hasEnded;
    /** Whether a person has retried the failed entry, so that it may end again. */
    boolean mayEndAgain;

    /** The last reported result; null if there is none. */
    EntryResult result;
    /** The number of the process that reported the result. */
    int reportedBy;

    int requests;
    boolean isTaken;
    /** Whether GitHub's confirmation reached a process and was not lost in a kill. */
    boolean isConfirmed;
    /** Whether GitHub's confirmation ever reached a process. */
    boolean wasConfirmed;

    boolean isDiscarded;

    SimulatedEntry(int index, DeploymentKey key, String credential, boolean isRefused, List<SimulatedEntry> siblings) {
        this.index = index;
        this.id = "job/build/" + index;
        this.key = key;
        this.credential = credential;
        this.isRefused = isRefused;
        this.siblings = siblings;
    }

    boolean isNewerThan(SimulatedEntry other) {
        return entry != null && entry.number().compareTo(other.entry.number()) > 0;
    }

    boolean endedAs(EntryResult.Kind... kinds) {
        return result != null && List.of(kinds).contains(result.kind());
    }

    @Override
    public String toString() {
        return index + " of " + key.deploymentName() + " (" + (entry == null ? "not requested" : entry.number()) + ", "
                + (result == null ? "no result" : result.kind()) + ", " + requests + " requests)";
    }
}
