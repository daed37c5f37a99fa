package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.EntryStatus;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;

/** An entry that has not ended. */
@Restricted(NoExternalUse.class)
public final class WaitingRow extends EntryRow {

    private final EntryStatus status;

    WaitingRow(EntryStatus status) {
        super(status.entry());
        this.status = status;
    }

    /**
     * Returns the {@link io.jenkins.plugins.deploymentrecord.outbox.Progress.Stage} in lower case, such as
     * {@code in_flight}.
     */
    @NonNull
    @Exported
    public String getStage() {
        return status.progress().stage().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the progress in words; null if the user may not read the job. */
    @CheckForNull
    @Exported
    public String getWhy() {
        return ifReadable(status.progress().text());
    }

    /** Returns the time in milliseconds since 1970; null if the time is not known. */
    @CheckForNull
    @Exported
    public Long getNextAttemptAt() {
        return status.progress().until() == null
                ? null
                : status.progress().until().toEpochMilli();
    }

    /** Returns the time in milliseconds since 1970. */
    @Exported
    public long getGiveUpAt() {
        return status.entry().giveUpAt();
    }

    /** Whether the entry survives a restart. */
    @Exported
    public boolean isOnDisk() {
        return status.isOnDisk();
    }

    @Override
    public int getAttempts() {
        return status.attempts();
    }

    @Override
    public boolean isMayBeAtGitHub() {
        return status.mayBeAtGitHub();
    }

    @Override
    List<EntryResult.Failure> failures() {
        return status.failures();
    }
}
