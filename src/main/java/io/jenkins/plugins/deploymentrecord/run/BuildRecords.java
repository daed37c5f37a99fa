package io.jenkins.plugins.deploymentrecord.run;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The records of a build on its pages.
 *
 * @param all in the order in which they were requested
 * @param clusters the counts of each step that recorded a cluster
 */
@Restricted(NoExternalUse.class)
public record BuildRecords(List<DeploymentRecordView> all, List<ClusterSummary> clusters) {

    /** Returns the requested page of the records. */
    public RecordsPage page(StaplerRequest2 request) {
        return RecordsPage.of(all, request.getParameter("state"), request.getParameter("page"));
    }

    /** Returns the records of steps for single deployments. */
    public List<DeploymentRecordView> singles() {
        return all.stream()
                .filter(record -> clusters.stream().noneMatch(summary -> summary.isOf(record.getKey())))
                .toList();
    }

    /** Returns the number of a cluster's records by state, such as for a link to the failed records. */
    public List<RecordsPage.StateCount> states(ClusterSummary summary) {
        return RecordsPage.counts(
                all.stream().filter(record -> summary.isOf(record.getKey())).toList());
    }

    /** Whether more than one record failed and the user may send them again. */
    public boolean isSendableAgain() {
        return all.stream()
                        .filter(record -> record.getAvailableActions().isSendableAgain())
                        .count()
                > 1;
    }
}
