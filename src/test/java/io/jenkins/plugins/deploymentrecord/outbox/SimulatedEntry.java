package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.List;

/** A record in the simulation, and all that happened to it. */
final class SimulatedEntry {

    final int index;
    final String id;
    final DeploymentKey key;
    final String credential;
    /** GitHub does not accept it. */
    final boolean isRefused;
    /** All entries of its key, this entry among them. */
    final List<SimulatedEntry> siblings;

    /** Null until it is requested. */
    OutboxEntry entry;
    /** Its build was told that it is safe. */
    boolean isAccepted;
    /** Its build was killed before that, so that nobody submits it again. */
    boolean isLost;

    /** In the present process: it was written down. */
    boolean isAdmitted;
    /** In the present process, and since a person retried it, if a person did. */
    boolean hasEnded;
    /** A person retried it after it had failed, so that it may end once more. */
    boolean mayEndAgain;

    /** As told last; null before. */
    EntryResult result;
    /** The number of the process that told the result. */
    int toldBy;

    int requests;
    boolean isTaken;
    /** GitHub's confirmation reached a process, and no kill has undone that. */
    boolean isConfirmed;
    /** The same, whether or not a kill has undone it. */
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
