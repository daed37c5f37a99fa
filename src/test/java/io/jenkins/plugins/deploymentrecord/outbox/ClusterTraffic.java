package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Checks the shared requests in the simulation against GitHub's contract: the entries have the same environment and the
 * same cluster, whose name is valid in a path, different deployment names, and the same version of each artifact; a
 * cluster never has two open requests.
 */
final class ClusterTraffic {

    private final Promises promises;
    /** The number of entries of each request that GitHub may still be processing. */
    private final Map<Object, Integer> parts = new HashMap<>();
    /** The open request of each cluster. */
    private final Map<String, Object> open = new HashMap<>();

    ClusterTraffic(Promises promises) {
        this.promises = promises;
    }

    void sent(Object call, List<OutboxEntry> entries) {
        if (entries.size() < 2) {
            return;
        }
        String cluster = entries.getFirst().key().cluster();
        check(entries, cluster);
        if (open.containsKey(cluster)) {
            promises.broke("two requests of cluster " + cluster + " overlap");
        }
        open.put(cluster, call);
        parts.put(call, entries.size());
    }

    private void check(List<OutboxEntry> entries, String cluster) {
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
                promises.broke(entry.id() + " shares a request with another version of its artifact");
            }
        }
        if (!cluster.matches("c[01]") || places.size() > 1 || names.size() < entries.size() || entries.size() > 1_000) {
            promises.broke(entries.size() + " entries of " + places + " share a request");
        }
    }

    /** Called when GitHub has finished an entry of the request. */
    void processed(Object call) {
        if (parts.computeIfPresent(call, (any, left) -> left == 1 ? null : left - 1) == null) {
            open.values().remove(call);
        }
    }
}
