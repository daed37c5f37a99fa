package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which entry is sent next: the newest entry of each key that is neither busy nor muted, if the account's rate
 * and limit, the number of look-ups and the number of connections allow it. Confined to the outbox's thread.
 */
final class Dispatcher {

    private final Timers timers;
    private final TokenLookup lookup;
    private final OutboxListener listener;
    private final EntryEvents events;
    private final Attempts attempts;
    private final Map<DeploymentKey, KeyQueue> keys = new HashMap<>();
    final Accounts accounts;
    final ClusterLimit clusters;

    /** The accounts to dispatch at the end of the batch; null outside of a batch. */
    private Set<Account> batch;

    private long startsAt;
    private boolean isHeld;
    private boolean isStopped;

    Dispatcher(
            Scheduler scheduler,
            Timers timers,
            TokenLookup lookup,
            RequestSender sender,
            OutboxListener listener,
            RetryPolicy policy,
            EntryEvents events) {
        this.timers = timers;
        this.lookup = lookup;
        this.listener = listener;
        this.events = events;
        this.accounts = new Accounts(timers, listener);
        this.clusters = new ClusterLimit(timers, free -> batch(() -> free.forEach(this::update)));
        timers.runIn(this::batch);
        this.attempts = new Attempts(scheduler, timers, lookup, sender, policy, events, this);
    }

    /**
     * @param isQuiet whether GitHub has certainly finished all requests of earlier processes
     * @param isIdle whether nothing was sent in the last minute
     */
    void start(boolean isQuiet, boolean isIdle, boolean held) {
        startsAt = isQuiet ? Long.MIN_VALUE : timers.now() + KeyQueue.MUTE;
        accounts.start(isIdle);
        isHeld = held;
    }

    void add(QueuedEntry queued) {
        KeyQueue key = keys.computeIfAbsent(queued.entry.key(), KeyQueue::new);
        key.add(queued);
        update(key);
        if (key.newest() != queued) {
            events.changed(queued);
        }
    }

    /** Runs a task and then dispatches all entries that became ready in it, so that they can share a request. */
    void batch(Runnable task) {
        if (batch != null) {
            task.run();
            return;
        }
        batch = new LinkedHashSet<>();
        try {
            task.run();
        } finally {
            Set<Account> accounts = batch;
            batch = null;
            accounts.forEach(this::dispatch);
        }
    }

    /** Removes an entry that has ended. */
    void remove(QueuedEntry queued) {
        withdraw(queued);
        queued.key.remove(queued);
    }

    /** Removes an entry from the entries that are ready, looked up for or in flight. */
    void withdraw(QueuedEntry queued) {
        if (queued.readyAt != null) {
            CredentialQueue credential = queued.readyAt;
            credential.remove(queued);
            if (credential.size() == 0) {
                credential.account.ready.remove(credential);
            }
        }
        if (queued.request != null) {
            queued.request.entries.remove(queued);
            queued.request = null;
        }
        if (queued.key.busy == queued) {
            queued.key.busy = null;
        }
    }

    /** Called after a change of the key; makes its newest entry ready if the entry can be sent. */
    void update(KeyQueue key) {
        if (key.timer != null) {
            key.timer.cancel();
            key.timer = null;
        }
        long now = timers.now();
        QueuedEntry newest = key.newest();
        if (newest == null) {
            if (key.isMuted(now)) {
                key.timer = timers.at(key.mutedUntil(null), () -> update(key));
            } else {
                keys.remove(key.key, key);
            }
            return;
        }
        boolean maySend =
                !isHeld && !isStopped && isServed(newest.entry.destination().apiUrl());
        if (key.busy != null && !key.busy.isInFlight && !(key.busy == newest && maySend)) {
            withdraw(key.busy);
        }
        if (key.busy == null && maySend) {
            long at = Math.max(startsAt, Math.max(newest.nextAttemptTime, key.mutedUntil(newest)));
            if (at > now) {
                key.timer = timers.at(at, () -> update(key));
            } else if (clusters.holdsBack(newest)) {
                clusters.await(key);
            } else {
                CredentialQueue credential = credential(newest.entry);
                credential.add(newest);
                key.busy = newest;
                makeReady(credential);
            }
        }
        events.changed(newest);
    }

