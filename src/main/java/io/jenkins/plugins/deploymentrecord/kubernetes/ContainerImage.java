package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image of a container: its name and tag from the pod's spec, and its digest. The name and tag in the node's report
 * are ignored: if an image has several names, the node reports an arbitrary name.
 *
 * @param tag null if there is none
 * @param digest null if it is missing; the reason is then in {@code missing}
 * @param reported the digest in the node's report; null if it has no digest from a registry
 */
record ContainerImage(String name, String tag, ArtifactDigest digest, Reason missing, ArtifactDigest reported) {

    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

    /** The name that containerd assigns to an image imported from a file: {@code import-2025-01-31@sha256:…}. */
    private static final Pattern IMPORTED =
            Pattern.compile("(?:docker\\.io/library/)?import-\\d{4}-\\d{2}-\\d{2}(?:@.*)?");

    /** Docker's scheme for an image ID; for a digest from a registry, Docker uses docker-pullable. */
    private static final String DOCKER_ID = "docker://";

    private static final Pattern SCHEME = Pattern.compile("^[a-z-]+://");

    /**
     * @param spec the image in the pod's spec; may be null or malformed
     * @param imageId the node's report; null or empty if the node does not have the image
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
        // a colon before a slash belongs to the port of a registry
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

    /**
     * Whether the spec pins a digest and the node reports another, perhaps that of an image index and of one of its
     * images.
     */
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
