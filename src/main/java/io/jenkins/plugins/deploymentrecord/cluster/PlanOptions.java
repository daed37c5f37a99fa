package io.jenkins.plugins.deploymentrecord.cluster;

/**
 * Selects the records that a call sends.
 *
 * @param full whether unchanged records are sent, too
 * @param decommission null unless missing deployments are to be decommissioned
 */
public record PlanOptions(boolean full, Decommissioning decommission) {

    /** Sends only changed records, and decommissions nothing. */
    public static final PlanOptions CHANGES = new PlanOptions(false, null);
}
