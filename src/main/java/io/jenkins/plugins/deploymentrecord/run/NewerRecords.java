package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Finds newer records of all jobs, so that the page of a job can show that its record is no longer the newest state.
 */
@Restricted(NoExternalUse.class)
public interface NewerRecords extends ExtensionPoint {

    /**
     * @return the newer records of each deployment, oldest first; has no entry for a deployment without newer records
     */
    @NonNull
    Map<DeploymentKey, List<Newer>> of(@NonNull List<HistoryEntry> records);

    static Map<DeploymentKey, List<Newer>> find(List<HistoryEntry> records) {
        return ExtensionList.lookupFirst(NewerRecords.class).of(records);
    }

    /** A newer record of a deployment. */
    @ExportedBean(defaultVisibility = 3)
    final class Newer {

        private final DeploymentRecordView record;
        private final boolean isConfirmed;

        /**
         * @param record null if the user may not read the record's job
         * @param isConfirmed whether GitHub has the record
         */
        public Newer(@CheckForNull DeploymentRecordView record, boolean isConfirmed) {
            this.record = record;
            this.isConfirmed = isConfirmed;
        }

        /** Returns the record; null if the user may not read the record's job. */
        @CheckForNull
        @Exported(inline = true)
        public DeploymentRecordView getRecord() {
            return record;
        }

        /** Whether GitHub has the record. */
        @Exported
        public boolean isConfirmed() {
            return isConfirmed;
        }
    }
}
