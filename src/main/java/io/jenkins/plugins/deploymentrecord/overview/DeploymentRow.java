package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuild;
import io.jenkins.plugins.deploymentrecord.service.HistoryEntries;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The present state of a deployment, as far as the reader may know it: the record that GitHub has, or the newest record if
 * GitHub has none; and a newer record that GitHub does not have.
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public final class DeploymentRow {

    private final DeploymentRecordView current;
    private final DeploymentRecordView later;
    private final boolean isLaterHidden;
    private final long changedAt;

    private DeploymentRow(
            DeploymentRecordView current, DeploymentRecordView later, boolean isLaterHidden, long changedAt) {
        this.current = current;
        this.later = later;
        this.isLaterHidden = isLaterHidden;
        this.changedAt = changedAt;
    }

    static DeploymentRow of(ShownRecords shown, ReadableJobs jobs) {
        return new DeploymentRow(
                view(shown.current(), jobs),
                shown.later() == null ? null : view(shown.later(), jobs),
                shown.isLaterHidden(),
                changedAt(shown.newest()));
    }

    static DeploymentRecordView view(KeyRecord record, ReadableJobs jobs) {
        OutboxEntry.Origin origin = record.entry().origin();
        return new DeploymentRecordView(
                new RecordedBuild(jobs.job(origin.job()), origin.job(), origin.build(), jobs.builds()),
                HistoryEntries.of(record));
    }

    private static long changedAt(KeyRecord record) {
        return Math.max(record.at(), record.entry().origin().requestedAt());
    }

    @Exported
    public DeploymentRecordView getCurrent() {
        return current;
    }

    /** A newer record that GitHub does not have; null if there is none, or the reader may not read its job. */
    @CheckForNull
    @Exported
    public DeploymentRecordView getLater() {
        return later;
    }

    /** Whether a job that the reader may not read has recorded since, and GitHub does not have that record. */
    @Exported
    public boolean isLaterHidden() {
        return isLaterHidden;
    }

    /** In milliseconds since 1970: when the newest of its records was requested, or ended. */
    long changedAt() {
        return changedAt;
    }

    /** Of the newest record that the reader may see. */
    String getState() {
        return (later == null ? current : later).getState();
    }

    boolean isInState(String state) {
        return getState().equals(state);
    }

    /** @param text in lower case */
    boolean hasText(String text) {
        return Stream.of(
                        current.getName(),
                        current.getVersion(),
                        current.getDigest(),
                        current.getDeploymentName(),
                        current.getLogicalEnvironment(),
                        current.getPhysicalEnvironment(),
                        current.getCluster(),
                        current.getJob(),
                        current.getGithubRepository(),
                        current.getRequestedBy())
                .filter(Objects::nonNull)
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }
}
