package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Finds the cause of a 404 before its entry is refused. The reads count in the account's rate; if the rate is used up,
 * the refusal is not explained. Confined to the outbox's thread.
 */
final class Explanations {

    /** A small limit is enough, as entries that are refused at the same time usually have the same cause. */
    static final int MAX_OPEN = 4;
    /** The maximum number of reads of an explanation. */
    private static final int READS = 3;

    private final Timers timers;
    private final OutsideCalls calls;
    private final RequestSender sender;
    private final Map<Request, CompletableFuture<?>> open = new HashMap<>();
    private boolean isStopped;

    Explanations(Timers timers, OutsideCalls calls, RequestSender sender) {
        this.timers = timers;
        this.calls = calls;
        this.sender = sender;
    }

    /**
     * Begins to find the cause of the refusal of a request with a single entry.
     *
     * @param then receives the message for a person
     * @return false if the refusal is not explained, so that only its own message is available
     */
    boolean begin(Request request, GitHubException refusal, Consumer<String> then) {
        long now = timers.now();
        if (!(refusal instanceof GitHubException.NotFound notFound)
                || isStopped
                || request.sent.size() > 1
                || open.size() == MAX_OPEN
                || !request.account.maySend(now)) {
            return false;
        }
        request.account.rate.takeReads(READS, now);
        OutboxEntry entry = request.sent.getFirst().entry;
        open.put(
                request,
                calls.call(() -> sender.explain(entry, request.token.token(), notFound), (explained, failure) -> {
                    open.remove(request);
                    then.accept((explained == null ? notFound : explained).getMessage());
                }));
        return true;
    }

    /** Begins no more explanations; an open explanation ends with the refusal's own message. */
    void stop() {
        isStopped = true;
        List.copyOf(open.values()).forEach(explaining -> explaining.cancel(true));
    }

    int open() {
        return open.size();
    }
}
