package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ArtifactPath;
import io.jenkins.plugins.deploymentrecord.github.DigestFile;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The artifact that a form names by a file: by the artifact itself, or by a file with its digest. Such a file may give the
 * artifact's name, too.
 *
 * @param form takes the name, if it has none
 * @param expanded tells which fields are known to be wrong, and are not read
 * @param variables no field with a secret in it is read, as the errors of reading quote the path
 * @param errors takes the reasons why there is no digest
 */
record FoundArtifact(
        DeploymentForm form, ExpandedForm<DeploymentForm> expanded, BuildVariables variables, List<FieldError> errors) {

    /**
     * Reads the file.
     *
     * @return empty if the form names none, or if its digest cannot be told
     * @throws IOException if the workspace cannot be reached now
     */
    Optional<ArtifactDigest> in(@CheckForNull Workspace workspace) throws IOException, InterruptedException {
        String field = form.getDigestFile() == null ? ArtifactChoice.ARTIFACT : ArtifactChoice.DIGEST_FILE;
        String path = form.getDigestFile() == null ? form.getArtifact() : form.getDigestFile();
        if (path == null
                || expanded.isSettled(field)
                || !variables.errors(List.of(Map.entry(field, path))).isEmpty()) {
            return Optional.empty();
        }
        if (workspace == null) {
            errors.add(new FieldError(field, Messages.FoundArtifact_noWorkspace()));
            return Optional.empty();
        }
        try {
            var file = new ArtifactFile(path);
            return field.equals(ArtifactChoice.ARTIFACT)
                    ? Optional.of(file.digestIn(workspace))
                    : digest(path, file.contentIn(workspace));
        } catch (ArtifactPath.Unusable e) {
            errors.add(new FieldError(field, e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<ArtifactDigest> digest(String path, Optional<byte[]> content) {
        if (content.isEmpty()) {
            errors.add(
                    new FieldError(ArtifactChoice.DIGEST_FILE, Messages.FoundArtifact_large(RecordField.quoted(path))));
            return Optional.empty();
        }
        DigestFile file = DigestFile.parse(content.get());
        file.problem(path).ifPresent(problem -> errors.add(new FieldError(ArtifactChoice.DIGEST_FILE, problem)));
        if (form.getName() == null) {
            file.name().ifPresent(form::setName);
            file.nameProblem()
                    .ifPresent(problem -> errors.add(new FieldError(RecordField.NAME.parameterName(), problem)));
        }
        return file.digest();
    }
}
