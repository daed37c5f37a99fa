package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Instant;
import java.util.List;

/**
 * The state of the outbox, for pages and monitors.
 *
 * @param total how many entries have not ended and match the query
 * @param entries a page of them, in the order of acceptance
 * @param failures those that were refused or given up in the last 7 days, the oldest first
 */
public record OutboxSnapshot(
        Health health, List<AccountStatus> accounts, int total, List<EntryStatus> entries, List<EndedEntry> failures) {

    /**
     * Of an outbox that does not deliver.
     *
     * @param why for a person
     */
    public static OutboxSnapshot notOwned(String why) {
        var health = new Health(State.NOT_OWNED, why, null, 0, 0, 0, 0);
        return new OutboxSnapshot(health, List.of(), 0, List.of(), List.of());
    }

    /**
     * How the outbox is.
     *
     * @param state whether it delivers
     * @param detail why it does not, for a person; null if it does
     * @param notWritableSince null while the journal can be written
     * @param waiting how many entries have not ended
     * @param oldestAcceptedAt of those, milliseconds since 1970; 0 if there are none
     * @param unprotected how many entries the journal does not have
     * @param inFlight open requests
     */
    public record Health(
            State state,
            String detail,
            Instant notWritableSince,
            int waiting,
            long oldestAcceptedAt,
            int unprotected,
            int inFlight) {}

    /** Whether the outbox delivers. */
    public enum State {
        DELIVERING,
        /** An administrator must choose Deliver or Discard. */
        HELD,
        /** Another process delivers, or the journal cannot be read. */
        NOT_OWNED
    }

    /**
     * The unit that GitHub counts by: a server and the owner of a token.
     *
     * @param account its name; for a credential whose token was never looked up, made of the credential's name; null for
     *     entries of a server whose credential is not known yet
     * @param credentials the names of the credentials whose last look-up led to the account; see
     *     {@link TokenLookup#credentialOf}
     * @param waiting entries that have not ended
     * @param ready entries that could be sent now
     * @param limitedUntil the end of a limit; null if there is none
     * @param limitedBecause GitHub's words; null if there is no limit
     * @param tokenRefused whether GitHub refused the token
     * @param lastSuccess null if there was none, as are lastError and lastErrorAt
     * @param failingCredentials whose last look-up failed, and why
     * @param hangingLookups look-ups that take longer than 30 s
     */
    public record AccountStatus(
            String apiUrl,
            String account,
            List<String> credentials,
            int waiting,
            int ready,
            int inFlight,
            Instant limitedUntil,
            String limitedBecause,
            boolean tokenRefused,
            Instant lastSuccess,
            String lastError,
            Instant lastErrorAt,
            List<FailingCredential> failingCredentials,
            List<HangingLookup> hangingLookups) {}

    /** A credential whose last look-up failed. */
    public record FailingCredential(String credential, String why) {}

    /** A look-up without an end. */
    public record HangingLookup(String credential, String job, Instant since) {}

    /**
     * An entry that has not ended.
     *
     * @param progress what it waits for
     * @param isOnDisk whether it survives a restart
     * @param mayBeAtGitHub whether GitHub may have it although it did not confirm it
     * @param failures the first and the last attempts that failed
     */
    public record EntryStatus(
            OutboxEntry entry,
            Progress progress,
            int attempts,
            boolean isOnDisk,
            boolean mayBeAtGitHub,
            List<EntryResult.Failure> failures) {}
}
