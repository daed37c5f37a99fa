package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ClusterRequest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes requests to GitHub. Called on the outbox's thread: must not block. */
public interface RequestSender {

    /** The most entries of one request. */
    int MAX_ENTRIES = ClusterRequest.MAX_RECORDS;

    /**
     * Makes one request.
     *
     * @param entries 1 to 1,000, of one server, credential, organization, environments and cluster; each of another key.
     *     Several have a cluster that fits a request for a whole cluster, and one name and version for each digest
     * @return an answer for each entry, in their order. It fails only if the sender itself does; then the entries are in
     *     doubt and are sent again. It is cancelled when Jenkins shuts down, which must end the call.
     */
    CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token);

    /**
     * Finds out by reading why GitHub did not find the organization, the repository or the artifact of an entry that is
     * about to end with that refusal.
     *
     * @return the refusal with more in its message, or as it is; must complete within seconds. If it fails, the refusal
     *     stays as it is. It is cancelled when Jenkins shuts down, which must end the calls.
     */
    default CompletableFuture<GitHubException> explain(
            OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
        return CompletableFuture.completedFuture(refusal);
    }

    /** The outcome of one entry of a request. */
    sealed interface Answer {}

    /** GitHub has the record. */
    record Confirmed(DeploymentRecordResponse record) implements Answer {}

    /**
     * GitHub did not confirm the record.
     *
     * @param inDoubt whether GitHub may be processing the request all the same: false if it answered, or if nothing left
     *     the machine
     * @param isTogether whether the failure is that of the whole request, so that another entry may be the cause
     */
    record Failed(GitHubException cause, boolean inDoubt, boolean isTogether) implements Answer {

        /** The failure of the entry itself. */
        public Failed(GitHubException cause, boolean inDoubt) {
            this(cause, inDoubt, false);
        }
    }

    /** GitHub refused a part of the request and took the rest, and it cannot be told to which part the entry belongs. */
    record Unclear(GitHubException cause) implements Answer {}
}
