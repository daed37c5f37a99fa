package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A workload of the cluster: the object that a person deployed, and that creates the pods.
 *
 * @param kind such as Deployment, StatefulSet or CronJob; ReplicaSet and Job only if they have no owner
 */
public record Workload(String namespace, String kind, String name) implements Serializable, Comparable<Workload> {

    private static final Comparator<Workload> ORDER = Comparator.comparing(Workload::namespace)
            .thenComparing(Workload::name)
            .thenComparing(Workload::kind);

    @Override
    public int compareTo(Workload other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + ' ' + namespace + '/' + name;
    }
}
