package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SourceRepository;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The defaults of a folder for the forms of its jobs. A value is null if the folder has no default.
 *
 * @param folder the full name
 * @param server the name of a server, which may no longer exist
 * @param waits whether builds wait for GitHub's answer
 */
record FolderDefaults(
        String folder,
        @CheckForNull String server,
        @CheckForNull String organization,
        @CheckForNull String credentialsId,
        @CheckForNull String logicalEnvironment,
        @CheckForNull String physicalEnvironment,
        @CheckForNull String cluster,
        @CheckForNull String githubRepository,
        @CheckForNull Boolean waits) {

    /**
     * Returns the errors of the values. Does not check whether the server and the credential exist: they may be created
     * later.
     */
    List<FieldError> errors() {
        return Stream.of(
                        error(RecordField.ORGANIZATION, organization),
                        credentialError(credentialsId),
                        error(RecordField.LOGICAL_ENVIRONMENT, logicalEnvironment),
                        error(RecordField.PHYSICAL_ENVIRONMENT, physicalEnvironment),
                        error(RecordField.CLUSTER, cluster),
                        repositoryError(githubRepository))
                .flatMap(Optional::stream)
                .toList();
    }

    boolean isEmpty() {
        return Stream.of(
                        server,
                        organization,
                        credentialsId,
                        logicalEnvironment,
                        physicalEnvironment,
                        cluster,
                        githubRepository,
                        waits)
                .allMatch(Objects::isNull);
    }

    static Optional<FieldError> error(RecordField field, @CheckForNull String value) {
        return literal(field.parameterName(), value, field::check);
    }

    static Optional<FieldError> repositoryError(@CheckForNull String value) {
        return literal(
                RecordField.GITHUB_REPOSITORY.parameterName(), value, text -> SourceRepository.error(text, null, null));
    }

    static Optional<FieldError> credentialError(@CheckForNull String value) {
        return literal(DeliveryForm.CREDENTIALS_ID, value, text -> Optional.empty());
    }

    private static Optional<FieldError> literal(
            String field, @CheckForNull String value, Function<String, Optional<FieldError>> rule) {
        return value == null ? Optional.empty() : variableError(field, value).or(() -> rule.apply(value));
    }

    /** Returns an error if a text contains a variable: each job has other variables, which a folder cannot know. */
    static Optional<FieldError> variableError(String field, String value) {
        return VariableText.names(value).stream()
                .findFirst()
                .map(name -> new FieldError(field, Messages.FolderDefaults_variable(RecordField.quoted(name))));
    }
}
