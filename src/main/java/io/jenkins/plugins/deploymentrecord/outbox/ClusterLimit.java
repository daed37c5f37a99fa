package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Allows a single open shared request for each cluster, regardless of credentials and environments, until GitHub has
 * certainly finished the request. Confined to the outbox's thread.
 */
final class ClusterLimit {

    private final Timers timers;
    private final Consumer<List<KeyQueue>> ready;
    /** The keys that wait for the end of their cluster's open request. */
    private final Map<Cluster, Set<KeyQueue>> waiting = new HashMap<>();

    /** A cluster at GitHub. */
    record Cluster(String apiUrl, String organization, String name) {

        static Cluster of(DeploymentKey key) {
            return new Cluster(key.apiUrl(), key.organization(), key.cluster());
        }
    }

    /** @param ready receives the keys that waited for a request that has ended */
    ClusterLimit(Timers timers, Consumer<List<KeyQueue>> ready) {
        this.timers = timers;
        this.ready = ready;
    }

    /** Whether an entry that may share a request must wait for the open shared request of its cluster. */
    boolean holdsBack(QueuedEntry queued) {
        return queued.mayShareRequest() && waiting.containsKey(Cluster.of(queued.entry.key()));
    }

    /** Makes a key wait for the end of its cluster's open request. */
    void await(KeyQueue key) {
        waiting.get(Cluster.of(key.key)).add(key);
    }

    /**
     * Registers a request of several entries as its cluster's open request. A request of one entry is always allowed.
     *
     * @return false if another request of the cluster is open
     */
    boolean begin(Request request) {
        if (request.entries.size() < 2) {
            return true;
        }
        Cluster cluster = Cluster.of(request.entries.getFirst().entry.key());
        if (waiting.putIfAbsent(cluster, new LinkedHashSet<>()) != null) {
            return false;
        }
        request.cluster = cluster;
        return true;
    }

    /** Called if the request has ended or is not sent. */
    void end(Request request) {
        Cluster cluster = request.cluster;
        request.cluster = null;
        if (cluster == null) {
            return;
        }
        if (request.isInDoubt) {
            timers.at(timers.now() + KeyQueue.MUTE, () -> end(cluster));
        } else {
            end(cluster);
        }
    }

    private void end(Cluster cluster) {
        ready.accept(List.copyOf(waiting.remove(cluster)));
    }
}
