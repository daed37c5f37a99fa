package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterDeployment;
import io.jenkins.plugins.deploymentrecord.cluster.ContainerDeployments;
import io.jenkins.plugins.deploymentrecord.cluster.DeploymentList;
import io.jenkins.plugins.deploymentrecord.cluster.TypedDeployments;
import io.jenkins.plugins.deploymentrecord.github.ArtifactPath;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the deployments of a form from exactly one source: a list printed by kubectl, a JSON file, or a list in
 * the form.
 */
final class ClusterSource {

    private final ClusterForm form;
    private final ClusterOptions options;
    private final ExpandedForm<ClusterForm> expanded;
    private final BuildVariables variables;
    private final List<FieldError> errors;
    /** Null until a list printed by kubectl has been read. */
    private ClusterContents contents;
    /** Null until deployments have been read. */
    private DeploymentList read;

    /**
     * @param expanded the form with its known errors; a field that has such an error is not read
     * @param variables the build's variables; a field that contains a secret is not read, as errors of reading quote
     *     the path
     * @param errors receives the reasons if there are no deployments
     */
    ClusterSource(
            ClusterForm form,
            ClusterOptions options,
            ExpandedForm<ClusterForm> expanded,
            BuildVariables variables,
            List<FieldError> errors) {
        this.form = form;
        this.options = options;
        this.expanded = expanded;
        this.variables = variables;
        this.errors = errors;
    }

    /**
     * Reads the deployments.
     *
     * @return empty if {@code errors} received the reason
     * @throws IOException if the workspace cannot be reached now
     */
    Optional<DeploymentList> read(@CheckForNull Workspace workspace) throws IOException, InterruptedException {
        String list = form.getKubectlFile();
        String deployments = form.getDeployments();
        Optional<FieldError> error = error(list, deployments);
        if (error.isPresent()) {
            if (!expanded.isSettled(ClusterForm.KUBECTL_FILE) && !expanded.isSettled(ClusterForm.DEPLOYMENTS)) {
                errors.add(error.get());
            }
            return Optional.empty();
        }
        if (form.hasInlineDeployments()) {
            read = TypedDeployments.read(deployments);
            return Optional.of(read);
        }
        String field = list == null ? ClusterForm.DEPLOYMENTS : ClusterForm.KUBECTL_FILE;
        String path = list == null ? deployments : list;
        if (expanded.isSettled(field)
                || !variables.errors(List.of(Map.entry(field, path))).isEmpty()) {
            return Optional.empty();
        }
        if (workspace == null) {
            errors.add(new FieldError(field, Messages.ClusterSource_noWorkspace()));
            return Optional.empty();
        }
        try {
            Optional<DeploymentList> found = list == null
                    ? Optional.of(new ClusterListFile(path).deploymentsIn(workspace))
                    : kubectlList(new ClusterListFile(path), workspace);
            read = found.orElse(null);
            return found;
        } catch (ArtifactPath.Unusable e) {
            errors.add(new FieldError(field, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Returns an error unless exactly one source is named. */
    static Optional<FieldError> error(@CheckForNull String kubectlFile, @CheckForNull String deployments) {
        boolean isList = TypedText.trimToNull(kubectlFile) != null;
        boolean isTyped = TypedText.trimToNull(deployments) != null;
        return isList == isTyped
                ? Optional.of(new FieldError(
                        ClusterForm.KUBECTL_FILE,
                        isList ? Messages.ClusterSource_both() : Messages.ClusterSource_none()))
                : Optional.empty();
    }

    private Optional<DeploymentList> kubectlList(ClusterListFile file, Workspace workspace)
            throws IOException, InterruptedException {
        ClusterListFile.Reading reading = file.kubectlListIn(workspace, options.filter());
        ClusterContents list = reading.contents();
        if (list == null) {
            errors.add(new FieldError(ClusterForm.KUBECTL_FILE, reading.problem()));
            return Optional.empty();
        }
        contents = list;
        return Optional.of(
                ContainerDeployments.of(list, options.filter(), options.template(), options.onMissingDigest()));
    }

    /** Returns the contents of the list printed by kubectl; null if no such list was read. */
    @CheckForNull
    ClusterContents contents() {
        return contents;
    }

    /**
     * Returns the texts of the records that {@link DeliveryForm#texts} lacks, with the name of their field. If the
     * deployments are in a file, these are all texts. If they are a list in the form, these are only the keys of tags.
     */
    List<Map.Entry<String, String>> texts() {
        if (read == null) {
            return List.of();
        }
        String texts = read.deployments().stream()
                .flatMap(form.hasInlineDeployments() ? ClusterSource::tagKeys : ClusterSource::texts)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("\n"));
        String field = form.getKubectlFile() == null ? ClusterForm.DEPLOYMENTS : ClusterForm.KUBECTL_FILE;
        return List.of(Map.entry(field, texts));
    }

    private static Stream<String> tagKeys(ClusterDeployment deployment) {
        return Stream.ofNullable(deployment.tags()).flatMap(List::stream).map(ClusterDeployment.TypedTag::key);
    }

    private static Stream<String> texts(ClusterDeployment deployment) {
        return Stream.of(
                        Stream.of(
                                deployment.name(),
                                deployment.digest(),
                                deployment.image(),
                                deployment.deploymentName(),
                                deployment.version(),
                                deployment.githubRepository()),
                        Stream.ofNullable(deployment.tags())
                                .flatMap(List::stream)
                                .flatMap(tag -> Stream.of(tag.key(), tag.value())),
                        Stream.ofNullable(deployment.runtimeRisks()).flatMap(List::stream))
                .flatMap(texts -> texts);
    }
}
