package io.jenkins.plugins.deploymentrecord.github;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The name of a cluster in the path of GitHub's requests for a whole cluster: 1 to 128 of the characters {@code a-z A-Z
 * 0-9 . _ -}. A request for a single record accepts any name of up to 128 characters, such as an ARN.
 */
public final class ClusterName {

    public static final int MAX_LENGTH = 128;

    private ClusterName() {}

    /**
     * Whether the name can be used in the path. {@code .} and {@code ..} cannot, because they disappear when a URL is
     * normalized.
     *
     * @param name null or empty if there is no cluster, which does not fit either
     */
    public static boolean fits(String name) {
        return name != null
                && !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.chars().allMatch(ClusterName::isAllowed)
                && !name.equals(".")
                && !name.equals("..");
    }

    private static boolean isAllowed(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    /**
     * Returns the closest name that fits: accents are dropped, other characters that are not allowed become hyphens,
     * and the end is cut off if the name is too long.
     *
     * @return the name itself if it fits; empty if none of its letters and digits is left
     */
    public static Optional<String> nearest(String name) {
        if (fits(name)) {
            return Optional.of(name);
        }
        String near = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-zA-Z0-9._-]+", "-")
                .replaceAll("^-+", "");
        String cut = near.substring(0, Math.min(MAX_LENGTH, near.length())).replaceAll("-+$", "");
        return cut.chars().anyMatch(c -> c != '.' && c != '_' && c != '-') ? Optional.of(cut) : Optional.empty();
    }

    /**
     * Validates the name of the cluster of a request.
     *
     * @param name null or blank if it is missing, which is an error, too
     * @return the error; empty if the name fits
     */
    public static Optional<FieldError> error(String name) {
        String trimmed = TypedText.trimToNull(name);
        if (trimmed == null) {
            return Optional.of(
                    new FieldError(RecordField.CLUSTER.parameterName(), Texts.get("field.missing", MAX_LENGTH)));
        }
        return fits(trimmed)
                ? Optional.empty()
                : Optional.of(new FieldError(RecordField.CLUSTER.parameterName(), text("cluster.unfit", trimmed)));
    }

    /**
     * Returns a sentence, for a person, if the cluster of a single record has a name that no request for a whole
     * cluster can have.
     *
     * @param name null if the record has no cluster
     */
    public static Optional<String> warning(String name) {
        return name == null || name.isEmpty() || fits(name)
                ? Optional.empty()
                : Optional.of(text("cluster.unfit.single", name));
    }

    private static String text(String key, String name) {
        return Texts.get(
                key,
                RecordField.quoted(name),
                nearest(name).map(near -> Texts.get("cluster.nearest", near)).orElse(""));
    }
}
