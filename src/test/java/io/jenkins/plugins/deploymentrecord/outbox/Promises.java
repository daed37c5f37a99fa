package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the outbox's guarantees at each event of the simulation: no accepted entry is lost, the newest entry of a key
 * is sent first, an older entry never overwrites a confirmed newer entry, and each entry's result is reported once.
 * After a kill, only those deviations are allowed that follow from the contents of the disk.
 */
final class Promises {

    private final VirtualTime time;
    private final List<String> broken = new ArrayList<>();
    private SequenceNumber lastNumber = SequenceNumber.NONE;
    private int process;
    /** Whether entries may be given up, because of a long outage or a look-up that hangs. */
    boolean mayGiveUp;

    Promises(VirtualTime time) {
        this.time = time;
    }

    void broke(String promise) {
        broken.add(promise + ", at " + time.elapsed());
    }

    List<String> broken() {
        return broken;
    }

    /** Returns the number of the present process. */
    int process() {
        return process;
    }

    void processGone() {
        process++;
    }

    /**
     * Called when a process starts.
     *
     * @param waiting the entries that wait in the journal
     * @param watermarks the newest confirmed number of each key on the disk
     */
    void started(
            Collection<SimulatedEntry> entries,
            Set<SimulatedEntry> waiting,
            Map<DeploymentKey, SequenceNumber> watermarks) {
        for (SimulatedEntry entry : entries) {
            if (entry.entry == null) {
                continue;
            }
            SequenceNumber watermark = watermarks.getOrDefault(entry.key, SequenceNumber.NONE);
            entry.isAdmitted = waiting.contains(entry);
            entry.hasEnded = false;
            entry.mayEndAgain = false;
            if (entry.isAccepted && !entry.isAdmitted) {
                if (entry.result == null) {
                    broke(entry + " was accepted, and is lost");
                } else if (entry.isConfirmed && watermark.compareTo(entry.entry.number()) < 0) {
                    broke(entry + " was confirmed, and the watermark is lost");
                } else if (entry.endedAs(Kind.SUPERSEDED) && watermark.compareTo(entry.entry.number()) <= 0) {
                    broke(entry + " was superseded, and the watermark is lost");
                }
            }
            // the confirmation is not on the disk, so the entry is sent again
            entry.isConfirmed &= watermark.compareTo(entry.entry.number()) >= 0;
        }
    }

    void numbered(SequenceNumber number) {
        if (number.compareTo(lastNumber) <= 0) {
            broke(number + " was given out after " + lastNumber);
        }
        lastNumber = number;
    }

    /** Called when an entry has been written to the journal and waits for its turn. */
    void admitted(SimulatedEntry entry) {
        entry.isAdmitted = true;
    }

    void accepted(SimulatedEntry entry, String id) {
        entry.isAccepted = true;
        if (!entry.id.equals(id)) {
            broke(entry + " has another ID: " + id);
        }
    }

    void sent(SimulatedEntry entry) {
        entry.requests++;
        if (entry.mayEndAgain) {
            entry.isAdmitted = true;
            entry.hasEnded = false;
        }
        if (!entry.isAdmitted) {
            broke(entry + " was sent before it was written down");
        }
        if (entry.hasEnded) {
            broke(entry + " was sent after it had ended");
        }
        for (SimulatedEntry sibling : entry.siblings) {
            if (sibling.isNewerThan(entry)) {
                if (sibling.isConfirmed) {
                    broke(entry + " was sent though " + sibling + " was confirmed");
                } else if (sibling.isAdmitted && !sibling.hasEnded) {
                    broke(entry + " was sent before " + sibling);
                }
            }
        }
    }

    void confirmed(SimulatedEntry entry) {
        entry.isConfirmed = true;
        entry.wasConfirmed = true;
    }

    /** Called when the outbox reports the end of an entry; from now on the entry must not be sent. */
    void ended(SimulatedEntry entry, EntryResult result) {
        if (entry.hasEnded && !entry.mayEndAgain) {
            broke(entry + " ended again: " + result.kind());
        }
        entry.hasEnded = true;
    }

    /** Called when the histories have the result of an entry. */
    void reported(SimulatedEntry entry, EntryResult result) {
        if (entry.result != null && entry.reportedBy == process && !entry.mayEndAgain) {
            broke(entry + " has a second result: " + result.kind());
        }
        entry.mayEndAgain = false;
        entry.result = result;
        entry.reportedBy = process;
        boolean isExcused = entry.isRefused || String.valueOf(result.message()).contains("bad credentials");
        if (result.kind() == Kind.REFUSED && !isExcused) {
            broke(entry + " was refused for no reason: " + result.message());
        }
        if (result.kind() == Kind.GIVEN_UP && !mayGiveUp) {
            broke(entry + " was given up though it could be delivered");
        }
        if (result.kind() == Kind.DISCARDED && !entry.isDiscarded) {
            broke(entry + " was discarded by nobody");
        }
    }

    /**
     * Called at the end of the simulation.
     *
     * @param state GitHub's record of each key
     */
    void end(Collection<SimulatedEntry> entries, int waiting, Map<DeploymentKey, SimulatedEntry> state) {
        if (waiting > 0) {
            broke(waiting + " entries did not end");
        }
        for (SimulatedEntry entry : entries) {
            if (entry.isAccepted && entry.result == null) {
                broke(entry + " was accepted, and has no result");
            }
            if (entry.isTaken && entry.result != null && entry.result.kind().isFailure() && !isDoubtful(entry)) {
                broke(entry + " is or was at GitHub, and its result denies it");
            }
            if (entry == entry.siblings.getFirst()) {
                checkState(entry, state.get(entry.key));
            }
        }
    }

    private static boolean isDoubtful(SimulatedEntry entry) {
        return entry.result != null && entry.result.mayBeAtGitHub();
    }

    /** Checks that GitHub has the newest entry that GitHub accepted; entries that ended in doubt are excused. */
    private void checkState(SimulatedEntry first, SimulatedEntry has) {
        SimulatedEntry newest = null;
        for (SimulatedEntry entry : first.siblings) {
            if (entry.endedAs(Kind.RECORDED, Kind.SUPERSEDED) && (newest == null || entry.isNewerThan(newest))) {
                newest = entry;
            }
        }
        if (newest == null) {
            return;
        }
        SimulatedEntry last = newest;
        if (last.endedAs(Kind.SUPERSEDED)
                && last.siblings.stream().noneMatch(other -> other.wasConfirmed && other.isNewerThan(last))) {
            broke(last + " was superseded by nothing");
        }
        boolean wasNeverSafe = has != null && !has.isAccepted && has.result == null;
        boolean isExcused = has != null && has.isNewerThan(last) && (isDoubtful(has) || wasNeverSafe);
        if (has != last && !isExcused) {
            broke("GitHub has " + has + ", and the newest is " + last);
        }
    }
}
