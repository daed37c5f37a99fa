package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How many shared requests of a cluster may be open: one, whatever their credentials and environments, until GitHub cannot
 * be processing it any more. For the outbox's thread.
 */
final class ClusterLimit {

    private final Timers timers;
    private final Consumer<List<KeyQueue>> ready;
    /** Of each cluster with an open request, the keys that wait for its end. */
    private final Map<Cluster, Set<KeyQueue>> waiting = new HashMap<>();

    /** A cluster at GitHub. */
    record Cluster(String apiUrl, String organization, String name) {

        static Cluster of(DeploymentKey key) {
            return new Cluster(key.apiUrl(), key.organization(), key.cluster());
        }
    }

    /** @param ready takes the keys that waited for a request that is over */
    ClusterLimit(Timers timers, Consumer<List<KeyQueue>> ready) {
        this.timers = timers;
        this.ready = ready;
    }

    /** Whether an entry that could share a request must wait, as such a request of its cluster is underway. */
    boolean holdsBack(QueuedEntry queued) {
        return queued.mayShareRequest() && waiting.containsKey(Cluster.of(queued.entry.key()));
    }

    /** The newest entry of the key is held back. */
    void await(KeyQueue key) {
        waiting.get(Cluster.of(key.key)).add(key);
    }

    /**
     * Lets a request of several entries be sent; a request of one entry always may.
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

    /** The request is over, or is not sent. */
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
