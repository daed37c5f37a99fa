package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Has a 404 explained before its entry ends with it, once: its reads count in the account's rate, and it is left out
 * if that is used up. For the outbox's thread.
 */
final class Explanations {

    /** Many entries that are refused at a time are refused for one cause. */
    static final int MAX_OPEN = 4;
    /** Of an explanation, at most. */
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
     * Begins to explain why the only entry of a request is refused.
     *
     * @param then takes the text for a person
     * @return false if nothing is explained, and the refusal's own text is all
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

    /** Begins no further explanation; an explanation that is underway ends with the refusal's own text. */
    void stop() {
        isStopped = true;
        List.copyOf(open.values()).forEach(explaining -> explaining.cancel(true));
    }

    int open() {
        return open.size();
    }
}