    /** Whether a server with the API URL is configured. */
    boolean isServed(String apiUrl) {
        return listener.requestsPerMinute(apiUrl).isPresent();
    }

    private CredentialQueue credential(OutboxEntry entry) {
        return accounts.credential(entry.destination().apiUrl(), lookup.credentialOf(entry));
    }

    /** Begins the next look-up of a credential, now or when it is due. */
    void makeReady(CredentialQueue credential) {
        long now = timers.now();
        if (credential.mayLookUp(now)) {
            credential.account.ready.add(credential);
            dispatch(credential.account);
        } else if (credential.lookUpAt > now && credential.timer == null) {
            credential.timer = timers.at(credential.lookUpAt, () -> {
                credential.timer = null;
                makeReady(credential);
            });
        }
    }

    /** Begins as many requests of an account as the limits allow. */
    void dispatch(Account account) {
        if (batch != null) {
            batch.add(account);
            return;
        }
        while (!account.ready.isEmpty() && !isHeld && !isStopped) {
            long now = timers.now();
            if (account.isClosed(now)) {
                wake(account, account.closedUntil());
                return;
            }
            if (!account.mayBegin(now)) {
                return;
            }
            if (account.rate.available(now) <= account.preparing) {
                wake(account, account.rate.availableAt(account.preparing + 1L));
                return;
            }
            CredentialQueue next = account.ready.getFirst();
            if (!holdBack(next) && !attempts.begin(next)) {
                return;
            }
        }
    }

    /** @return whether entries were withdrawn because a shared request of their cluster is open */
    private boolean holdBack(CredentialQueue credential) {
        QueuedEntry first = credential.first();
        if (!clusters.holdsBack(first)) {
            return false;
        }
        for (QueuedEntry queued : credential.beside(first)) {
            withdraw(queued);
            update(queued.key);
        }
        return true;
    }

    private void wake(Account account, long at) {
        if (account.timer != null) {
            account.timer.cancel();
            account.timer = null;
        }
        // otherwise the account is dispatched at the end of the present look-up
        if (at > timers.now()) {
            account.timer = timers.at(at, () -> {
                account.timer = null;
                dispatch(account);
            });
        }
    }

    /** Called after a change of the servers, the rates or the hold. */
    void updateAll(boolean held) {
        isHeld = held;
        long now = timers.now();
        accounts.accounts()
                .forEach(account -> listener.requestsPerMinute(account.apiUrl)
                        .ifPresent(perMinute -> account.rate.change(perMinute, now)));
        batch(() -> List.copyOf(keys.values()).forEach(this::update));
        List.copyOf(accounts.accounts()).forEach(this::dispatch);
    }

    /**
     * Makes the next attempt due now; limits still apply.
     *
     * @return false if the entry is not dispatched yet, or has ended
     */
    boolean retryNow(QueuedEntry queued) {
        if (queued.isDispatched() && !queued.isInFlight && queued.request == null) {
            withdraw(queued);
            queued.nextAttemptTime = timers.now();
            CredentialQueue credential = credential(queued.entry);
            credential.lookUpAt = timers.now();
            if (credential.timer != null) {
                credential.timer.cancel();
                credential.timer = null;
            }
            update(queued.key);
            makeReady(credential);
        }
        return queued.isDispatched();
    }

    /** Begins no more requests and cancels the look-ups. */
    void stop() {
        isStopped = true;
        attempts.stop();
    }

    Attempts attempts() {
        return attempts;
    }

    /** Whether GitHub has certainly finished all requests of this process and its predecessor. */
    boolean isQuiet() {
        return attempts.isQuiet() && timers.now() >= startsAt;
    }

    /** Whether neither this process nor its predecessor sent anything in the last minute. */
    boolean isIdle() {
        return attempts.isIdle() && (accounts.startsFull() || timers.now() >= RateLimiter.WINDOW);
    }

    boolean isHeld() {
        return isHeld;
    }

    long startsAt() {
        return startsAt;
    }

    /**
     * Returns the last known account for which GitHub counts an entry's requests; null if the entry's credential was
     * never used.
     */
    Account accountOf(OutboxEntry entry) {
        CredentialQueue known = accounts.knownCredential(entry.destination().apiUrl(), lookup.credentialOf(entry));
        return known == null ? null : known.account;
    }
}
