package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest implements OutboxListener {

    private static final String API = "https://api.github.com";

    private final VirtualTime time = new VirtualTime();
    private final Timers timers = new Timers(time);
    private final Accounts accounts = new Accounts(timers, this);
    private CredentialQueue credential;

    @BeforeEach
    void use() {
        credential = accounts.credential(API, "token");
        time.advance(Duration.ofMinutes(2));
    }

    /** Moves the credential to new accounts, as new tokens of a credential do. */
    private void replaceToken(int times) {
        for (int i = 0; i < times; i++) {
            credential.account = accounts.account(API, "HMAC " + i);
            time.advance(Duration.ofMinutes(2));
        }
    }

    @Test
    void accountsOfReplacedTokensAreRemoved() {
        replaceToken(10_000);
        assertThat(accounts.accounts().size(), lessThanOrEqualTo(Accounts.MAX_UNUSED_ACCOUNTS + 3));
    }

    @Test
    void theAccountOfACredentialIsKeptEvenIfItIsIdleForLong() {
        CredentialQueue idle = accounts.credential(API, "idle");
        idle.account = accounts.account(API, "idle");
        replaceToken(1_000);
        assertThat(accounts.account(API, "idle"), sameInstance(idle.account));
    }

    @Test
    void anAccountIsKeptWhileItIsLimited() {
        Account closed = accounts.account(API, "closed");
        closed.close(timers.now() + Duration.ofDays(1).toNanos(), "slow down");
        replaceToken(700);
        assertThat(accounts.account(API, "closed"), sameInstance(closed));
        replaceToken(1_000);
        assertThat(accounts.account(API, "closed"), not(sameInstance(closed)));
    }

    @Test
    void anAccountIsKeptUntilItsRateLimiterIsFullAgain() {
        Account used = accounts.account(API, "used");
        for (int i = 0; i < 1_000; i++) {
            used.rate.take(timers.now());
        }
        List.of(1, 2, 3).forEach(any -> {
            for (int i = 0; i < Accounts.MAX_UNUSED_ACCOUNTS; i++) {
                accounts.account(API, any + " " + i);
            }
        });
        assertThat(accounts.account(API, "used"), sameInstance(used));
    }

    @Test
    void anAccountIsKeptWhileARequestIsPreparedOrInFlight() {
        Account preparing = accounts.account(API, "preparing");
        preparing.preparing++;
        Account inFlight = accounts.account(API, "in flight");
        inFlight.inFlight++;
        Account ready = accounts.account(API, "ready");
        ready.ready.add(credential);
        replaceToken(1_000);
        assertThat(accounts.account(API, "preparing"), sameInstance(preparing));
        assertThat(accounts.account(API, "in flight"), sameInstance(inFlight));
        assertThat(accounts.account(API, "ready"), sameInstance(ready));
    }

    @Override
    public OptionalInt requestsPerMinute(String apiUrl) {
        return OptionalInt.of(180);
    }

    @Override
    public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
        return CompletableFuture.completedFuture(null);
    }
}
