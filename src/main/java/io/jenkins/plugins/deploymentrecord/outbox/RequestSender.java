package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ClusterRequest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends requests to GitHub. Called on the outbox's thread: must not block. */
public interface RequestSender {

    /** The maximum number of entries in a request. */
    int MAX_ENTRIES = ClusterRequest.MAX_RECORDS;

    /**
     * Sends a request.
     *
     * @param entries 1 to 1,000 entries of the same server, credential, organization, environments and cluster, with
     *     different keys. If there are several entries, the name of their cluster is valid in a shared request, and
     *     each digest has only one name and version
     * @return an answer for each entry, in the order of the entries. If the future fails because of an error in the
     *     sender, the entries are in doubt and are sent again. The future is cancelled when Jenkins shuts down, which
     *     must end the call.
     */
    CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token);

    /**
     * Reads from GitHub to find the reason why GitHub did not find the organization, the repository or the artifact of
     * an entry that is about to be refused.
     *
     * @return the refusal, with a more precise message if possible; must complete within seconds. If the future fails,
     *     the original refusal is used. The future is cancelled when Jenkins shuts down, which must end the calls.
     */
    default CompletableFuture<GitHubException> explain(
            OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
        return CompletableFuture.completedFuture(refusal);
    }

    /** The outcome of a request for one of its entries. */
    sealed interface Answer {}

    /** GitHub has the record. */
    record Confirmed(DeploymentRecordResponse record) implements Answer {}

    /**
     * GitHub did not confirm the record.
     *
     * @param inDoubt whether GitHub may still be processing the request; false if GitHub answered, or if no data left
     *     the machine
     * @param isTogether whether the whole request failed, so that another entry may be the cause
     */
    record Failed(GitHubException cause, boolean inDoubt, boolean isTogether) implements Answer {

        /** Creates a failure of this entry alone. */
        public Failed(GitHubException cause, boolean inDoubt) {
            this(cause, inDoubt, false);
        }
    }

    /**
     * GitHub refused a part of the request and accepted the rest, and it is not known to which part the entry belongs.
     */
    record Unclear(GitHubException cause) implements Answer {}
}
