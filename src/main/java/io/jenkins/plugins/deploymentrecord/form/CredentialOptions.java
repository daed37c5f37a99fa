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
 * The credentials that a form offers, and the credential of a folder or the server, which serves if none is chosen.
 *
 * @param server as the form names it; blank for the first server
 */
record CredentialOptions(
        @CheckForNull Item item,
        FormDefaults defaults,
        @CheckForNull String server) {

    /** For who may use credentials; who may not sees what is chosen, and no more. */
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

    /** Names no credential that the list would not show, so nothing can be found out by asking. */
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

    /** The credential that a build would use if the form names none. */
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

    /** Empty if the server is not there, or is a variable. */
    private Optional<DeploymentRecordServer> found() {
        return defaults.server(server);
    }
}
