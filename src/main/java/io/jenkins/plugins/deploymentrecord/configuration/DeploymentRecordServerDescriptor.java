package io.jenkins.plugins.deploymentrecord.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ConnectionCheck;
import io.jenkins.plugins.deploymentrecord.github.ConnectionCheck.Finding;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Lists, field checks and the connection test for a server's row. For administrators only. */
@Extension
@Restricted(NoExternalUse.class)
public class DeploymentRecordServerDescriptor extends Descriptor<DeploymentRecordServer> {

    public DeploymentRecordServerDescriptor() {
        super(DeploymentRecordServer.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordServer_displayName();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String apiUrl, @QueryParameter String credentialsId) {
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
                        TokenCredentials.SUPPORTED)
                .includeCurrentValue(credentialsId);
    }

    /**
     * @param names the names of all rows on the page, separated by line breaks; the page's script keeps them beside
     *     each name
     */
    @POST
    public FormValidation doCheckName(@QueryParameter String value, @QueryParameter String names) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? ServerErrors.nameProblem(value, names)
                        .map(FormValidation::error)
                        .orElseGet(FormValidation::ok)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckWaitSeconds(@QueryParameter String value) {
        return check(NumberSetting.WAIT_SECONDS, value);
    }

    @POST
    public FormValidation doCheckGiveUpAfterHours(@QueryParameter String value) {
        return check(NumberSetting.GIVE_UP_AFTER_HOURS, value);
    }

    @POST
    public FormValidation doCheckRequestsPerMinute(@QueryParameter String value) {
        return check(NumberSetting.REQUESTS_PER_MINUTE, value);
    }

    private static FormValidation check(NumberSetting number, String typed) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? FieldErrorValidation.of(number.check(typed))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckApiUrl(@QueryParameter String value) {
        String typed = TypedText.trimToNull(value);
        if (typed == null || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        try {
            ApiUrl url = ApiUrl.of(typed);
            return url.isKnownToHaveRecords() || url.isLoopback()
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.DeploymentRecordServer_enterprise());
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    @POST
    public FormValidation doCheckOrganization(@QueryParameter String value) {
        String typed = TypedText.trimToNull(value);
        return typed == null || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? FormValidation.ok()
                : FieldErrorValidation.of(RecordField.ORGANIZATION.check(typed));
    }

    /**
     * Sends the token of a stored credential to the URL in the form, as an administrator may. Only reads from GitHub.
     *
     * <p>Does not call GitHub if the ID is empty (GHSA-xfrw-pcmc-r2p3).
     */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String apiUrl, @QueryParameter String organization, @QueryParameter String credentialsId) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        var server = new DeploymentRecordServer("");
        server.setApiUrl(apiUrl);
        server.setOrganization(organization);
        server.setCredentialsId(credentialsId);
        if (server.getCredentialsId() == null) {
            return FormValidation.error(Messages.DeploymentRecordServer_credentialMissing());
        }
        FormValidation wrong = firstError(doCheckApiUrl(apiUrl), doCheckOrganization(organization));
        return wrong == null ? testConnection(server) : wrong;
    }

    private static FormValidation firstError(FormValidation... checks) {
        return Stream.of(checks)
                .filter(check -> check.kind == FormValidation.Kind.ERROR)
                .findFirst()
                .orElse(null);
    }

    private static FormValidation testConnection(DeploymentRecordServer server) {
        ApiUrl url = ApiUrl.of(server.getApiUrl());
        String id = server.getCredentialsId();
        Optional<StandardCredentials> credential = CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        URIRequirementBuilder.fromUri(url.toString()).build())
                .stream()
                .filter(CredentialsMatchers.allOf(CredentialsMatchers.withId(id), TokenCredentials.SUPPORTED)::matches)
                .findFirst();
        if (credential.isEmpty()) {
            return FormValidation.error(
                    TokenCredentials.isOfSystemScope(id)
                            ? Messages.DeploymentRecordServer_systemScope(RecordField.quoted(id))
                            : Messages.DeploymentRecordServer_noCredential(RecordField.quoted(id)));
        }
        try {
            return GitHubToken.of(TokenCredentials.secret(credential.get()).getPlainText())
                    .map(token -> report(url, GitHubHttp.check(url, server.getOrganization(), token)))
                    .orElseGet(() ->
                            FormValidation.error(Messages.DeploymentRecordServer_noToken(RecordField.quoted(id))));
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Returns the verdict, followed by each finding, marked as success, warning or error. */
    private static FormValidation report(ApiUrl url, List<Finding> findings) {
        String route = new ControllerProxy().route(URI.create(url.toString()));
        return FormValidation.aggregate(
                Stream.concat(findings.stream(), Stream.of(new Finding(ConnectionCheck.Severity.OK, route)))
                        .map(DeploymentRecordServerDescriptor::marked)
                        .toList());
    }

    private static FormValidation marked(Finding finding) {
        String markup = finding.text().lines().map(Util::escape).collect(Collectors.joining("<br>"));
        return switch (finding.severity()) {
            case OK -> FormValidation.okWithMarkup(markup);
            case WARNING -> FormValidation.warningWithMarkup(markup);
            case ERROR -> FormValidation.errorWithMarkup(markup);
        };
    }
}
