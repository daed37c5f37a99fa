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
 * The artifact of a form that names a file: the artifact itself, or a file with its digest. A file with a digest may
 * also contain the artifact's name.
 *
 * @param form receives the artifact's name if it has no name
 * @param expanded the form with its known errors; a field that has such an error is not read
 * @param variables the build's variables; a field that contains a secret is not read, as errors of reading quote the
 *     path
 * @param errors receives the reasons if there is no digest
 */
record FoundArtifact(
        DeploymentForm form, ExpandedForm<DeploymentForm> expanded, BuildVariables variables, List<FieldError> errors) {

    /**
     * Reads the file.
     *
     * @return empty if the form names no file, or if the digest cannot be determined
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
