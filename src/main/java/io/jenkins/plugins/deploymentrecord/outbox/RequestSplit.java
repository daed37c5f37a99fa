package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;

/**
 * One bad entry takes no good entry down. If GitHub refuses a shared request without saying which entries it means, its
 * entries are sent again at once, a tenth of the largest request together: at most 100, then 10, then each alone. So an
 * entry is sent at most four times for that. A bad entry among 1,000 costs 31 requests; if all are bad, they cost a ninth
 * more than single requests.
 */
final class RequestSplit {

    private RequestSplit() {}

    /**
     * Whether the answer may be meant for another entry of the request.
     *
     * @param entries of the request
     */
    static boolean isDue(Failed failed, int entries) {
        return failed.isTogether()
                && entries > 1
                && switch (failed.cause()) {
                    case GitHubException.Forbidden forbidden -> true;
                    case GitHubException.NotFound notFound -> true;
                    case GitHubException.Invalid invalid -> true;
                    // the rest is said of the token, the network, GitHub or the cluster, whatever the entries are
                    default -> false;
                };
    }

    /**
     * How many entries may go together next.
     *
     * @param entries of the request that GitHub refused, at least 2
     */
    static int maxTogether(int entries) {
        return entries > 100 ? 100 : entries > 10 ? 10 : 1;
    }
}
