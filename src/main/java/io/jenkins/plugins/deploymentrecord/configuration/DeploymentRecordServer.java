package io.jenkins.plugins.deploymentrecord.configuration;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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

    @Extension
    public static class DescriptorImpl extends Descriptor<DeploymentRecordServer> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeploymentRecordServer_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String apiUrl, @QueryParameter String credentialsId) {
            var model = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return model.includeCurrentValue(credentialsId);
            }
            return model.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCredentials.class,
                            URIRequirementBuilder.fromUri(apiUrl).build(),
                            TokenCredentials.FITTING)
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return !Jenkins.get().hasPermission(Jenkins.ADMINISTER) || Util.fixEmptyAndTrim(value) != null
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.DeploymentRecordServer_nameless());
        }

        @POST
        public FormValidation doCheckApiUrl(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER) || Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.ok();
            }
            try {
                ApiUrl.of(value);
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckOrganization(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER) || Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.ok();
            }
            return RecordField.ORGANIZATION
                    .check(value.trim())
                    .map(fault -> FormValidation.error(fault.problem()))
                    .orElseGet(FormValidation::ok);
        }
    }
}
