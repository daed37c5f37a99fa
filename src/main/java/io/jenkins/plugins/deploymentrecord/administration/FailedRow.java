package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.outbox.EndedEntry;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;

/** An entry that was refused or given up. */
@Restricted(NoExternalUse.class)
public final class FailedRow extends EntryRow {

    private final EndedEntry ended;

    FailedRow(EndedEntry ended) {
        super(ended.entry());
        this.ended = ended;
    }

    /** Returns {@code refused} or {@code givenUp}. */
    @NonNull
    @Exported
    public String getState() {
        return ended.result().kind() == EntryResult.Kind.REFUSED ? "refused" : "givenUp";
    }

    /** Returns the time in milliseconds since 1970. */
    @Exported
    public long getEndedAt() {
        return ended.result().at();
    }

    /** Returns the reason of the failure; null if the user may not read the job. */
    @CheckForNull
    @Exported
    public String getMessage() {
        return ifReadable(ended.result().message());
    }

    /** Whether no build waited for the result. */
    @Exported
    public boolean isNobodyWaited() {
        return ended.result().nobodyWaited();
    }

    /** Whether an administrator has acknowledged the failure. */
    @Exported
    public boolean isAcknowledged() {
        return ended.isAcknowledged();
    }

    @Override
    public int getAttempts() {
        return ended.result().attempts();
    }

    @Override
    public boolean isMayBeAtGitHub() {
        return ended.result().mayBeAtGitHub();
    }

    @Override
    List<EntryResult.Failure> failures() {
        return ended.result().failures();
    }
}
