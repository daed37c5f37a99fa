package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container image by its digest: {@code registry/name@sha256:…}, with or without a tag before the digest.
 *
 * @param name registry and repository, without a tag; the name that GitHub's attestations have
 */
public record ImageReference(String name, ArtifactDigest digest) {

    /** A name, perhaps with a port in its registry, perhaps a tag, and the digest. */
    private static final Pattern TYPED = Pattern.compile("([^\\s@]+?)(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?@(sha256:.+)");

    /** @return empty where it is not {@code registry/name@sha256:…}; a tag between name and digest is dropped */
    public static Optional<ImageReference> parse(String typed) {
        var matcher = TYPED.matcher(typed.strip());
        return matcher.matches()
                ? ArtifactDigest.parse(matcher.group(2)).map(digest -> new ImageReference(matcher.group(1), digest))
                : Optional.empty();
    }

    /** What is wrong with an image as typed. */
    public static Optional<Fault> fault(String typed) {
        return parse(typed).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("image", Texts.get("image.malformed", RecordField.given(typed))));
    }
}
