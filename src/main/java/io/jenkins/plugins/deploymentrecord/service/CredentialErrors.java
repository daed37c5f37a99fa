package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Explains why a credential cannot be used. */
final class CredentialErrors {

    private CredentialErrors() {}

    /**
     * Explains that no credential has this ID, or that the credential is not for this server or not for jobs. Calls the
     * stores again, so it can take as long as a look-up.
     */
    static String notFound(String id, ApiUrl url, CredentialContexts.Context context) {
        String quoted = RecordField.quoted(id);
        // a store that did not find the credential before may find it now, and then the domain is not the cause
        if (context.find(id, List.of()) != null && context.find(id, requirements(url)) == null) {
            return Messages.CredentialErrors_otherDomain(quoted, url.hostAndPort());
        }
        return TokenCredentials.isOfSystemScope(id)
                ? Messages.CredentialErrors_systemScope(quoted)
                : Messages.CredentialErrors_notFound(
                        quoted,
                        Stream.concat(
                                        context.folders().stream().map(Messages::CredentialErrors_folder),
                                        Stream.of(Messages.CredentialErrors_global(
                                                Jenkins.get().getDisplayName())))
                                .collect(Collectors.joining(", ")));
    }

    /** Returns the requirements of a server that a credential's domain must cover. */
    static List<DomainRequirement> requirements(ApiUrl url) {
        return URIRequirementBuilder.fromUri(url.toString()).build();
    }

    /** Explains that the secret cannot be a token. */
    static String noToken(String id) {
        return Messages.CredentialErrors_noToken(RecordField.quoted(id));
    }

    /** Explains that the kind of the credential is not supported. */
    static String wrongKind(String id, StandardCredentials credential) {
        return Messages.CredentialErrors_wrongKind(
                RecordField.quoted(id), credential.getDescriptor().getDisplayName());
    }
}
