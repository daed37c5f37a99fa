package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ArtifactLabels;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The entries of a credential that can be sent now. Jobs take turns, so that a job with a thousand entries delays a job
 * with a single entry by one request. Confined to the outbox's thread.
 */
final class CredentialQueue {

    /** Composed of the store and the ID, or of the context and the ID; see {@link TokenLookup#credentialOf}. */
    final String name;
    /**
     * The account for which GitHub counts the requests; an account of the credential itself until the first token is
     * known.
     */
    Account account;

    /** The request whose token is being looked up; null if there is none. */
    Request lookingUp;
    /** The number of look-ups in a row that failed. */
    int failures;
    /** The earliest time of the next look-up. */
    long lookUpAt = Long.MIN_VALUE;
    /** The reason why the last look-up failed; null if it succeeded. */
    String lastFailure;

    Timers.Timer timer;

    private final LinkedHashMap<String, TreeSet<QueuedEntry>> jobs = new LinkedHashMap<>();
    private final Map<SharedRequest, TreeSet<QueuedEntry>> shareable = new HashMap<>();
    private int size;

    /** The fields that all entries of a shared request have in common, in addition to the server and the credential. */
    private record SharedRequest(
            String organization, String logical, String physical, String cluster, int maxTogether) {

        static SharedRequest of(QueuedEntry queued) {
            DeploymentKey key = queued.entry.key();
            return new SharedRequest(
                    key.organization(),
                    key.logicalEnvironment(),
                    key.physicalEnvironment(),
                    key.cluster(),
                    queued.maxTogether);
        }
    }

    CredentialQueue(String name, Account account) {
        this.name = name;
        this.account = account;
    }

    void add(QueuedEntry queued) {
        jobs.computeIfAbsent(queued.entry.origin().job(), job -> new TreeSet<>(QueuedEntry.BY_TIME))
                .add(queued);
        if (queued.mayShareRequest()) {
            shareable
                    .computeIfAbsent(SharedRequest.of(queued), any -> new TreeSet<>(QueuedEntry.BY_TIME))
                    .add(queued);
        }
        queued.readyAt = this;
        size++;
    }

    void remove(QueuedEntry queued) {
        remove(jobs, queued.entry.origin().job(), queued);
        if (queued.mayShareRequest()) {
            remove(shareable, SharedRequest.of(queued), queued);
        }
        queued.readyAt = null;
        size--;
    }

    private static <K> void remove(Map<K, TreeSet<QueuedEntry>> sets, K name, QueuedEntry queued) {
        TreeSet<QueuedEntry> set = sets.get(name);
        set.remove(queued);
        if (set.isEmpty()) {
            sets.remove(name);
        }
    }

    int size() {
        return size;
    }

    boolean mayLookUp(long now) {
        return size > 0 && lookingUp == null && lookUpAt <= now;
    }

    /** Returns the entry that is sent next. */
    QueuedEntry first() {
        return jobs.firstEntry().getValue().first();
    }

    /** Returns the entries whose keys allow them to share a request with the entry, including the entry itself. */
    List<QueuedEntry> beside(QueuedEntry queued) {
        return queued.mayShareRequest() ? List.copyOf(shareable.get(SharedRequest.of(queued))) : List.of(queued);
    }

    /**
     * Removes and returns the entries of the next request: the next entry of the job whose turn it is, and the entries
     * that can share its request. Entries that name different artifacts for the same digest do not share a request.
     */
    List<QueuedEntry> next() {
        var first = jobs.firstEntry();
        QueuedEntry next = first();
        var entries = new ArrayList<QueuedEntry>();
        entries.add(next);
        if (next.mayShareRequest()) {
            var artifacts = new ArtifactLabels();
            next.entry.addTo(artifacts);
            shareable.get(SharedRequest.of(next)).stream()
                    .filter(other -> other != next && other.entry.addTo(artifacts))
                    .limit(next.maxTogether - 1L)
                    .forEach(entries::add);
        }
        entries.forEach(this::remove);
        if (jobs.containsKey(first.getKey())) {
            jobs.putLast(first.getKey(), first.getValue());
        }
        return entries;
    }
}
