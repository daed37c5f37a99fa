package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.Serializable;
import java.util.Comparator;

/**
 * A container without a record, or a pod whose containers all have no record.
 *
 * @param namespace empty if it is not known; so is the pod
 * @param container {@link #ALL} for the whole pod
 * @param detail explains the reason, such as the owner's kind and name; may be empty
 */
public record SkippedContainer(String namespace, String pod, String container, Reason reason, String detail)
        implements Serializable, Comparable<SkippedContainer> {

    public static final String ALL = "*";

    private static final Comparator<SkippedContainer> ORDER = Comparator.comparing(SkippedContainer::namespace)
            .thenComparing(SkippedContainer::pod)
            .thenComparing(SkippedContainer::container)
            .thenComparing(SkippedContainer::reason)
            .thenComparing(SkippedContainer::detail);

    /** The reason for which a container has no record. */
    public enum Reason {
        /** The item of the list has no kind, name or namespace. */
        NO_METADATA(false),
        NO_OWNER(false),
        /** The owner is not a workload, such as a Node, or belongs to an extension of Kubernetes. */
        OTHER_OWNER(false),
        TERMINATING(false),
        /** The pod is not running, and is not a finished pod of a Job. */
        PHASE(false),
        /** The list has no status of the pod, as in a manifest. */
        NO_STATUS(false),
        /** {@code kubectl debug} started the container. */
        EPHEMERAL(false),
        /** The image is not pulled yet, or cannot be pulled. */
        NOT_PULLED(false),
        /** The image's name is not valid in any registry. */
        MALFORMED_IMAGE(true),
        /** The node knows only the image's ID, which no registry and no attestation has. */
        IMAGE_ID(true),
        /** The image was imported into the node from a file. */
        IMPORTED(true),
        /** The image's digest is not a SHA-256 digest. */
        OTHER_ALGORITHM(true);

        private final boolean missingDigest;

        Reason(boolean missingDigest) {
            this.missingDigest = missingDigest;
        }

        /** Whether the container is running and lacks nothing but a digest. */
        public boolean isMissingDigest() {
            return missingDigest;
        }
    }

    /** Returns the container and the reason, for a log line. */
    public String sentence() {
        return Texts.get(
                container.equals(ALL) ? "skipped.pod" : "skipped.container",
                quoted(namespace + '/' + pod),
                quoted(container),
                Texts.get("skipped." + reason, quoted(detail)));
    }

    @Override
    public int compareTo(SkippedContainer other) {
        return ORDER.compare(this, other);
    }

    private static String quoted(String text) {
        return RecordField.quoted(text);
    }
}
