package io.jenkins.plugins.deploymentrecord.administration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuilds;
import io.jenkins.plugins.deploymentrecord.service.EntryId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * An entry of the outbox on the administrator's page. If the user may not read the entry's job, only the server, the
 * times and the state are shown.
 */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public abstract class EntryRow {

    private final OutboxEntry entry;
    /** The body, not parsed as a record: it may come from another version of the plugin with other rules. */
    private final JsonNode body;
    /** Null if the job was deleted. */
    private final Job<?, ?> job;

    private final boolean isReadable;
    private final RecordedBuilds builds = new RecordedBuilds();

    EntryRow(OutboxEntry entry) {
        this.entry = entry;
        body = entry.parsedBody();
        var found = JobReading.of(entry.origin().job());
        job = found.job();
        isReadable = found.isAllowed();
    }

    @CheckForNull
    private String text(RecordField field) {
        return ifReadable(field.textIn(body));
    }

    final <T> T ifReadable(T value) {
        return isReadable ? value : null;
    }

    public boolean isReadable() {
        return isReadable;
    }

    /**
     * Returns the value of the parameter {@code id} for retry, discard and acknowledge; null if the user may not read
     * the job.
     */
    @CheckForNull
    @Exported
    public String getId() {
        return ifReadable(Selection.encode(entry.id()));
    }

    /** Returns the form fields that select the entry. */
    public Map<String, String> getFields() {
        return new Selection(Selection.ID, Selection.encode(entry.id())).getFields();
    }

    /** Returns the job's full name; null if the user may not read the job, as are all other details of the job. */
    @CheckForNull
    @Exported
    public String getJob() {
        return ifReadable(entry.origin().job());
    }

    @CheckForNull
    @Exported
    public Integer getBuild() {
        return ifReadable(entry.origin().build());
    }

    /** Returns the path of the job's page on this controller; null if the job was deleted. */
    @CheckForNull
    public String getJobPath() {
        return job == null || !isReadable ? null : job.getUrl();
    }

    /** Returns the path of the build's page on this controller; null if the build was deleted. */
    @CheckForNull
    public String getBuildPath() {
        return isBuildShown()
                ? DeploymentRecordsRunAction.buildPath(job, entry.origin().build())
                : null;
    }

    /** Returns the path of the record's page on this controller; null if the build was deleted. */
    @CheckForNull
    public String getPath() {
        String records = isBuildShown()
                ? DeploymentRecordsRunAction.path(job, entry.origin().build())
                : null;
        return records == null ? null : records + Util.rawEncode(EntryId.step(entry.id())) + '/';
    }

    private boolean isBuildShown() {
        return job != null
                && isReadable
                && builds.have(job, entry.origin().build(), EntryId.step(entry.id()), entry.number());
    }

    /**
     * Returns the artifact, the environment and the deployment in a few words; null if the user may not read the job.
     */
    @CheckForNull
    public String getTitle() {
        return isReadable
                ? Messages.EntryRow_title(
                        Util.fixNull(getName()) + (getVersion() == null ? "" : ' ' + getVersion()),
                        getLogicalEnvironment(),
                        getDeploymentName())
                : null;
    }

    @CheckForNull
    @Exported
    public String getName() {
        return text(RecordField.NAME);
    }

    @CheckForNull
    @Exported
    public String getVersion() {
        return text(RecordField.VERSION);
    }

    @CheckForNull
    @Exported
    public String getLogicalEnvironment() {
        return text(RecordField.LOGICAL_ENVIRONMENT);
    }

    @CheckForNull
    @Exported
    public String getDeploymentName() {
        return text(RecordField.DEPLOYMENT_NAME);
    }

    @Exported
    public String getServer() {
        return entry.destination().server();
    }

    @NonNull
    @Exported
    public String getApiUrl() {
        return entry.destination().apiUrl();
    }

    @CheckForNull
    @Exported
    public String getOrganization() {
        return ifReadable(entry.destination().organization());
    }

    @CheckForNull
    @Exported
    public String getCredentialsId() {
        return ifReadable(entry.destination().credentialsId());
    }

    /** Returns the time in milliseconds since 1970. */
    @Exported
    public long getRequestedAt() {
        return entry.origin().requestedAt();
    }

    @CheckForNull
    @Exported
    public String getRequestedBy() {
        return ifReadable(entry.origin().requestedBy());
    }

    /** Returns the time in milliseconds since 1970. */
    @Exported
    public long getAcceptedAt() {
        return entry.acceptedAt();
    }

    /** Returns the number of requests. */
    @Exported
    public abstract int getAttempts();

    /** Whether GitHub may have the record although GitHub did not confirm it. */
    @Exported
    public abstract boolean isMayBeAtGitHub();

    abstract List<EntryResult.Failure> failures();

    /** Returns the first and the last failed attempts. */
    @Exported
    public List<FailedAttempt> getFailedAttempts() {
        return isReadable ? failures().stream().map(FailedAttempt::new).toList() : List.of();
    }

    /** @param at in milliseconds since 1970 */
    public Date date(long at) {
        return new Date(at);
    }

    /** A failed attempt. */
    @ExportedBean(defaultVisibility = 4)
    public static final class FailedAttempt {

        private final EntryResult.Failure failure;

        FailedAttempt(EntryResult.Failure failure) {
            this.failure = failure;
        }

        /** Returns the time in milliseconds since 1970. */
        @Exported
        public long getAt() {
            return failure.at();
        }

        @Exported
        public String getText() {
            return failure.text();
        }
    }
}
