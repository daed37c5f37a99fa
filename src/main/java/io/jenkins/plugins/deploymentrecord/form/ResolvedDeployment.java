package io.jenkins.plugins.deploymentrecord.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ChangingName;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A complete and valid deployment: the record is valid, the server is configured by an administrator, and the
 * credential exists as far as this can be known.
 *
 * @param credentialsId the credential's ID, as typed or from a folder or the server
 * @param folderLines a line for the build's log for each folder that provides values
 * @param checkout a line for the build's log about the repository that the build checked out; null unless the form uses
 *     {@code SCM}
 * @param isWait whether the build waits for GitHub's answer
 * @param isDryRun whether nothing is sent
 */
@Restricted(NoExternalUse.class)
public record ResolvedDeployment(
        DeploymentRecord record,
        DeploymentRecordServer server,
        ApiUrl url,
        String credentialsId,
        List<String> folderLines,
        @CheckForNull String checkout,
        boolean isWait,
        boolean isDryRun) {

    /** Checks the credentials of a build. */
    @FunctionalInterface
    public interface CredentialRule {

        /**
         * Returns the errors of a credential for a server, and an error for each field that contains its token. May
         * take long.
         *
         * @param texts the texts of the record, with the names of their fields
         */
        List<FieldError> check(@CheckForNull String credentialsId, ApiUrl url, List<Map.Entry<String, String>> texts)
                throws InterruptedException;
    }

    /**
     * Merges a form with the defaults and validates the result. May take long: it reads the artifact.
     *
     * @param expanded the form with its known errors
     * @param variables the build's variables; the form must not contain their secrets
     * @param defaults the defaults of the job
     * @param checkouts the build's checkouts, which can provide the repository
     * @param workspace the workspace with the files of {@code artifact} and {@code digestFile}; null if there is none
     * @throws InvalidDeploymentException naming all errors
     * @throws IOException if the workspace cannot be reached now
     */
    public static ResolvedDeployment of(
            ExpandedForm<DeploymentForm> expanded,
            BuildVariables variables,
            CredentialRule credentials,
            FormDefaults defaults,
            Checkouts checkouts,
            @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        return new Preparation(expanded, variables, credentials, defaults).prepare(checkouts, workspace);
    }

    /**
     * Returns a warning if each build seems to create a new deployment name. Only for deployed records, as other
     * records must repeat the deployment name of an existing record.
     */
    public Optional<String> warning(int buildNumber) {
        return record.status() == DeploymentStatus.DEPLOYED
                ? ChangingName.warning(record.deploymentName(), record.version(), buildNumber)
                : Optional.empty();
    }

    private static final class Preparation {

        private final ExpandedForm<DeploymentForm> expanded;
        private final FormDefaults defaults;
        private final EffectiveForm draft;
        private final DeploymentForm form;
        private final BuildVariables variables;
        private final CredentialRule credentials;
        private final FormErrors all;
        private final List<FieldError> errors;

        Preparation(
                ExpandedForm<DeploymentForm> expanded,
                BuildVariables variables,
                CredentialRule credentials,
                FormDefaults defaults) {
            this.expanded = expanded;
            draft = new EffectiveForm(expanded.form(), defaults);
            this.defaults = defaults;
            form = draft.form();
            this.variables = variables;
            all = new FormErrors(expanded, form, draft.filled(), variables);
            errors = all.list;
            this.credentials = credentials;
        }

        ResolvedDeployment prepare(Checkouts checkouts, @CheckForNull Workspace workspace)
                throws InvalidDeploymentException, IOException, InterruptedException {
            defaults.serverError(form.getServer(), false).ifPresent(errors::add);
            Optional<CheckedOutRepository> checkedOut = draft.resolveRepository(checkouts);
            checkedOut.flatMap(CheckedOutRepository::error).ifPresent(errors::add);
            Optional<FieldError> artifactError = draft.artifactError();
            artifactError.ifPresent(errors::add);
            Optional<ArtifactDigest> found = artifactError.isEmpty()
                    ? new FoundArtifact(form, expanded, variables, errors).in(workspace)
                    : Optional.empty();
            DeploymentRecord.Builder builder = draft.builder();
            found.ifPresent(digest -> builder.digest(digest.value()));
            // an unread file has its own error, and it might have contained the artifact's name
            boolean unread = form.needsFile() && found.isEmpty();
            boolean unidentified =
                    unread || errors.stream().anyMatch(error -> ArtifactChoice.FIELDS.contains(error.field()));
            boolean nameTold = unread && form.getDigestFile() != null && form.getName() == null
                    || errors.stream().anyMatch(error -> error.field().equals(RecordField.NAME.parameterName()));
            ResultOnError.error(form.getResultOnError()).ifPresent(errors::add);
            builder.validate().stream()
                    .filter(error -> !(unidentified && error.field().equals(ArtifactChoice.DIGEST)))
                    .filter(error -> !(nameTold && error.field().equals(RecordField.NAME.parameterName())))
                    // a server that does not exist might have provided the organization
                    .filter(error -> draft.server().isPresent()
                            || form.getOrganization() != null
                            || !error.field().equals(RecordField.ORGANIZATION.parameterName()))
                    .forEach(errors::add);
            ApiUrl url = draft.server().map(all::url).orElse(null);
            all.complete(url, credentials);
            if (!errors.isEmpty()) {
                throw new InvalidDeploymentException(errors, typed(builder));
            }
            return new ResolvedDeployment(
                    builder.build(),
                    draft.server().get(),
                    url,
                    form.getCredentialsId(),
                    draft.filled().folderLines(),
                    checkedOut.flatMap(CheckedOutRepository::notice).orElse(null),
                    form.waits(),
                    form.isDryRun());
        }

        /** Returns the fields as typed, without the fields that contain or name a secret. */
        private JsonNode typed(DeploymentRecord.Builder builder) {
            var typed = new LinkedHashMap<>(builder.draft());
            if (form.getOrganization() != null) {
                typed.put(RecordField.ORGANIZATION.parameterName(), form.getOrganization());
            }
            Stream<String> withToken = form.texts().stream()
                    .filter(text -> GitHubToken.mayBeIn(text.getValue()))
                    .map(Map.Entry::getKey);
            Stream.of(all.secretFields.stream(), expanded.errors().stream().map(FieldError::field), withToken)
                    .flatMap(fields -> fields)
                    .map(RecordField::jsonName)
                    .forEach(typed::remove);
            return new ObjectMapper().valueToTree(typed);
        }
    }
}
