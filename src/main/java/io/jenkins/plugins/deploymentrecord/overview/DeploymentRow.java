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
 * The present state of a deployment, as far as the user may see it: the record that GitHub has, or the newest record if
 * GitHub has no record; and a newer record that GitHub does not have.
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

    /** Returns a name that identifies the deployment in a URL. */
    @Exported
    public String getName() {
        return Util.getDigestOf(shown.current().entry().key().toString());
    }

    /** Returns the form fields that identify the deployment. */
    public Map<String, String> getFields() {
        return Map.of(DeploymentsPage.DEPLOYMENT, getName());
    }

    /** Returns the record that GitHub has, or the newest record if GitHub has no record. */
    KeyRecord shown() {
        return shown.current();
    }

    /** Returns the newest record that the user may see. */
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

    /** Returns a newer record that GitHub does not have; null if there is none, or if the user may not read its job. */
    @CheckForNull
    @Exported
    public DeploymentRecordView getLater() {
        return later;
    }

    /** Whether there is a newer record that GitHub does not have, of a job that the user may not read. */
    @Exported
    public boolean isLaterHidden() {
        return shown.isLaterHidden();
    }

    /** Returns the time when the newest record was requested or ended, in milliseconds since 1970. */
    long changedAt() {
        return Math.max(newest().at(), newest().entry().origin().requestedAt());
    }

    /** Returns the state of the newest record that the user may see. */
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
