package io.jenkins.plugins.deploymentrecord.outbox;

import java.time.Instant;
import java.util.List;

/**
 * The state of the outbox, for pages and monitors.
 *
 * @param total the number of entries that have not ended and match the query
 * @param entries a page of these entries, in the order of acceptance
 * @param failures the entries that were refused or given up in the last 7 days, the oldest first
 */
public record OutboxSnapshot(
        Health health, List<AccountStatus> accounts, int total, List<EntryStatus> entries, List<EndedEntry> failures) {

    /**
     * Returns the snapshot of an outbox whose journal belongs to another process or cannot be read.
     *
     * @param why the reason in words
     */
    public static OutboxSnapshot notOwned(String why) {
        var health = new Health(State.NOT_OWNED, why, null, 0, 0, 0, 0);
        return new OutboxSnapshot(health, List.of(), 0, List.of(), List.of());
    }

    /**
     * The health of the outbox.
     *
     * @param state whether it delivers
     * @param detail the reason in words why the outbox does not deliver; null if it delivers
     * @param notWritableSince null while the journal can be written
     * @param waiting the number of entries that have not ended
     * @param oldestAcceptedAt the acceptance of the oldest waiting entry, in milliseconds since 1970; 0 if no entries
     *     wait
     * @param unprotected the number of entries that are not in the journal
     * @param inFlight the number of open requests
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
     * The state of an account: the unit for which GitHub counts requests, a server and the owner of a token.
     *
     * @param account the account's name, derived from the credential's name if the token was never looked up; null for
     *     the entries of a server whose credentials are not known yet
     * @param credentials the names of the credentials whose last look-up returned a token of the account; see
     *     {@link TokenLookup#credentialOf}
     * @param waiting the number of entries that have not ended
     * @param ready the number of entries that can be sent now
     * @param limitedUntil the end of a limit; null if there is none
     * @param limitedBecause GitHub's message; null if there is no limit
     * @param tokenRefused whether GitHub refused the token
     * @param lastSuccess null if no request succeeded
     * @param lastError null if no request failed
     * @param lastErrorAt null if no request failed
     * @param failingCredentials the credentials whose last look-up failed
     * @param hangingLookups the look-ups that have taken longer than 30 s
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

    /** A look-up that has taken longer than 30 s. */
    public record HangingLookup(String credential, String job, Instant since) {}

    /**
     * An entry that has not ended.
     *
     * @param progress the present activity of the entry, or the reason for its wait
     * @param isOnDisk whether the entry survives a restart
     * @param mayBeAtGitHub whether GitHub may have the record although GitHub did not confirm it
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
