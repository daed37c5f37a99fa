package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The numbers of a cluster's deployments that a build created, updated and so on at GitHub.
 *
 * <p>Serialized by XStream and in program.dat, so it has only plain fields.
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public final class ClusterSummary implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Separates the step's name from the deployment's part in the ID of a record. */
    public static final String SEPARATOR = "-";

    /** Identifies the step within the build. */
    private final String step;

    private final String logicalEnvironment;
    private final String physicalEnvironment;
    private final String cluster;
    private final int created;
    private final int updated;
    private final int decommissioned;
    private final int unchanged;
    private final int skipped;

    /**
     * @param physicalEnvironment null if there is none
     * @param unchanged the deployments that were not sent
     * @param skipped the containers and pods for which there is no record
     */
    public ClusterSummary(
            String step,
            String logicalEnvironment,
            @CheckForNull String physicalEnvironment,
            String cluster,
            int created,
            int updated,
            int decommissioned,
            int unchanged,
            int skipped) {
        this.step = step;
        this.logicalEnvironment = logicalEnvironment;
        this.physicalEnvironment = physicalEnvironment;
        this.cluster = cluster;
        this.created = created;
        this.updated = updated;
        this.decommissioned = decommissioned;
        this.unchanged = unchanged;
        this.skipped = skipped;
    }

    /** Whether the record with this ID belongs to the cluster's step. */
    public boolean isOf(String recordId) {
        return recordId.startsWith(step + SEPARATOR);
    }

    public String getStep() {
        return step;
    }

    @Exported
    public String getLogicalEnvironment() {
        return logicalEnvironment;
    }

    @CheckForNull
    @Exported
    public String getPhysicalEnvironment() {
        return physicalEnvironment;
    }

    @Exported
    public String getCluster() {
        return cluster;
    }

    @Exported
    public int getCreated() {
        return created;
    }

    @Exported
    public int getUpdated() {
        return updated;
    }

    @Exported
    public int getDecommissioned() {
        return decommissioned;
    }

    @Exported
    public int getUnchanged() {
        return unchanged;
    }

    @Exported
    public int getSkipped() {
        return skipped;
    }

    /** Returns the counts in words. */
    public String getCounts() {
        return Messages.ClusterSummary_counts(
                String.valueOf(created),
                String.valueOf(updated),
                String.valueOf(decommissioned),
                String.valueOf(unchanged),
                String.valueOf(skipped));
    }
}
