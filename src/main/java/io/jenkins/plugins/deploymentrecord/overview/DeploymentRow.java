package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuild;
import io.jenkins.plugins.deploymentrecord.service.HistoryEntries;
import java.util.Locale;
import java.util.Map;
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

    private final ShownRecords shown;
    private final DeploymentRecordView current;
    private final DeploymentRecordView later;

    private DeploymentRow(ShownRecords shown, ReadableJobs jobs) {
        this.shown = shown;
        current = view(shown.current(), jobs);
        KeyRecord newer = shown.later();
        later = newer == null ? null : view(newer, jobs);
    }

    static DeploymentRow of(ShownRecords shown, ReadableJobs jobs) {
        return new DeploymentRow(shown, jobs);
    }

    /** Tells the deployment from other deployments, in an address. */
    @Exported
    public String getName() {
        return Util.getDigestOf(shown.current().entry().key().toString());
    }

    /** The parameters that name it. */
    public Map<String, String> getFields() {
        return Map.of(DeploymentsPage.DEPLOYMENT, getName());
    }

    /** The record that GitHub has, or the newest record if GitHub has none. */
    KeyRecord shown() {
        return shown.current();
    }

    /** The newest record that the reader may know. */
    KeyRecord newest() {
        return shown.newest();
    }

    static DeploymentRecordView view(KeyRecord record, ReadableJobs jobs) {
        OutboxEntry.Origin origin = record.entry().origin();
        return new DeploymentRecordView(
                new RecordedBuild(jobs.job(origin.job()), origin.job(), origin.build(), jobs.builds()),
                HistoryEntries.of(record));
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
        return shown.isLaterHidden();
    }

    /** In milliseconds since 1970: when the newest of its records was requested, or ended. */
    long changedAt() {
        return Math.max(newest().at(), newest().entry().origin().requestedAt());
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
