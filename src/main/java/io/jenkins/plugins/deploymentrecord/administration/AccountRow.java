package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.AccountStatus;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An account: a server and the owner of a token, whose requests GitHub counts together. */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public final class AccountRow {

    private final AccountStatus status;
    private final List<CredentialName> credentials;

    AccountRow(AccountStatus status) {
        this.status = status;
        credentials = status.credentials().stream()
                .map(CredentialName::of)
                .filter(CredentialName::isReadable)
                .toList();
    }

    @NonNull
    @Exported
    public String getApiUrl() {
        return status.apiUrl();
    }

    /** Returns the configured name; null if no server with the API URL is configured, so that the entries wait. */
    @CheckForNull
    @Exported
    public String getServer() {
        return DeploymentRecordsConfiguration.get()
                .findByUrl(status.apiUrl())
                .map(DeploymentRecordServer::getName)
                .orElse(null);
    }

    /** Returns the IDs of the account's credentials that the user may see. */
    @Exported
    public List<String> getCredentialsIds() {
        return credentials.stream().map(CredentialName::id).distinct().toList();
    }

    /** Returns the number of entries that have not ended. */
    @Exported
    public int getWaiting() {
        return status.waiting();
    }

    /** Returns the number of entries that can be sent now. */
    @Exported
    public int getReady() {
        return status.ready();
    }

    @Exported
    public int getInFlight() {
        return status.inFlight();
    }

    /** Returns the end of the limit that GitHub announced, in milliseconds since 1970; null if there is no limit. */
    @CheckForNull
    @Exported
    public Long getLimitedUntil() {
        return millis(status.limitedUntil());
    }

    /** Returns GitHub's message about the limit; null if there is no limit. */
    @CheckForNull
    @Exported
    public String getLimitedBecause() {
        return status.limitedBecause();
    }

    @Exported
    public boolean isTokenRefused() {
        return status.tokenRefused();
    }

    /** Returns the time in milliseconds since 1970; null if no request has succeeded since Jenkins started. */
    @CheckForNull
    @Exported
    public Long getLastSuccessAt() {
        return millis(status.lastSuccess());
    }

    @CheckForNull
    @Exported
    public Long getLastErrorAt() {
        return millis(status.lastErrorAt());
    }

    @CheckForNull
    @Exported
    public String getLastError() {
        return status.lastError();
    }

    /** Returns the last look-ups that failed. */
    @Exported
    public List<Lookup> getFailingLookups() {
        return status.failingCredentials().stream()
                .map(failing -> new Lookup(CredentialName.of(failing.credential()), failing.why(), null))
                .filter(lookup -> lookup.credential.isReadable())
                .toList();
    }

    /** Returns the look-ups that take too long. */
    @Exported
    public List<Lookup> getHangingLookups() {
        return status.hangingLookups().stream()
                .map(hanging -> new Lookup(
                        new CredentialName(
                                hanging.job(),
                                CredentialName.of(hanging.credential()).id()),
                        null,
                        hanging.since()))
                .filter(lookup -> lookup.credential.isReadable())
                .toList();
    }

    /** Returns the form fields that select all entries of the server. */
    public Map<String, String> getFields() {
        return new Selection(Selection.SERVER, getApiUrl()).getFields();
    }

    /** Whether the account has no problem, so that its entries wait for their turn only. */
    public boolean isFine() {
        return getServer() != null
                && !isTokenRefused()
                && getLimitedUntil() == null
                && status.failingCredentials().isEmpty()
                && status.hangingLookups().isEmpty();
    }

    /** @param at in milliseconds since 1970 */
    public Date date(long at) {
        return new Date(at);
    }

    @CheckForNull
    private static Long millis(@CheckForNull Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    /** A look-up of a token. */
    @ExportedBean(defaultVisibility = 4)
    public static final class Lookup {

        private final CredentialName credential;
        private final String why;
        private final Instant since;

        Lookup(CredentialName credential, String why, Instant since) {
            this.credential = credential;
            this.why = why;
            this.since = since;
        }

        /** Returns the ID of the credential. */
        @Exported
        public String getCredentialsId() {
            return credential.id();
        }

        /** Returns the job in whose context the credential is looked up. */
        @Exported
        public String getJob() {
            return credential.job();
        }

        /** Returns the reason of the failure; null if the look-up has not ended. */
        @CheckForNull
        @Exported
        public String getWhy() {
            return why;
        }

        /** Returns the begin of the look-up in milliseconds since 1970; null if the look-up has ended. */
        @CheckForNull
        @Exported
        public Long getSince() {
            return millis(since);
        }
    }

    /**
     * The name of a credential in its context.
     *
     * @param job the job in whose context the credential is looked up; empty if the name contains the store instead
     */
    private record CredentialName(String job, String id) {

        /** See {@link io.jenkins.plugins.deploymentrecord.outbox.TokenLookup#credentialOf}. */
        static CredentialName of(String name) {
            int end = name.lastIndexOf('\n');
            String context = end < 0 ? "" : name.substring(0, end);
            int build = context.lastIndexOf('#');
            return new CredentialName(build < 0 ? context : context.substring(0, build), name.substring(end + 1));
        }

        boolean isReadable() {
            return JobReading.of(job).isAllowed();
        }
    }
}
