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

/** A GitHub server that records may be sent to, with what its jobs need not repeat. */
@Restricted(NoExternalUse.class)
public class DeploymentRecordServer implements Describable<DeploymentRecordServer> {

    private final String name;
    private String apiUrl = ApiUrl.GITHUB_COM;
    private String organization;
    private String credentialsId;
    private Integer waitSeconds;
    private Integer giveUpAfterHours;
    private Integer requestsPerMinute;

    /** @param name what jobs call the server */
    @DataBoundConstructor
    public DeploymentRecordServer(String name) {
        this.name = Util.fixNull(TypedText.trimToNull(name));
    }

    /** A file that was written by hand may lack the name or the URL. */
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

    /** The URL as typed; {@link ApiUrl#of} is its rule. */
    @NonNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(String apiUrl) {
        String typed = TypedText.trimToNull(apiUrl);
        this.apiUrl = typed == null ? ApiUrl.GITHUB_COM : typed;
    }

    /** The organization of jobs that name none. */
    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = TypedText.trimToNull(organization);
    }

    /** The credential of jobs that name none, looked up in the context of the job's build. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = TypedText.trimToNull(credentialsId);
    }

    /** How long a build waits for GitHub's answer, in seconds from the acceptance of a record on; null for the default. */
    @CheckForNull
    public Integer getWaitSeconds() {
        return waitSeconds;
    }

    @DataBoundSetter
    public void setWaitSeconds(@CheckForNull Integer waitSeconds) {
        this.waitSeconds = waitSeconds;
    }

    /** How long a record is delivered, in hours from its acceptance on; null for the default. */
    @CheckForNull
    public Integer getGiveUpAfterHours() {
        return giveUpAfterHours;
    }

    @DataBoundSetter
    public void setGiveUpAfterHours(@CheckForNull Integer giveUpAfterHours) {
        this.giveUpAfterHours = giveUpAfterHours;
    }

    /** The most requests in any minute for each account, 0 for no limit; null for the default. */
    @CheckForNull
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    @DataBoundSetter
    public void setRequestsPerMinute(@CheckForNull Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** How long a build waits for GitHub's answer. */
    @NonNull
    public Duration waitTime() {
        return Duration.ofSeconds(NumberSetting.WAIT_SECONDS.orDefault(waitSeconds));
    }

    /** How long a record is delivered. */
    @NonNull
    public Duration giveUpAfter() {
        return Duration.ofHours(NumberSetting.GIVE_UP_AFTER_HOURS.orDefault(giveUpAfterHours));
    }

    /** The most requests in any minute for each account; 0 for no limit. */
    public int requestRate() {
        return NumberSetting.REQUESTS_PER_MINUTE.orDefault(requestsPerMinute);
    }

    /** What is wrong with the numbers, if anything: they are checked when they are set, but a file can be edited. */
    public List<FieldError> numberErrors() {
        return Stream.of(
                        NumberSetting.WAIT_SECONDS.check(waitSeconds),
                        NumberSetting.GIVE_UP_AFTER_HOURS.check(giveUpAfterHours),
                        NumberSetting.REQUESTS_PER_MINUTE.check(requestsPerMinute))
                .flatMap(Optional::stream)
                .toList();
    }
}
