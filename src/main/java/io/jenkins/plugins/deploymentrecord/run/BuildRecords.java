package io.jenkins.plugins.deploymentrecord.run;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The records of a build, as its pages show them.
 *
 * @param all in the order in which they were requested
 * @param clusters the counts of each step that recorded a cluster
 */
@Restricted(NoExternalUse.class)
public record BuildRecords(List<DeploymentRecordView> all, List<ClusterSummary> clusters) {

    /** A page of the records, as a request names it. */
    public RecordsPage page(StaplerRequest2 request) {
        return RecordsPage.of(all, request.getParameter("state"), request.getParameter("page"));
    }

    /** Those that no step for a cluster recorded. */
    public List<DeploymentRecordView> singles() {
        return all.stream()
                .filter(record -> clusters.stream().noneMatch(summary -> summary.isOf(record.getKey())))
                .toList();
    }

    /** The records of a cluster by their states, such as for a link to those that failed. */
    public List<RecordsPage.StateCount> states(ClusterSummary summary) {
        return RecordsPage.counts(
                all.stream().filter(record -> summary.isOf(record.getKey())).toList());
    }

    /** Whether more than one record failed, and the reader may send them again. */
    public boolean isSendableAgain() {
        return all.stream().filter(record -> record.getActs().isSendableAgain()).count() > 1;
    }
}
