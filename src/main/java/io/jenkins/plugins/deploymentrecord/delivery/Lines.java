package io.jenkins.plugins.deploymentrecord.delivery;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * The calls that are open, and the lanes that want to make the next one: they take turns, so that one whose calls hang
 * holds up no other for longer than it takes until any of the calls is answered. Guarded by the lock of
 * {@link Deliveries}.
 */
final class Lines {

    private final OpenCalls most;
    /** By host, without those that have none. */
    private final Map<String, Integer> open = new HashMap<>();

    private int openInAll;
    /** The next one first. */
    private final LinkedHashSet<Lane> ready = new LinkedHashSet<>();

    Lines(OpenCalls most) {
        this.most = most;
    }

    /** The lane has something that may go now. At the end of the line, where it is not in it. */
    void join(Lane lane) {
        ready.add(lane);
    }

    void leave(Lane lane) {
        ready.remove(lane);
    }

    boolean isWaiting(Lane lane) {
        return ready.contains(lane);
    }

    /** Whose turn it is, and is not in line any more; null where no call can be opened for any. */
    Lane next() {
        if (openInAll >= most.inAll()) {
            return null;
        }
        for (Iterator<Lane> lanes = ready.iterator(); lanes.hasNext(); ) {
            Lane lane = lanes.next();
            if (!isFull(lane.host)) {
                lanes.remove();
                return lane;
            }
        }
        return null;
    }

    boolean isFull(String host) {
        return open.getOrDefault(host, 0) >= most.ofHost();
    }

    void opened(String host) {
        openInAll++;
        open.merge(host, 1, Integer::sum);
    }

    void closed(String host) {
        openInAll--;
        open.computeIfPresent(host, (key, count) -> count == 1 ? null : count - 1);
    }
}
