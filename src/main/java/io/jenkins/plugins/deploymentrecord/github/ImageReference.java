package io.jenkins.plugins.deploymentrecord.github;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container image with its digest: {@code registry/name@sha256:…}, with or without a tag before the digest, and with
 * or without the scheme that Kubernetes and other tools put in front. The grammar is that of <a
 * href="https://pkg.go.dev/github.com/distribution/reference">distribution/reference</a>.
 *
 * @param name registry, with its port, and repository, without scheme and tag; the name that GitHub's attestations use
 */
public record ImageReference(String name, ArtifactDigest digest) {

    private static final int MAX_NAME = 255;

    /** Enough for a scheme, a name, a tag and a digest. */
    private static final int MAX_LENGTH = 600;

    /** The schemes of container runtimes, and skopeo's names for their stores. */
    private static final Pattern RUNTIME =
            Pattern.compile("(?i)^(?:(?:docker-pullable|docker-image|docker|containerd|cri-o|crio|podman|oci|image)://"
                    + "|(?:docker-daemon|containers-storage):)");

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)");

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String REGISTRY = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

    private static final Pattern NAME =
            Pattern.compile("(?:" + REGISTRY + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*");

    private static final Pattern TYPED = Pattern.compile("(" + NAME + ")(?::\\w[\\w.-]{0,127})?@((?i:sha256):.+)");

    /**
     * Parses an image; a scheme, and a tag before the digest, are dropped.
     *
     * @return empty if the text is not {@code registry/name@sha256:…}
     */
    public static Optional<ImageReference> parse(String typed) {
        String text = RUNTIME.matcher(TypedText.withoutEncodingMarks(typed)).replaceFirst("");
        var matcher = TYPED.matcher(text);
        return text.length() <= MAX_LENGTH
                        && matcher.matches()
                        && matcher.group(1).length() <= MAX_NAME
                ? ArtifactDigest.parse(matcher.group(2)).map(digest -> new ImageReference(matcher.group(1), digest))
                : Optional.empty();
    }

    /** Whether a text is {@code registry/name}, without scheme, tag and digest. */
    public static boolean isName(String text) {
        return text.length() <= MAX_NAME && NAME.matcher(text).matches();
    }

    /** Validates a typed image. */
    public static Optional<FieldError> error(String typed) {
        return parse(typed).isPresent() ? Optional.empty() : Optional.of(new FieldError("image", problem(typed)));
    }

    private static String problem(String typed) {
        String text = TypedText.withoutEncodingMarks(typed);
        var invisible = TypedText.firstInvisible(text);
        if (invisible.isPresent()) {
            return RecordField.invisibleProblem(invisible.getAsInt(), typed);
        }
        var scheme = SCHEME.matcher(text);
        if (scheme.find() && !RUNTIME.matcher(text).find()) {
            return Texts.get("image.scheme", RecordField.quoted(scheme.group(1)), RecordField.quoted(typed));
        }
        return text.length() <= MAX_LENGTH
                        && parse(text.toLowerCase(Locale.ROOT)).isPresent()
                ? Texts.get("image.upperCase", RecordField.quoted(typed))
                : Texts.get("image.malformed", RecordField.quoted(typed));
    }
}
