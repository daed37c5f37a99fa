package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import java.util.List;

/** A record in the simulation, and what became of it. */
final class SimulatedEntry {

    final int index;
    final String id;
    /** GitHub does not accept it. */
    final boolean isRefused;
    /** All entries of its key, this entry among them. */
    final List<SimulatedEntry> siblings;

    final String credential;
    DeploymentKey key;
    OutboxEntry entry;
    SequenceNumber number;
    /** Somebody was told that it is safe. */
    boolean isAccepted;
    /** Its build was killed, so that nobody submits it again. */
    boolean isLost;
    /** By the histories. */
    EntryResult result;
    /** The number of that process. */
    int endedIn;

    int requests;
    boolean isTaken;
    boolean isConfirmed;
    boolean isDiscarded;

    SimulatedEntry(int index, String credential, boolean isRefused, List<SimulatedEntry> siblings) {
        this.index = index;
        this.id = "job/build/" + index;
        this.credential = credential;
        this.isRefused = isRefused;
        this.siblings = siblings;
    }

    boolean hasEnded(EntryResult.Kind... kinds) {
        return result != null && List.of(kinds).contains(result.kind());
    }

    @Override
    public String toString() {
        return index + " of " + (entry == null ? "?" : entry.key().deploymentName()) + " (" + number + ", "
                + (result == null ? "no result" : result.kind()) + ", " + requests + " requests)";
    }
}
