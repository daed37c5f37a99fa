package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The requests of several entries in the simulation, judged by GitHub's contract: of one cluster that fits the path and one
 * environment, with different deployment names, without a disagreement about an artifact; and never two of a cluster at once.
 */
final class ClusterTraffic {

    private final Promises promises;
    /** How many entries of each request GitHub may still be processing. */
    private final Map<Object, Integer> parts = new HashMap<>();
    /** The request of each cluster. */
    private final Map<String, Object> underway = new HashMap<>();

    ClusterTraffic(Promises promises) {
        this.promises = promises;
    }

    void sent(Object call, List<OutboxEntry> entries) {
        if (entries.size() < 2) {
            return;
        }
        String cluster = entries.getFirst().key().cluster();
        judge(entries, cluster);
        if (underway.containsKey(cluster)) {
            promises.broke("two requests of cluster " + cluster + " overlap");
        }
        underway.put(cluster, call);
        parts.put(call, entries.size());
    }

    private void judge(List<OutboxEntry> entries, String cluster) {
        var places = new HashSet<List<String>>();
        var names = new HashSet<String>();
        var versions = new HashMap<String, String>();
        for (OutboxEntry entry : entries) {
            DeploymentKey key = entry.key();
            places.add(List.of(key.organization(), key.logicalEnvironment(), key.physicalEnvironment(), key.cluster()));
            names.add(key.deploymentName());
            String version = entry.parsedBody().path("version").textValue();
            String other =
                    versions.putIfAbsent(entry.parsedBody().path("digest").textValue(), version);
            if (other != null && !other.equals(version)) {
                promises.broke(entry.id() + " went with another version of its artifact");
            }
        }
        if (!cluster.matches("c[01]") || places.size() > 1 || names.size() < entries.size() || entries.size() > 1_000) {
            promises.broke(entries.size() + " entries of " + places + " went in a request");
        }
    }

    /** GitHub does not process an entry of the request any more. */
    void over(Object call) {
        if (parts.computeIfPresent(call, (any, left) -> left == 1 ? null : left - 1) == null) {
            underway.values().remove(call);
        }
    }
}
