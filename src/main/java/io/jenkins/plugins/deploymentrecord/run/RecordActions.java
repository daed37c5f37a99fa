package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The actions that the user may perform on a record.
 *
 * @param job null if the job was deleted
 */
@Restricted(NoExternalUse.class)
public record RecordActions(@CheckForNull Job<?, ?> job, HistoryEntry record) {

    /**
     * Whether the record is still being delivered and the user may discard it, which requires the permission to cancel
     * the build.
     */
    public boolean isDiscardable() {
        return !record.state().isEnd() && job != null && job.hasPermission(Item.CANCEL);
    }

    /**
     * Whether the record was refused or given up and the user may send it again, which requires the permission to build
     * the job.
     */
    public boolean isSendableAgain() {
        boolean hasFailed =
                record.state() == HistoryEntry.State.REFUSED || record.state() == HistoryEntry.State.GIVEN_UP;
        return hasFailed && isBuildable();
    }

    public boolean isBuildable() {
        return job != null && job.hasPermission(Item.BUILD);
    }

    /**
     * Whether the record can be compared with GitHub and the user may do so, which requires the permission to build the
     * job.
     */
    public boolean isComparable() {
        return record.state() != HistoryEntry.State.INVALID
                && record.state() != HistoryEntry.State.SUPERSEDED
                && isBuildable();
    }

    /** Returns the form fields that identify the record within its build. */
    public Map<String, String> getFields() {
        return Map.of("key", record.id());
    }
}
