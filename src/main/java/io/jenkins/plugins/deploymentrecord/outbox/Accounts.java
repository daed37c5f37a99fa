package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** The credentials of the entries, and the accounts to which their tokens belong. Confined to the outbox's thread. */
final class Accounts {

    private static final int MAX_IDLE_CREDENTIALS = 10_000;
    /**
     * In addition to two accounts for each credential. The limit removes the accounts of replaced tokens in the end.
     */
    static final int MAX_UNUSED_ACCOUNTS = 100;

    private final Timers timers;
    private final OutboxListener listener;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, CredentialQueue> credentials = new HashMap<>();
    private boolean startsFull;

    Accounts(Timers timers, OutboxListener listener) {
        this.timers = timers;
        this.listener = listener;
    }

    /** @param isIdle whether nothing was sent in the minute before the start */
    void start(boolean isIdle) {
        startsFull = isIdle;
    }

    boolean startsFull() {
        return startsFull;
    }

    CredentialQueue credential(String apiUrl, String name) {
        if (credentials.size() > MAX_IDLE_CREDENTIALS) {
            credentials.values().removeIf(each -> each.size() == 0 && each.lookingUp == null && each.timer == null);
        }
        return credentials.computeIfAbsent(
                apiUrl + '\n' + name, any -> new CredentialQueue(name, account(apiUrl, "credential " + name)));
    }

    /** @return null if the credential was never used */
    CredentialQueue knownCredential(String apiUrl, String name) {
        return credentials.get(apiUrl + '\n' + name);
    }

    Account account(String apiUrl, String name) {
        Account known = accounts.get(apiUrl + '\n' + name);
        if (known != null) {
            return known;
        }
        removeUnused();
        int perMinute = listener.requestsPerMinute(apiUrl).orElse(0);
        var made = new Account(apiUrl, ApiUrl.of(apiUrl).host(), name, new RateLimiter(perMinute, startsFull));
        accounts.put(apiUrl + '\n' + name, made);
        return made;
    }

    private void removeUnused() {
        if (accounts.size() < 2 * credentials.size() + MAX_UNUSED_ACCOUNTS) {
            return;
        }
        var used = new HashSet<Account>();
        credentials.values().forEach(credential -> used.add(credential.account));
        long now = timers.now();
        accounts.values().removeIf(account -> !used.contains(account) && account.isIdle(now));
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    Collection<CredentialQueue> credentials() {
        return credentials.values();
    }
}
