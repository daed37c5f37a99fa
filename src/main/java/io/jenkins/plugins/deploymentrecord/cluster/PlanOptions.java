package io.jenkins.plugins.deploymentrecord.cluster;

/**
 * What a call sends.
 *
 * @param full whether records are sent although nothing changed
 * @param decommission null unless deployments that are gone are to be decommissioned
 */
public record PlanOptions(boolean full, Decommissioning decommission) {

    /** Only what changed is sent, and nothing is decommissioned. */
    public static final PlanOptions CHANGES = new PlanOptions(false, null);
}
