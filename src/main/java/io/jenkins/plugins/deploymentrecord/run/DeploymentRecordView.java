package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A record of a history on pages and in the REST API. Its properties have the names of the step's parameters and of the
 * step's result.
 */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public final class DeploymentRecordView implements ModelObject {

    private static final int SHORT_DIGEST = "sha256:".length() + 12;

    private final RecordedBuild build;
    private final HistoryEntry record;

    public DeploymentRecordView(RecordedBuild build, HistoryEntry record) {
        this.build = build;
        this.record = record;
    }

    /** Loads and returns the build; Jenkins' layout of a build's page requires a property of this name. */
    @CheckForNull
    public Run<?, ?> getObject() {
        return build.run();
    }

    /** Returns the full name of the job. */
    @Exported
    public String getJob() {
        return build.jobName();
    }

    /** Returns the path of the job's page on this controller; null if the job was deleted. */
    @CheckForNull
    public String getJobPath() {
        return build.jobPath();
    }

    @Exported
    public int getBuild() {
        return build.number();
    }

    /** Returns the path of the record's page on this controller; null if the build was deleted. */
    @CheckForNull
    public String getPath() {
        return build.recordPath(record);
    }

    /** Returns the path of the build's page on this controller; null if the build was deleted. */
    @CheckForNull
    public String getBuildPath() {
        return build.path(record);
    }

    @Exported
    public String getKey() {
        return record.id();
    }

    /** See {@link StateText#name}. */
    @Exported
    public String getState() {
        return getStateText().name();
    }

    /** Returns the state in words. */
    public StateText getStateText() {
        return new StateText(record.state());
    }

    /** Returns the actions that the user may perform on the record. */
    public RecordActions getAvailableActions() {
        return new RecordActions(build.job(), record);
    }

    /** Returns GitHub's ID of the record; null if GitHub returned none. */
    @Exported
    @CheckForNull
    public Long getId() {
        return record.answer() == null ? null : record.answer().id();
    }

    @Exported
    @CheckForNull
    public Long getAttestationId() {
        return record.answer() == null ? null : record.answer().attestationId();
    }

    @Exported
    @CheckForNull
    public String getServer() {
        return record.server();
    }

    @Exported
    @CheckForNull
    public String getOrganization() {
        return record.organization();
    }

    @Exported
    @CheckForNull
    public String getName() {
        return record.text(RecordField.NAME);
    }

    @Exported
    @CheckForNull
    public String getVersion() {
        return record.text(RecordField.VERSION);
    }

    @Exported
    @CheckForNull
    public String getDigest() {
        return record.digest();
    }

    @CheckForNull
    public String getShortDigest() {
        String digest = record.digest();
        return digest == null || digest.length() <= SHORT_DIGEST
                ? digest
                : digest.substring(0, SHORT_DIGEST) + '\u2026';
    }

    @Exported
    @CheckForNull
    public String getStatus() {
        return record.status();
    }

    @Exported
    @CheckForNull
    public String getLogicalEnvironment() {
        return record.text(RecordField.LOGICAL_ENVIRONMENT);
    }

    @Exported
    @CheckForNull
    public String getPhysicalEnvironment() {
        return record.text(RecordField.PHYSICAL_ENVIRONMENT);
    }

    @Exported
    @CheckForNull
    public String getCluster() {
        return record.text(RecordField.CLUSTER);
    }

    @Exported
    @CheckForNull
    public String getDeploymentName() {
        return record.text(RecordField.DEPLOYMENT_NAME);
    }

    /** Returns the environments and the cluster in a line. */
    public String getPlace() {
        return RecordPlace.line(getLogicalEnvironment(), getPhysicalEnvironment(), getCluster());
    }

    /** Returns the deployment's name, physical environment and cluster in a line, without the logical environment. */
    public String getBriefPlace() {
        return RecordPlace.line(getDeploymentName(), getPhysicalEnvironment(), getCluster());
    }

    @Exported
    @CheckForNull
    public String getGithubRepository() {
        return record.text(RecordField.GITHUB_REPOSITORY);
    }

    @Exported
    public List<String> getRuntimeRisks() {
        return record.runtimeRisks();
    }

    /** Returns beans instead of a map, because Stapler does not escape the keys of an exported map. */
    @Exported
    public List<RecordTag> getTags() {
        return record.tags().stream().map(RecordTag::new).toList();
    }

    public String getTagText() {
        return getTags().stream()
                .map(tag -> tag.getKey() + '=' + tag.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the time in milliseconds since 1970. */
    @Exported
    public long getRequestedAt() {
        return record.requestedAt();
    }

    /** Returns the time in milliseconds since 1970; null if the record's delivery has not ended. */
    @Exported
    @CheckForNull
    public Long getEndedAt() {
        return record.endedAt() == 0 ? null : record.endedAt();
    }

    /** Returns the time since the request, in the user's language. */
    public String getAge() {
        return Util.getTimeSpanString(Math.max(0, System.currentTimeMillis() - record.requestedAt()));
    }

    /** Returns the ID of the user who started the build; null if no user started it. */
    @Exported
    @CheckForNull
    public String getRequestedBy() {
        return record.requestedBy();
    }

    /** Returns the user who started the build; null if no user started it, or if the user was deleted. */
    @CheckForNull
    public User getRequester() {
        return record.requestedBy() == null ? null : User.getById(record.requestedBy(), false);
    }

    /** Returns the ID of the user who discarded the record; null if it was not discarded. */
    @Exported
    @CheckForNull
    public String getDiscardedBy() {
        return record.discardedBy();
    }

    /** Returns the reason why the delivery ended; null if there is none. */
    @Exported
    @CheckForNull
    public String getMessage() {
        return record.message();
    }

    /** Returns the URL of the organization's artifacts page, never another URL; null if it is not known. */
    @Exported
    @CheckForNull
    public String getUrl() {
        return ArtifactsPage.address(record.apiUrl(), record.organization());
    }

    /** Returns {@link #getMessage} in parts, so that a page can link the URLs in it. */
    public List<LinkedText.Part> getMessageParts() {
        return LinkedText.parts(record.message());
    }

    /** Returns the formatted body of the request, or the fields as they were typed if the record was not valid. */
    @CheckForNull
    public String getBody() {
        return record.body() == null ? null : record.body().toPrettyString();
    }

    /** Returns the known fields of GitHub's answer, formatted. */
    @CheckForNull
    public String getAnswer() {
        return record.answer() == null ? null : record.answerBody().toPrettyString();
    }

    public List<HistoryEntry.Event> getEvents() {
        return record.events();
    }

    public Date date(long at) {
        return new Date(at);
    }

    /** Whether the user has switched on Jenkins' new build page. */
    public boolean isNewPage() {
        return NewPages.ofBuilds();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return getDeploymentName() == null
                ? Messages.DeploymentRecordView_displayNameRefused()
                : Messages.DeploymentRecordView_displayName(getDeploymentName(), getLogicalEnvironment());
    }
}
