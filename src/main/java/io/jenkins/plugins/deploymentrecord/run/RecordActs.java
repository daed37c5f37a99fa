package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The actions that a reader may take on a record.
 *
 * @param job null if it was deleted
 */
@Restricted(NoExternalUse.class)
public record RecordActs(@CheckForNull Job<?, ?> job, HistoryEntry record) {

    /** Whether it is still being delivered, and the reader may discard it; whoever may cancel the build may. */
    public boolean isDiscardable() {
        return !record.state().isEnd() && job != null && job.hasPermission(Item.CANCEL);
    }

    /** Whether it was refused or given up, and the reader may send it again; whoever may build the job may. */
    public boolean isSendableAgain() {
        boolean hasFailed =
                record.state() == HistoryEntry.State.REFUSED || record.state() == HistoryEntry.State.GIVEN_UP;
        return hasFailed && isBuildable();
    }

    public boolean isBuildable() {
        return job != null && job.hasPermission(Item.BUILD);
    }

    /** Whether GitHub can be asked for it, and the reader may do so; whoever may build the job may. */
    public boolean isComparable() {
        return record.state() != HistoryEntry.State.INVALID
                && record.state() != HistoryEntry.State.SUPERSEDED
                && isBuildable();
    }

    /** The parameters that name it within its build. */
    public Map<String, String> getFields() {
        return Map.of("key", record.id());
    }
}
