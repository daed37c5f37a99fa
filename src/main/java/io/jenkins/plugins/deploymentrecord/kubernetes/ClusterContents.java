package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * The result of reading a list. It is the same for every order of the list's items.
 *
 * @param containers one for each workload and container, sorted by them
 * @param skipped the containers and pods that give no record, within the filter
 * @param existing every workload that the list shows to exist, within the filter or not: by itself, or as the owner of a
 *     pod, ReplicaSet or Job. Those without running pods are among them
 * @param listedKinds the kinds of workload that are items of the list. A workload without pods can be seen only if its
 *     kind is among them
 * @param pods the number of pods in the list, within the filter or not
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

    /** Whether the list has workloads as items, so that a workload without pods can be told from a deleted workload. */
    public boolean workloadsListed() {
        return !listedKinds.isEmpty();
    }
}
