package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.cluster.OnMissingDigest;
import io.jenkins.plugins.deploymentrecord.cluster.RepositoryByImage;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.kubernetes.LabelSelector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a form for a cluster, parsed from their texts. An invalid option is reported as an error and has its
 * default value.
 *
 * @param workloadsListed null to determine it from the list
 * @param maxDecommissionPercent 0 to 100
 */
record ClusterOptions(
        ClusterFilter filter,
        DeploymentNameTemplate template,
        OnMissingDigest onMissingDigest,
        RepositoryByImage repositories,
        @CheckForNull Boolean workloadsListed,
        int maxDecommissionPercent) {

    /** The valid texts of {@code workloadsListed}. */
    static final List<String> FLAGS = List.of("true", "false");

    /** @param errors receives an error for each invalid option */
    static ClusterOptions of(ClusterForm form, List<FieldError> errors) {
        return new ClusterOptions(
                new ClusterFilter(
                        names(form.getNamespaces()),
                        names(form.getExcludeNamespaces()),
                        selector(form.getLabelSelector(), errors),
                        form.isInitContainers()),
                template(form.getDeploymentNameTemplate(), errors),
                onMissingDigest(form.getOnMissingDigest(), errors),
                repositories(form.getGithubRepository(), errors),
                workloadsListed(form.getWorkloadsListed(), errors),
                percent(form.getMaxDecommissionPercent(), errors));
    }

    private static List<String> names(@CheckForNull String typed) {
        return typed == null
                ? List.of()
                : Arrays.stream(typed.split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static LabelSelector selector(@CheckForNull String typed, List<FieldError> errors) {
        LabelSelector.error(typed).ifPresent(errors::add);
        return LabelSelector.parse(typed).orElse(LabelSelector.EVERYTHING);
    }

    private static DeploymentNameTemplate template(@CheckForNull String typed, List<FieldError> errors) {
        DeploymentNameTemplate.error(typed).ifPresent(errors::add);
        return DeploymentNameTemplate.parse(typed).orElse(DeploymentNameTemplate.DEFAULT);
    }

    private static OnMissingDigest onMissingDigest(String typed, List<FieldError> errors) {
        Optional<OnMissingDigest> named = Arrays.stream(OnMissingDigest.values())
                .filter(option -> option.name().equals(typed))
                .findFirst();
        if (named.isEmpty()) {
            errors.add(new FieldError(
                    "onMissingDigest", Messages.ClusterOptions_onMissingDigest(RecordField.quoted(typed))));
        }
        return named.orElse(OnMissingDigest.SKIP);
    }

    @CheckForNull
    private static Boolean workloadsListed(@CheckForNull String typed, List<FieldError> errors) {
        if (typed == null) {
            return null;
        }
        if (!FLAGS.contains(typed)) {
            errors.add(new FieldError(
                    "workloadsListed", Messages.ClusterOptions_workloadsListed(RecordField.quoted(typed))));
        }
        return Boolean.valueOf(typed);
    }

    static Optional<FieldError> percentError(String typed) {
        return typed.matches("[0-9]{1,2}|100")
                ? Optional.empty()
                : Optional.of(new FieldError(
                        "maxDecommissionPercent",
                        Messages.ClusterOptions_maxDecommissionPercent(RecordField.quoted(typed))));
    }

    private static int percent(String typed, List<FieldError> errors) {
        Optional<FieldError> error = percentError(typed);
        error.ifPresent(errors::add);
        return error.isPresent() ? 0 : Integer.parseInt(typed);
    }

    /** Parses a repository for all images, or lines with a repository for each image. */
    private static RepositoryByImage repositories(@CheckForNull String typed, List<FieldError> errors) {
        if (typed == null || typed.indexOf('=') < 0) {
            return RepositoryByImage.forAll(typed);
        }
        Map<String, String> repositories = new LinkedHashMap<>();
        typed.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] parts = line.split("=", 2);
            String image = parts[0].strip();
            if (parts.length < 2 || image.isEmpty() || parts[1].isBlank()) {
                errors.add(new FieldError(
                        "githubRepository", Messages.ClusterOptions_githubRepository(RecordField.quoted(line))));
            } else if (repositories.put(image, parts[1].strip()) != null) {
                errors.add(new FieldError(
                        "githubRepository", Messages.ClusterOptions_imageTwice(RecordField.quoted(image))));
            }
        });
        return new RepositoryByImage(repositories);
    }
}
