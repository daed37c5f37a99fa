package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The operations of administrators and users on failed entries. Confined to the outbox's thread. */
record FailedEntries(OutboxQueue queue) {

    /** @return the number of entries that are sent again */
    int retry(Predicate<OutboxEntry> filter, boolean withAcknowledged) {
        List<OutboxEntry> again = queue.state.failures.values().stream()
                .filter(failure -> withAcknowledged || !failure.isAcknowledged())
                .map(EndedEntry::entry)
                .filter(filter)
                .toList();
        queue.acceptAgain(again, false);
        return again.size();
    }

    /** See {@link Outbox#sendAgain}. */
    CompletableFuture<SentAgain> sendAgain(Predicate<OutboxEntry> filter) {
        var failed = new LinkedHashMap<String, OutboxEntry>();
        Stream.concat(queue.state.failures.values().stream().map(EndedEntry::entry), queue.keyStates.failures())
                .filter(filter)
                .forEach(entry -> failed.put(entry.id(), entry));
        List<OutboxEntry> again = failed.values().stream()
                .filter(entry -> !queue.keyStates.isSuperseded(entry))
                .toList();
        var sent = new SentAgain(again.size(), failed.size() - again.size());
        return queue.acceptAgain(again, true).thenApply(accepted -> sent);
    }

    /** See {@link Outbox#acknowledge}. */
    void acknowledge(Predicate<OutboxEntry> filter) {
        List<String> ids = queue.state.failures.values().stream()
                .map(EndedEntry::entry)
                .filter(filter)
                .map(OutboxEntry::id)
                .toList();
        for (String id : ids) {
            queue.state.failures.computeIfPresent(id, (any, ended) -> ended.acknowledge());
            queue.state.append(List.of(id), true);
        }
    }
}
