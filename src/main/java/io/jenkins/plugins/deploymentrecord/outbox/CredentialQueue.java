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
 * The entries of one credential that could be sent now. Jobs take turns, so that a job with a thousand entries delays a
 * job with a single entry by one request. For the outbox's thread.
 */
final class CredentialQueue {

    /** Of its store and ID, or of its context and ID; see {@link TokenLookup#credentialOf}. */
    final String name;
    /** Under which GitHub counts its requests; the credential's own until the first token is known. */
    Account account;

    /** Not null while its token is looked up. */
    Request lookingUp;
    /** How many look-ups in a row failed. */
    int failures;
    /** Not before then is it looked up again. */
    long lookUpAt = Long.MIN_VALUE;
    /** Why; null if the last look-up succeeded. */
    String lastFailure;

    Timers.Timer timer;

    private final LinkedHashMap<String, TreeSet<QueuedEntry>> jobs = new LinkedHashMap<>();
    private final Map<SharedRequest, TreeSet<QueuedEntry>> shareable = new HashMap<>();
    private int size;

    /** The fields that entries of a request share, beside the server and the credential. */
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

    /** The entry whose turn it is. */
    QueuedEntry first() {
        return jobs.firstEntry().getValue().first();
    }

    /** The entries that could go in a request with it, as far as it is told by their keys; itself included. */
    List<QueuedEntry> beside(QueuedEntry queued) {
        return queued.mayShareRequest() ? List.copyOf(shareable.get(SharedRequest.of(queued))) : List.of(queued);
    }

    /**
     * Takes out the entries of the next request: of the job whose turn it is, and those that may go along. Entries that
     * disagree about an artifact do not go together.
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
