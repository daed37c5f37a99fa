package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image of a container: its name and tag as the pod's spec gives them, and its digest. Name and tag of the node's
 * report are not looked at: of several names of one image the node reports any.
 *
 * @param tag null if there is none
 * @param digest null if it is missing; then missing says why
 * @param reported the digest of the node's report; null if it has none that a registry knows
 */
record ContainerImage(String name, String tag, ArtifactDigest digest, Reason missing, ArtifactDigest reported) {

    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

    /** The name that containerd gives an image that was imported from a file: {@code import-2025-01-31@sha256:…}. */
    private static final Pattern IMPORTED =
            Pattern.compile("(?:docker\\.io/library/)?import-\\d{4}-\\d{2}-\\d{2}(?:@.*)?");

    /** Docker's scheme of an image ID; it reports a registry's digest as docker-pullable. */
    private static final String DOCKER_ID = "docker://";

    private static final Pattern SCHEME = Pattern.compile("^[a-z-]+://");

    /**
     * @param spec the image that the pod's spec has; null or malformed if hostile
     * @param imageId the node's report; null or empty if the image is not there
     */
    static ContainerImage of(String spec, String imageId) {
        if (spec == null) {
            return new ContainerImage("", null, null, Reason.MALFORMED_IMAGE, null);
        }
        if (ArtifactDigest.parse(spec).isPresent()) {
            return new ContainerImage(spec, null, null, Reason.IMAGE_ID, null);
        }
        int at = spec.indexOf('@');
        String tagged = at < 0 ? spec : spec.substring(0, at);
        // a colon before a slash belongs to a registry's port
        int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        String name = colon < 0 ? tagged : tagged.substring(0, colon);
        String tag = colon < 0 ? null : tagged.substring(colon + 1);
        if (!ImageReference.isName(name) || tag != null && !TAG.matcher(tag).matches()) {
            return new ContainerImage(name, null, null, Reason.MALFORMED_IMAGE, null);
        }
        if (imageId == null || imageId.isBlank()) {
            return new ContainerImage(name, tag, null, Reason.NOT_PULLED, null);
        }
        var reported = reportedDigest(imageId);
        var pinned = at < 0 ? Optional.<ArtifactDigest>empty() : sha256(spec.substring(at + 1));
        ArtifactDigest digest = pinned.or(() -> reported).orElse(null);
        Reason missing = digest != null ? null : at < 0 ? reasonOf(imageId) : Reason.OTHER_ALGORITHM;
        return new ContainerImage(name, tag, digest, missing, reported.orElse(null));
    }

    /** Whether the spec pins a digest, and the node reports another: perhaps an index, and an image of one platform. */
    boolean isReportedOtherwise() {
        return digest != null && reported != null && !reported.equals(digest);
    }

    private static Optional<ArtifactDigest> sha256(String text) {
        return text.startsWith("sha256:") ? ArtifactDigest.parse(text) : Optional.empty();
    }

    private static Optional<ArtifactDigest> reportedDigest(String imageId) {
        return imageId.startsWith(DOCKER_ID) || isImported(imageId)
                ? Optional.empty()
                : ImageReference.parse(imageId).map(ImageReference::digest);
    }

    private static Reason reasonOf(String imageId) {
        if (isImported(imageId)) {
            return Reason.IMPORTED;
        }
        int at = imageId.indexOf('@');
        return at < 0 || imageId.startsWith(DOCKER_ID) || imageId.startsWith("sha256:", at + 1)
                ? Reason.IMAGE_ID
                : Reason.OTHER_ALGORITHM;
    }

    private static boolean isImported(String imageId) {
        return IMPORTED.matcher(SCHEME.matcher(imageId).replaceFirst("")).matches();
    }
}
