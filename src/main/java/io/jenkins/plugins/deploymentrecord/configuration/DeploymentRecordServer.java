package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentrecord.delivery.DeliveryRequest;
import io.jenkins.plugins.deploymentrecord.delivery.Pacing;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.Fault;
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
    private Integer budgetSeconds;
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
        server.setBudgetSeconds(budgetSeconds);
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

    /** How long a record may take in all, waits and tries included, in seconds; null for the default. */
    @CheckForNull
    public Integer getBudgetSeconds() {
        return budgetSeconds;
    }

    @DataBoundSetter
    public void setBudgetSeconds(@CheckForNull Integer budgetSeconds) {
        this.budgetSeconds = budgetSeconds;
    }

    /** The most requests in any minute for each credential, 0 for no pace; null for the default. */
    @CheckForNull
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    @DataBoundSetter
    public void setRequestsPerMinute(@CheckForNull Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    @NonNull
    public Duration budget() {
        return budgetSeconds == null ? DeliveryRequest.DEFAULT_BUDGET : Duration.ofSeconds(budgetSeconds);
    }

    @NonNull
    public Pacing pacing() {
        if (requestsPerMinute == null) {
            return Pacing.GITHUB;
        }
        return requestsPerMinute == 0
                ? Pacing.OFF
                : new Pacing(requestsPerMinute, Math.min(requestsPerMinute, Pacing.GITHUB.burst()));
    }

    /** What is wrong with the numbers, if anything: they are checked when they are set, but a file can be edited. */
    public List<Fault> numberFaults() {
        return Stream.of(
                        NumberSetting.BUDGET_SECONDS.check(budgetSeconds),
                        NumberSetting.REQUESTS_PER_MINUTE.check(requestsPerMinute))
                .flatMap(Optional::stream)
                .toList();
    }
}
