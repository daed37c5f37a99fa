package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The errors of a form, without errors that follow from other errors, and without secrets. */
final class FormErrors {

    private final ExpandedForm<?> expanded;
    private final DeliveryForm<?> form;
    private final FilledDefaults filled;
    private final BuildVariables variables;
    final List<FieldError> list = new ArrayList<>();
    /** The fields that contain a secret, or the name of a secret. */
    final Set<String> secretFields = new HashSet<>();

    /** @param form the form with its defaults */
    FormErrors(ExpandedForm<?> expanded, DeliveryForm<?> form, FilledDefaults filled, BuildVariables variables) {
        this.expanded = expanded;
        this.form = form;
        this.filled = filled;
        this.variables = variables;
    }

    /**
     * Adds the server's errors and returns its URL; null if the URL cannot be used. The server was checked when it was
     * set, but a file in JENKINS_HOME can be edited.
     */
    @CheckForNull
    ApiUrl url(DeploymentRecordServer server) {
        server.numberErrors().forEach(error -> list.add(new FieldError("server", error.toString())));
        try {
            return ApiUrl.of(server.getApiUrl());
        } catch (IllegalArgumentException e) {
            list.add(new FieldError("server", e.getMessage()));
            return null;
        }
    }

    /** Adds the errors of the credential, of earlier steps and of secrets. */
    void complete(@CheckForNull ApiUrl url, ResolvedDeployment.CredentialRule credentials)
            throws IOException, InterruptedException {
        complete(url, credentials, List.of());
    }

    /**
     * @param read the texts of the records that the form itself lacks, with the names of the fields that they come from
     */
    void complete(
            @CheckForNull ApiUrl url,
            ResolvedDeployment.CredentialRule credentials,
            List<Map.Entry<String, String>> read)
            throws IOException, InterruptedException {
        var texts = new ArrayList<>(form.texts());
        texts.addAll(read);
        List<FieldError> folderErrors = filled.errors(texts).stream()
                .filter(error -> !expanded.isSettled(error.field()))
                .toList();
        if (url != null && folderErrors.stream().noneMatch(FormErrors::isOfCredential)) {
            credentials.check(form.getCredentialsId(), url, texts).forEach(this::addCredentialError);
        }
        filled.addTo(list, folderErrors);
        addEarlierErrors();
        addSecretErrors(variables.errors(texts));
        List<FieldError> masked = variables.mask(list);
        list.clear();
        list.addAll(masked);
    }

    /** Adds the earlier errors. Removes all other errors of the same fields, and of fields that depend on them. */
    private void addEarlierErrors() {
        boolean artifactSettled = ArtifactChoice.FIELDS.stream().anyMatch(expanded::isSettled);
        boolean nameless = form instanceof DeploymentForm deployment
                && deployment.getName() == null
                && (deployment.getImage() != null
                        || expanded.isSettled(ArtifactChoice.IMAGE)
                        || expanded.isSettled(ArtifactChoice.DIGEST_FILE));
        list.removeIf(error -> expanded.isSettled(error.field())
                || artifactSettled && ArtifactChoice.FIELDS.contains(error.field())
                || nameless && error.field().equals(RecordField.NAME.parameterName()));
        list.addAll(0, expanded.errors());
    }

    private void addCredentialError(FieldError error) {
        if (isOfCredential(error)) {
            list.add(error);
        } else {
            addSecretErrors(List.of(error));
        }
    }

    private static boolean isOfCredential(FieldError error) {
        return error.field().equals(DeliveryForm.CREDENTIALS_ID);
    }

    /** Adds the errors of fields with a secret. Such a field gets no other error. */
    private void addSecretErrors(List<FieldError> secretErrors) {
        Set<String> fields = secretErrors.stream().map(FieldError::field).collect(Collectors.toSet());
        list.removeIf(error -> fields.contains(error.field()));
        list.addAll(secretErrors);
        secretFields.addAll(fields);
    }
}
