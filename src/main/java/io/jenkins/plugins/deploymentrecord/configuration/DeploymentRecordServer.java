package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A GitHub server that may receive records, with the defaults of the jobs that use it. */
@Restricted(NoExternalUse.class)
public class DeploymentRecordServer implements Describable<DeploymentRecordServer> {

    private final String name;
    private String apiUrl = ApiUrl.GITHUB_COM;
    private String organization;
    private String credentialsId;
    private Integer waitSeconds;
    private Integer giveUpAfterHours;
    private Integer requestsPerMinute;

    /** @param name the name by which jobs refer to the server */
    @DataBoundConstructor
    public DeploymentRecordServer(String name) {
        this.name = Util.fixNull(TypedText.trimToNull(name));
    }

    /** Sets the initial name or URL if a file that was written by hand lacks it. */
    private Object readResolve() {
        var server = new DeploymentRecordServer(name);
        server.setApiUrl(apiUrl);
        server.setOrganization(organization);
        server.setCredentialsId(credentialsId);
        server.setWaitSeconds(waitSeconds);
        server.setGiveUpAfterHours(giveUpAfterHours);
        server.setRequestsPerMinute(requestsPerMinute);
        return server;
    }

    @NonNull
    public String getName() {
        return name;
    }

    /** Returns the URL as typed; {@link ApiUrl#of} validates it. */
    @NonNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(String apiUrl) {
        String typed = TypedText.trimToNull(apiUrl);
        this.apiUrl = typed == null ? ApiUrl.GITHUB_COM : typed;
    }

    /** Returns the organization for jobs that name none. */
    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = TypedText.trimToNull(organization);
    }

    /** Returns the ID of the credential for jobs that name none. Looked up in the context of the job's build. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = TypedText.trimToNull(credentialsId);
    }

    /**
     * Returns how long a build waits for GitHub's answer, in seconds after the record was accepted; null for the
     * default.
     */
    @CheckForNull
    public Integer getWaitSeconds() {
        return waitSeconds;
    }

    @DataBoundSetter
    public void setWaitSeconds(@CheckForNull Integer waitSeconds) {
        this.waitSeconds = waitSeconds;
    }

    /**
     * Returns how long delivery of a record is attempted, in hours after the record was accepted; null for the default.
     */
    @CheckForNull
    public Integer getGiveUpAfterHours() {
        return giveUpAfterHours;
    }

    @DataBoundSetter
    public void setGiveUpAfterHours(@CheckForNull Integer giveUpAfterHours) {
        this.giveUpAfterHours = giveUpAfterHours;
    }

    /** Returns the maximum number of requests in any minute for each account, 0 for no limit; null for the default. */
    @CheckForNull
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    @DataBoundSetter
    public void setRequestsPerMinute(@CheckForNull Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** Returns how long a build waits for GitHub's answer. */
    @NonNull
    public Duration waitTime() {
        return Duration.ofSeconds(NumberSetting.WAIT_SECONDS.orDefault(waitSeconds));
    }

    /** Returns how long delivery of a record is attempted. */
    @NonNull
    public Duration giveUpAfter() {
        return Duration.ofHours(NumberSetting.GIVE_UP_AFTER_HOURS.orDefault(giveUpAfterHours));
    }

    /** Returns the maximum number of requests in any minute for each account; 0 for no limit. */
    public int requestRate() {
        return NumberSetting.REQUESTS_PER_MINUTE.orDefault(requestsPerMinute);
    }

    /** Returns the errors of the numbers. The numbers were checked when they were set, but a file can be edited. */
    public List<FieldError> numberErrors() {
        return Stream.of(
                        NumberSetting.WAIT_SECONDS.check(waitSeconds),
                        NumberSetting.GIVE_UP_AFTER_HOURS.check(giveUpAfterHours),
                        NumberSetting.REQUESTS_PER_MINUTE.check(requestsPerMinute))
                .flatMap(Optional::stream)
                .toList();
    }
}
