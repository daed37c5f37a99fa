package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Limits the number of open requests and of look-ups. Holds the requests that have a token and wait for a connection,
 * and the accounts that must wait before they begin a look-up.
 */
final class ConcurrencyLimit {

    static final int MAX_OPEN = 8;
    /** Leaves connections for other hosts if a host hangs. */
    static final int MAX_OPEN_PER_HOST = 6;

    static final int MAX_LOOKUPS = 16;
    /** In addition to {@link #MAX_LOOKUPS}; each slow look-up occupies a thread. */
    private static final int MAX_SLOW_LOOKUPS = 100;

    private final Consumer<Request> send;
    private final Consumer<Account> dispatch;
    private final Map<String, Integer> openPerHost = new HashMap<>();
    private final SequencedMap<String, ArrayDeque<Request>> waitingToSend = new LinkedHashMap<>();
    private final Map<String, Set<Account>> waitingForHost = new HashMap<>();
    private final Set<Account> waitingForLookup = new LinkedHashSet<>();
    private int open;
    private int lookups;
    private int slowLookups;

    ConcurrencyLimit(Consumer<Request> send, Consumer<Account> dispatch) {
        this.send = send;
        this.dispatch = dispatch;
    }

    int open() {
        return open;
    }

    /** Begins a look-up and returns true; otherwise dispatches the account again as soon as a look-up is allowed. */
    boolean beginLookup(Account account) {
        if (isFull(account.host())) {
            waitingForHost
                    .computeIfAbsent(account.host(), host -> new LinkedHashSet<>())
                    .add(account);
            return false;
        }
        if (lookups == MAX_LOOKUPS) {
            waitingForLookup.add(account);
            return false;
        }
        lookups++;
        return true;
    }

    /**
     * Stops counting a slow look-up among the normal look-ups, so that a credential store that hangs does not delay the
     * other look-ups.
     *
     * @return false if there are too many slow look-ups already
     */
    boolean leaveLookup() {
        if (slowLookups == MAX_SLOW_LOOKUPS) {
            return false;
        }
        slowLookups++;
        endLookup(false);
        return true;
    }

    /** @param hasLeft the result of {@link #leaveLookup} if it was called */
    void endLookup(boolean hasLeft) {
        if (hasLeft) {
            slowLookups--;
            return;
        }
        lookups--;
        while (lookups < MAX_LOOKUPS && !waitingForLookup.isEmpty()) {
            dispatch.accept(removeFirst(waitingForLookup));
        }
    }

    /** Sends a request now or as soon as a connection is free. */
    void submit(Request request) {
        waitingToSend
                .computeIfAbsent(request.account.host(), host -> new ArrayDeque<>())
                .add(request);
        sendNext();
    }

    void opened(String host) {
        open++;
        openPerHost.merge(host, 1, Integer::sum);
    }

    void closed(String host) {
        open--;
        openPerHost.merge(host, -1, (count, less) -> count + less == 0 ? null : count + less);
        sendNext();
    }

    /** Sends the waiting requests for which there are connections, host by host in turn. */
    private void sendNext() {
        for (int skipped = 0; open < MAX_OPEN && skipped < waitingToSend.size(); skipped++) {
            var first = waitingToSend.pollFirstEntry();
            ArrayDeque<Request> requests = first.getValue();
            if (openPerHost.getOrDefault(first.getKey(), 0) < MAX_OPEN_PER_HOST) {
                Request request = requests.poll();
                skipped = -1;
                putBack(first.getKey(), requests);
                send.accept(request);
                dispatchWaiting(first.getKey());
            } else {
                putBack(first.getKey(), requests);
            }
        }
    }

    private void putBack(String host, ArrayDeque<Request> requests) {
        if (!requests.isEmpty()) {
            waitingToSend.putLast(host, requests);
        }
    }

    private void dispatchWaiting(String host) {
        Set<Account> waiting = waitingForHost.getOrDefault(host, Set.of());
        while (!isFull(host) && !waiting.isEmpty()) {
            dispatch.accept(removeFirst(waiting));
        }
    }

    private boolean isFull(String host) {
        ArrayDeque<Request> waiting = waitingToSend.get(host);
        return waiting != null && waiting.size() >= MAX_OPEN_PER_HOST;
    }

    private static Account removeFirst(Set<Account> accounts) {
        var all = accounts.iterator();
        Account first = all.next();
        all.remove();
        return first;
    }
}
