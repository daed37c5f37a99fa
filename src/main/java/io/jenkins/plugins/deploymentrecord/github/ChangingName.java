package io.jenkins.plugins.deploymentrecord.github;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment name that differs from build to build. GitHub keeps a record for each name for good, so old deployments
 * would appear to run beside the current deployment.
 */
public final class ChangingName {

    /** Variables whose values differ in each build. */
    private static final Set<String> CHANGING_VARIABLES = Set.of(
            "BUILD_DISPLAY_NAME",
            "BUILD_ID",
            "BUILD_NUMBER",
            "BUILD_TAG",
            "BUILD_TIMESTAMP",
            "BUILD_URL",
            "GIT_COMMIT",
            "MERCURIAL_REVISION",
            "SVN_REVISION");

    private ChangingName() {}

    /**
     * Returns a sentence, for a person, about the part of a name that changes from build to build.
     *
     * @param version null or blank if there is none; a version without a digit does not identify a build
     * @param buildNumber the number of the build that names the deployment; 0 if there is none
     */
    public static Optional<String> warning(String deploymentName, String version, int buildNumber) {
        String name = words(deploymentName);
        if (buildNumber > 0 && name.matches(".*-(?:|b|v|r|build|run)" + buildNumber + "-.*")) {
            return Optional.of(Texts.get("changing.build", RecordField.quoted(deploymentName), buildNumber));
        }
        if (version != null && version.matches("(?s).*\\d.*")) {
            String inName = words(version).replaceFirst("^-v(?=\\d)", "-");
            if (name.contains(inName) || name.contains(inName.replaceFirst("-", "-v"))) {
                return Optional.of(
                        Texts.get("changing.version", RecordField.quoted(deploymentName), RecordField.quoted(version)));
            }
        }
        return Arrays.stream(name.split("-"))
                .filter(ChangingName::looksLikeACommit)
                .findFirst()
                .map(word ->
                        Texts.get("changing.commit", RecordField.quoted(deploymentName), RecordField.quoted(word)));
    }

    /**
     * Returns the same warning as {@link #warning} for a form whose variables have no values yet.
     *
     * @param version null or blank if there is none
     */
    public static Optional<String> warningAsTyped(String deploymentName, String version) {
        Set<String> versions = version == null ? Set.of() : VariableText.names(version);
        return VariableText.names(deploymentName).stream()
                .filter(name -> CHANGING_VARIABLES.contains(name) || versions.contains(name))
                .findFirst()
                .map(name -> Texts.get("changing.variable", RecordField.quoted(deploymentName), name))
                .or(() -> warning(deploymentName, version, 0));
    }

    /**
     * Converts a text to lower case with a hyphen around each word: Kubernetes' names contain the version "1.4.2" as
     * "1-4-2".
     */
    private static String words(String text) {
        return '-'
                + text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", "-")
                        .replaceAll("^-|-$", "")
                + '-';
    }

    private static boolean looksLikeACommit(String word) {
        return word.matches("[0-9a-f]{7,64}") && word.matches(".*[0-9].*") && word.matches(".*[a-f].*");
    }
}
