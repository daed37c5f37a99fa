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

/** A kept record as pages and the REST API show it; the names are those that people type and that the step returns. */
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

    /** The build, as Jenkins' layout of a build's page calls it: loads it. */
    @CheckForNull
    public Run<?, ?> getObject() {
        return build.run();
    }

    /** The full name of the job. */
    @Exported
    public String getJob() {
        return build.jobName();
    }

    /** The job's page, as a path on this controller; null if the job was deleted. */
    @CheckForNull
    public String getJobPath() {
        return build.jobPath();
    }

    @Exported
    public int getBuild() {
        return build.number();
    }

    /** The page of this record, as a path on this controller; null if its build was deleted. */
    @CheckForNull
    public String getPath() {
        return build.recordPath(record);
    }

    /** The page of its build, as a path on this controller; null if the build was deleted. */
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

    /** The same for people. */
    public StateText getStateText() {
        return new StateText(record.state());
    }

    /** The actions that the reader may take on it. */
    public RecordActs getActs() {
        return new RecordActs(build.job(), record);
    }

    /** GitHub's number of the record. */
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

    /** Environments and cluster, in a line. */
    public String getPlace() {
        return RecordPlace.line(getLogicalEnvironment(), getPhysicalEnvironment(), getCluster());
    }

    /** The deployment's name and the rest of its place, in a line below or beside its logical environment. */
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

    /** A list of beans: Stapler escapes the values of an exported map, but not its keys. */
    @Exported
    public List<RecordTag> getTags() {
        return record.tags().stream().map(RecordTag::new).toList();
    }

    public String getTagText() {
        return getTags().stream()
                .map(tag -> tag.getKey() + '=' + tag.getValue())
                .collect(Collectors.joining(", "));
    }

    /** In milliseconds since 1970. */
    @Exported
    public long getRequestedAt() {
        return record.requestedAt();
    }

    /** In milliseconds since 1970; null while it has not ended. */
    @Exported
    @CheckForNull
    public Long getEndedAt() {
        return record.endedAt() == 0 ? null : record.endedAt();
    }

    /** Since it was requested, in the words of the reader's language. */
    public String getAge() {
        return Util.getTimeSpanString(Math.max(0, System.currentTimeMillis() - record.requestedAt()));
    }

    /** The ID of the user who started the build; null if no user did. */
    @Exported
    @CheckForNull
    public String getRequestedBy() {
        return record.requestedBy();
    }

    /** The user who started the build; null if no user did, or the user was deleted. */
    @CheckForNull
    public User getRequester() {
        return record.requestedBy() == null ? null : User.getById(record.requestedBy(), false);
    }

    /** The ID of the user who discarded it; null for all others. */
    @Exported
    @CheckForNull
    public String getDiscardedBy() {
        return record.discardedBy();
    }

    /** Why it ended as it did. */
    @Exported
    @CheckForNull
    public String getMessage() {
        return record.message();
    }

    /** The organization's page of artifacts, if it is known; never an address from outside. */
    @Exported
    @CheckForNull
    public String getUrl() {
        return ArtifactsPage.address(record.apiUrl(), record.organization());
    }

    /** {@link #getMessage} in parts, so that a page can link the addresses in it. */
    public List<LinkedText.Part> getMessageParts() {
        return LinkedText.parts(record.message());
    }

    /** The request's body, or the fields as they were typed if the record was not valid, laid out for a person. */
    @CheckForNull
    public String getBody() {
        return record.body() == null ? null : record.body().toPrettyString();
    }

    /** GitHub's answer, as far as it was understood, laid out for a person. */
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

    /** Whether the reader has Jenkins' new page of a build. */
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
