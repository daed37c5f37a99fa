package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * The entries of a key. At most one entry is in flight, and the newest entry is sent first. After a request that GitHub
 * may still be processing, the key is muted, except for the same entry.
 */
final class KeyQueue {

    /** GitHub ends a request's processing after 10 s. */
    static final long MUTE = Duration.ofSeconds(11).toNanos();

    final DeploymentKey key;
    private final TreeSet<QueuedEntry> entries = new TreeSet<>(QueuedEntry.BY_NUMBER);
    /** The entry that is ready, being looked up for, or in flight; null if there is none. */
    QueuedEntry busy;
    /** Fires at the end of a mute or at the time of the next attempt. */
    Timers.Timer timer;

    private long mutedUntil = Long.MIN_VALUE;
    private String mutedExceptFor;

    KeyQueue(DeploymentKey key) {
        this.key = key;
    }

    void add(QueuedEntry queued) {
        entries.add(queued);
        queued.key = this;
    }

    void remove(QueuedEntry queued) {
        entries.remove(queued);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** @return null if there are no entries */
    QueuedEntry newest() {
        return entries.isEmpty() ? null : entries.last();
    }

    List<QueuedEntry> olderThan(QueuedEntry queued) {
        return List.copyOf(entries.headSet(queued, false));
    }

    /** Mutes the key after a request of this entry that GitHub may still be processing. */
    void mute(QueuedEntry queued, long now) {
        mutedUntil = now + MUTE;
        mutedExceptFor = queued.entry.id();
    }

    boolean isMuted(long now) {
        return mutedUntil > now;
    }

    /** @param queued the entry that is to be sent; null for any entry */
    long mutedUntil(QueuedEntry queued) {
        return queued != null && queued.entry.id().equals(mutedExceptFor) ? Long.MIN_VALUE : mutedUntil;
    }
}
