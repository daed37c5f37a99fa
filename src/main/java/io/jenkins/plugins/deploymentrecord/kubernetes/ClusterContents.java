package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * The contents of a list. They do not depend on the order of the list's items.
 *
 * @param containers one entry for each workload and container, sorted by workload and container name
 * @param skipped the containers and pods inside the filter for which there is no record
 * @param existing every workload that the list shows, inside the filter or not: as an item of the list, or as the owner
 *     of a pod, ReplicaSet or Job. Includes workloads without running pods
 * @param listedKinds the kinds of workload that are items of the list. A workload without pods is visible only if its
 *     kind is listed
 * @param pods the number of pods in the list, inside the filter or not
 * @param notices sentences about doubtful items, such as a tag that is too long
 */
public record ClusterContents(
        List<RunningContainer> containers,
        List<SkippedContainer> skipped,
        Set<Workload> existing,
        Set<String> listedKinds,
        int pods,
        List<String> notices)
        implements Serializable {

    /**
     * Whether workloads are items of the list, so that a workload without pods can be distinguished from a deleted
     * workload.
     */
    public boolean workloadsListed() {
        return !listedKinds.isEmpty();
    }
}
