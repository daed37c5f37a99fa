package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A GitHub server that records may be sent to, with what its jobs need not repeat. */
@Restricted(NoExternalUse.class)
public class DeploymentRecordServer extends AbstractDescribableImpl<DeploymentRecordServer> {

    private final String name;
    private String apiUrl = ApiUrl.GITHUB_COM;
    private String organization;
    private String credentialsId;

    /** @param name what jobs call the server */
    @DataBoundConstructor
    public DeploymentRecordServer(String name) {
        this.name = Util.fixNull(name).trim();
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
        String typed = Util.fixEmptyAndTrim(apiUrl);
        this.apiUrl = typed == null ? ApiUrl.GITHUB_COM : typed;
    }

    /** The organization of jobs that name none. */
    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    /** The credential of jobs that name none, looked up in the context of the job's build. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }
}
