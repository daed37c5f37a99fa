package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.AccountStatus;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.EntryStatus;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.FailingCredential;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.HangingLookup;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.Health;
import io.jenkins.plugins.deploymentrecord.outbox.Progress.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the state of a queue. Confined to the outbox's thread. */
final class Snapshots {

    private static final long HANGS = Duration.ofSeconds(30).toNanos();

    private final OutboxQueue queue;

    Snapshots(OutboxQueue queue) {
        this.queue = queue;
    }

    OutboxSnapshot of(Predicate<OutboxEntry> query, int offset, int limit) {
        List<QueuedEntry> matching = queue.state.entries.values().stream()
                .filter(queued -> query.test(queued.entry))
                .toList();
        return new OutboxSnapshot(
                health(),
                accounts(),
                matching.size(),
                matching.stream().skip(offset).limit(limit).map(this::status).toList(),
                queue.state.failures.values().stream()
                        .filter(ended -> query.test(ended.entry()))
                        .toList());
    }

    private Health health() {
        boolean isHeld = queue.dispatcher.isHeld();
        return new Health(
                isHeld ? OutboxSnapshot.State.HELD : OutboxSnapshot.State.DELIVERING,
                isHeld ? Texts.get("progress.HELD") : null,
                queue.state.notWritableSince,
                queue.state.entries.size(),
                queue.state.entries.isEmpty()
                        ? 0
                        : queue.state.entries.values().iterator().next().entry.acceptedAt(),
                (int) queue.state.entries.values().stream()
                        .filter(queued -> !queued.onDisk)
                        .count(),
                queue.dispatcher.attempts().inFlight());
    }

    /**
     * Returns the accounts that belong to a credential; the accounts of replaced tokens are left out. An account whose
     * server is no longer configured is included only if entries wait for it.
     */
    private List<AccountStatus> accounts() {
        var waiting = new HashMap<Account, Integer>();
        var withoutAccount = new TreeMap<String, Integer>();
        for (QueuedEntry queued : queue.state.entries.values()) {
            Account account = queue.dispatcher.accountOf(queued.entry);
            if (account == null) {
                withoutAccount.merge(queued.entry.destination().apiUrl(), 1, Integer::sum);
            } else {
                waiting.merge(account, 1, Integer::sum);
            }
        }
        Stream<AccountStatus> known = queue.dispatcher.accounts.credentials().stream()
                .collect(Collectors.groupingBy(
                        credential -> credential.account, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> status(each.getKey(), each.getValue(), waiting.getOrDefault(each.getKey(), 0)))
                .filter(each -> each.waiting() > 0
                        || queue.dispatcher.isServed(each.apiUrl())
                                && (each.lastSuccess() != null || each.lastError() != null));
        Stream<AccountStatus> unknown = withoutAccount.entrySet().stream()
                .map(server -> new AccountStatus(
                        server.getKey(),
                        null,
                        List.of(),
                        server.getValue(),
                        0,
                        0,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of()));
        return Stream.concat(known, unknown).toList();
    }

    private AccountStatus status(Account account, List<CredentialQueue> credentials, int waiting) {
        long now = queue.timers.now();
        return new AccountStatus(
                account.apiUrl,
                account.name,
                credentials.stream().map(credential -> credential.name).toList(),
                waiting,
                credentials.stream().mapToInt(CredentialQueue::size).sum(),
                account.inFlight,
                account.isClosed(now) ? queue.wall(account.closedUntil()) : null,
                account.isClosed(now) ? account.closedBecause() : null,
                account.isRefused(),
                account.lastSuccess,
                account.lastError,
                account.lastErrorAt,
                credentials.stream()
                        .filter(credential -> credential.lastFailure != null)
                        .map(credential -> new FailingCredential(credential.name, credential.lastFailure))
                        .toList(),
                credentials.stream()
                        .filter(credential ->
                                credential.lookingUp != null && now - credential.lookingUp.begunAt > HANGS)
                        .map(credential -> new HangingLookup(
                                credential.name, credential.lookingUp.job, queue.wall(credential.lookingUp.begunAt)))
                        .toList());
    }

    EntryStatus status(QueuedEntry queued) {
        return new EntryStatus(
                queued.entry,
                progress(queued, queue),
                queued.attempts,
                queued.onDisk,
                queued.mayBeAtGitHub,
                queued.failures());
    }

    static Progress progress(QueuedEntry queued, OutboxQueue queue) {
        if (queued.hasEnded) {
            return progress(Stage.ENDED, null);
        }
        if (queued.key == null) {
            return progress(Stage.WRITING, null);
        }
        if (queued.isInFlight) {
            return progress(Stage.IN_FLIGHT, null);
        }
        if (queue.dispatcher.isHeld()) {
            return progress(Stage.HELD, null);
        }
        QueuedEntry newest = queued.key.newest();
        QueuedEntry first = newest == queued ? queued.key.busy : newest;
        if (first != null && first != queued) {
            return progress(
                    Stage.ORDER,
                    null,
                    first.entry.origin().job(),
                    first.entry.origin().build());
        }
        if (queued.request != null) {
            return queued.request.token == null ? progress(Stage.LOOKING_UP, null) : progress(Stage.TURN, null);
        }
        if (!queue.dispatcher.isServed(queued.entry.destination().apiUrl())) {
            return progress(Stage.NO_SERVER, null, queued.entry.destination().apiUrl());
        }
        long now = queue.timers.now();
        if (queued.readyAt != null) {
            CredentialQueue credential = queued.readyAt;
            Account account = credential.account;
            if (account.isClosed(now)) {
                Instant until = queue.wall(account.closedUntil());
                return progress(Stage.LIMIT, until, account.closedBecause());
            }
            return credential.lookUpAt > now
                    ? progress(Stage.CREDENTIAL, queue.wall(credential.lookUpAt), credential.lastFailure)
                    : progress(Stage.TURN, null);
        }
        if (queued.nextAttemptTime > now && queued.lastFailure() != null) {
            return progress(
                    Stage.RETRY,
                    queue.wall(queued.nextAttemptTime),
                    queued.lastFailure().text());
        }
        if (queue.dispatcher.clusters.holdsBack(queued)) {
            return progress(Stage.TURN, null);
        }
        return queue.dispatcher.startsAt() > now
                ? progress(Stage.START, queue.wall(queue.dispatcher.startsAt()))
                : progress(Stage.MUTED, null);
    }

    private static Progress progress(Stage stage, Instant until, Object... details) {
        // only the first line: the list of things to check is shown once, in the final message
        Object[] brief = Stream.of(details)
                .map(detail ->
                        detail instanceof String text ? text.lines().findFirst().orElse("") : detail)
                .toArray();
        String text = Texts.get("progress." + stage, brief);
        return new Progress(stage, until, until == null ? text : Texts.get("progress.until", text, until));
    }
}
