package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.List;
import java.util.Optional;

/**
 * The credentials that a form offers, and the default credential of a folder or the server, which is used if the form
 * names none.
 *
 * @param server the server's name in the form; blank for the default server
 */
record CredentialOptions(
        @CheckForNull Item item,
        FormDefaults defaults,
        @CheckForNull String server) {

    /** Lists the credentials for users who may use credentials. Other users see only the chosen ID. */
    ListBoxModel list(@CheckForNull String chosen) {
        var access = new FormAccess(item);
        var model = new StandardListBoxModel();
        if (access.mayUseCredentials()) {
            model.addAll(usable());
        }
        model.add(
                0,
                new ListBoxModel.Option(
                        access.mayConfigure() ? defaultText() : Messages.DeploymentForm_serversCredential(), ""));
        return model.includeCurrentValue(chosen == null ? "" : chosen);
    }

    /** Checks a chosen ID. Reveals only credentials that {@link #list} shows to the same user. */
    FormValidation check(@CheckForNull String chosen) {
        var access = new FormAccess(item);
        String id = TypedText.trimToNull(chosen);
        if (id == null) {
            return access.mayConfigure()
                            && found().isPresent()
                            && defaultValue().isEmpty()
                    ? FormValidation.error(Messages.CredentialOptions_missing())
                    : FormValidation.ok();
        }
        return id.indexOf('$') >= 0 || !access.mayUseCredentials() || find(id).isPresent()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.DeploymentForm_unusableCredential(RecordField.quoted(id)));
    }

    /** Returns the text of the first option: the credential that a build uses if the form names none. */
    private String defaultText() {
        if (found().isEmpty()) {
            return Messages.DeploymentForm_serversCredential();
        }
        String name = found().get().getName();
        return defaultValue()
                .map(value -> Messages.DeploymentForm_defaultCredential(
                        find(value.value()).map(option -> option.name).orElse(value.value()), value.origin()))
                .orElseGet(() -> Messages.DeploymentForm_noCredential(name));
    }

    private Optional<DefaultValue> defaultValue() {
        return found().flatMap(defaults::credentialsId);
    }

    private Optional<ListBoxModel.Option> find(String id) {
        return usable().stream().filter(option -> option.value.equals(id)).findFirst();
    }

    private ListBoxModel usable() {
        List<DomainRequirement> requirements = found().map(DeploymentRecordServer::getApiUrl)
                .map(url -> URIRequirementBuilder.fromUri(url).build())
                .orElse(List.of());
        return new StandardListBoxModel()
                .includeMatchingAs(
                        item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2,
                        item,
                        StandardCredentials.class,
                        requirements,
                        TokenCredentials.SUPPORTED);
    }

    /** Returns the server; empty if the server does not exist, or if its name contains a variable. */
    private Optional<DeploymentRecordServer> found() {
        return defaults.server(server);
    }
}
