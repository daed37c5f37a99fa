package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;

/**
 * Splits refused requests, so that a bad entry does not make good entries fail. If GitHub refuses a shared request
 * without naming the bad entries, its entries are sent again at once in smaller requests of at most 100 entries, then
 * 10, then 1. An entry is therefore sent at most four times. A bad entry among 1,000 costs 31 requests; if all entries
 * are bad, they cost a ninth more than single requests.
 */
final class RequestSplit {

    private RequestSplit() {}

    /**
     * Whether the cause of the failure may be another entry of the request.
     *
     * @param entries the number of entries in the request
     */
    static boolean isDue(Failed failed, int entries) {
        return failed.isTogether()
                && entries > 1
                && switch (failed.cause()) {
                    case GitHubException.Forbidden forbidden -> true;
                    case GitHubException.NotFound notFound -> true;
                    case GitHubException.Invalid invalid -> true;
                    // the cause of other failures is the token, the network, GitHub or the cluster, not an entry
                    default -> false;
                };
    }

    /**
     * Returns the maximum number of entries in the next requests.
     *
     * @param entries the number of entries in the refused request, at least 2
     */
    static int maxTogether(int entries) {
        return entries > 100 ? 100 : entries > 10 ? 10 : 1;
    }
}
