package io.jenkins.plugins.deploymentrecord.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ChangingName;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A deployment that nothing is missing from: the record is valid, the server is one of the administrator's, the credential
 * is there as far as that can be known.
 *
 * @param credentialsId as typed, or that of the server
 * @param isWait whether the build waits for GitHub's answer
 * @param isDryRun whether nothing shall be sent
 */
@Restricted(NoExternalUse.class)
public record ResolvedDeployment(
        DeploymentRecord record,
        DeploymentRecordServer server,
        ApiUrl url,
        String credentialsId,
        boolean isWait,
        boolean isDryRun) {

    /** Knows the credentials of a build. */
    @FunctionalInterface
    public interface CredentialRule {

        /**
         * What is wrong with a credential for a server, if anything; and the fields that have its token in them. May take
         * long.
         *
         * @param texts of the record, with their fields
         */
        List<FieldError> check(@CheckForNull String credentialsId, ApiUrl url, List<Map.Entry<String, String>> texts)
                throws InterruptedException;
    }

    /**
     * Merges a form with the defaults and checks all of it. May take long: it reads the artifact.
     *
     * @param expanded with the errors that are known already
     * @param variables those of the build: the form must not have what is secret of them
     * @param workspace where the files of {@code artifact} and {@code digestFile} are looked for; null if there is none
     * @throws InvalidDeploymentException naming everything that is wrong
     * @throws IOException if the workspace cannot be reached now
     */
    public static ResolvedDeployment of(
            ExpandedForm expanded,
            BuildVariables variables,
            CredentialRule credentials,
            @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        return new Preparation(expanded, variables, credentials).prepare(workspace);
    }

    /** That each build leaves a record of its own, if it seems so. A deployment is ended under the name that it has. */
    public Optional<String> warning(int buildNumber) {
        return record.status() == DeploymentStatus.DEPLOYED
                ? ChangingName.warning(record.deploymentName(), record.version(), buildNumber)
                : Optional.empty();
    }

    private static final class Preparation {

        private final ExpandedForm expanded;
        private final EffectiveForm draft;
        private final DeploymentForm form;
        private final BuildVariables variables;
        private final CredentialRule credentials;
        private final List<FieldError> errors = new ArrayList<>();
        /** The fields that have a secret in them, or name one. */
        private final Set<String> secretFields = new HashSet<>();

        Preparation(ExpandedForm expanded, BuildVariables variables, CredentialRule credentials) {
            this.expanded = expanded;
            draft = new EffectiveForm(expanded.form());
            form = draft.form();
            this.variables = variables;
            this.credentials = credentials;
        }

        ResolvedDeployment prepare(@CheckForNull Workspace workspace)
                throws InvalidDeploymentException, IOException, InterruptedException {
            EffectiveForm.serverError(form.getServer(), false).ifPresent(errors::add);
            Optional<FieldError> artifactError = draft.artifactError();
            artifactError.ifPresent(errors::add);
            Optional<ArtifactDigest> found = artifactError.isEmpty()
                    ? new FoundArtifact(form, expanded, variables, errors).in(workspace)
                    : Optional.empty();
            DeploymentRecord.Builder builder = draft.builder();
            found.ifPresent(digest -> builder.digest(digest.value()));
            // what names the artifact has an error of its own then, and would perhaps have given the name
            boolean unread = form.needsFile() && found.isEmpty();
            boolean unidentified =
                    unread || errors.stream().anyMatch(error -> ArtifactChoice.FIELDS.contains(error.field()));
            boolean nameTold = unread && form.getDigestFile() != null && form.getName() == null
                    || errors.stream().anyMatch(error -> error.field().equals(RecordField.NAME.parameterName()));
            ResultOnError.error(form.getResultOnError()).ifPresent(errors::add);
            builder.validate().stream()
                    .filter(error -> !(unidentified && error.field().equals(ArtifactChoice.DIGEST)))
                    .filter(error -> !(nameTold && error.field().equals(RecordField.NAME.parameterName())))
                    // nor is a default missing that the server would have given
                    .filter(error -> draft.server().isPresent()
                            || form.getOrganization() != null
                            || !error.field().equals(RecordField.ORGANIZATION.parameterName()))
                    .forEach(errors::add);
            ApiUrl url = draft.server().map(this::url).orElse(null);
            if (url != null) {
                credentials.check(form.getCredentialsId(), url, form.texts()).forEach(this::addCredentialError);
            }
            addEarlierErrors();
            addSecretErrors();
            if (!errors.isEmpty()) {
                throw new InvalidDeploymentException(errors, typed(builder));
            }
            return new ResolvedDeployment(
                    builder.build(),
                    draft.server().get(),
                    url,
                    form.getCredentialsId(),
                    form.isWait(),
                    form.isDryRun());
        }

        /** A field that was wrong already gets no further error, nor do the fields that depend on it. */
        private void addEarlierErrors() {
            boolean artifactSettled = ArtifactChoice.FIELDS.stream().anyMatch(expanded::isSettled);
            boolean nameless = form.getName() == null
                    && (form.getImage() != null
                            || expanded.isSettled(ArtifactChoice.IMAGE)
                            || expanded.isSettled(ArtifactChoice.DIGEST_FILE));
            errors.removeIf(error -> expanded.isSettled(error.field())
                    || artifactSettled && ArtifactChoice.FIELDS.contains(error.field())
                    || nameless && error.field().equals(RecordField.NAME.parameterName()));
            errors.addAll(0, expanded.errors());
        }

        /** The fields as they were typed, without those that have, or name, a secret. */
        private JsonNode typed(DeploymentRecord.Builder builder) {
            var typed = new LinkedHashMap<>(builder.draft());
            if (form.getOrganization() != null) {
                typed.put(RecordField.ORGANIZATION.parameterName(), form.getOrganization());
            }
            Stream<String> withToken = form.texts().stream()
                    .filter(text -> GitHubToken.looksLikeOne(text.getValue()))
                    .map(Map.Entry::getKey);
            Stream.of(secretFields.stream(), expanded.errors().stream().map(FieldError::field), withToken)
                    .flatMap(fields -> fields)
                    .map(RecordField::jsonName)
                    .forEach(typed::remove);
            return new ObjectMapper().valueToTree(typed);
        }

        private void addCredentialError(FieldError error) {
            if (error.field().equals(DeploymentForm.CREDENTIALS_ID)) {
                errors.add(error);
            } else {
                addSecretErrors(List.of(error));
            }
        }

        /** A field with a secret gets no other error. */
        private void addSecretErrors(List<FieldError> secretErrors) {
            Set<String> fields = secretErrors.stream().map(FieldError::field).collect(Collectors.toSet());
            errors.removeIf(error -> fields.contains(error.field()));
            errors.addAll(secretErrors);
            secretFields.addAll(fields);
        }

        /** Nothing that is said quotes a secret. */
        private void addSecretErrors() throws IOException, InterruptedException {
            addSecretErrors(variables.errors(form.texts()));
            List<FieldError> masked = variables.mask(errors);
            errors.clear();
            errors.addAll(masked);
        }

        /** Checked when it was set, but a file in JENKINS_HOME can be edited. */
        private ApiUrl url(DeploymentRecordServer server) {
            server.numberErrors().forEach(error -> errors.add(new FieldError("server", error.toString())));
            try {
                return ApiUrl.of(server.getApiUrl());
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("server", e.getMessage()));
                return null;
            }
        }
    }
}
