package io.jenkins.plugins.deploymentrecord.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Those in line, by group: the groups take turns, so that one with a thousand records delays one with a single record by
 * one turn. Within a group the first submitted is the first, after a failed try, too. Guarded by the lock of
 * {@link Deliveries}.
 */
final class Turns {

    /** The next group first. Empty groups are not kept. */
    private final LinkedHashMap<String, TreeMap<Long, PendingDelivery>> groups = new LinkedHashMap<>();

    private int size;

    void add(PendingDelivery delivery) {
        groups.computeIfAbsent(delivery.request.group(), group -> new TreeMap<>())
                .put(delivery.number, delivery);
        size++;
    }

    /** Without effect where it is not in line. */
    void remove(PendingDelivery delivery) {
        TreeMap<Long, PendingDelivery> group = groups.get(delivery.request.group());
        if (group == null || group.remove(delivery.number) == null) {
            return;
        }
        size--;
        if (group.isEmpty()) {
            groups.remove(delivery.request.group());
        }
    }

    /** Whose turn it is, or null. */
    PendingDelivery first() {
        return groups.isEmpty()
                ? null
                : groups.firstEntry().getValue().firstEntry().getValue();
    }

    /** A record went in the turn of this group. */
    void served(String group) {
        TreeMap<Long, PendingDelivery> members = groups.get(group);
        if (members != null) {
            groups.putLast(group, members);
        }
    }

    int size() {
        return size;
    }

    List<PendingDelivery> all() {
        var all = new ArrayList<PendingDelivery>(size);
        groups.values().forEach(group -> all.addAll(group.values()));
        return all;
    }
}
