package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.Serializable;
import java.util.Comparator;

/**
 * A container that gives no record, or a pod none of whose containers does.
 *
 * @param namespace empty if unknown, as is the pod
 * @param container {@link #ALL} for all of the pod
 * @param detail belongs to the reason, such as the owner's kind and name; may be empty
 */
public record SkippedContainer(String namespace, String pod, String container, Reason reason, String detail)
        implements Serializable, Comparable<SkippedContainer> {

    public static final String ALL = "*";

    private static final Comparator<SkippedContainer> ORDER = Comparator.comparing(SkippedContainer::namespace)
            .thenComparing(SkippedContainer::pod)
            .thenComparing(SkippedContainer::container)
            .thenComparing(SkippedContainer::reason)
            .thenComparing(SkippedContainer::detail);

    /** Why a container gives no record. */
    public enum Reason {
        /** The list's item has no kind, name or namespace. */
        NO_METADATA(false),
        NO_OWNER(false),
        /** The owner is no workload, such as a Node, or belongs to an extension of Kubernetes. */
        OTHER_OWNER(false),
        TERMINATING(false),
        /** The pod does not run, and is no finished pod of a Job. */
        PHASE(false),
        /** The list has no state of the pod, as in a manifest. */
        NO_STATUS(false),
        /** {@code kubectl debug} started it. */
        EPHEMERAL(false),
        /** The image is not pulled yet, or cannot be pulled. */
        NOT_PULLED(false),
        /** The image's name follows no registry's rules. */
        MALFORMED_IMAGE(true),
        /** The node knows the image's ID only, which no registry and no attestation has. */
        IMAGE_ID(true),
        /** The image was imported into the node from a file. */
        IMPORTED(true),
        /** The image's digest is not a SHA-256 digest. */
        OTHER_ALGORITHM(true);

        private final boolean missingDigest;

        Reason(boolean missingDigest) {
            this.missingDigest = missingDigest;
        }

        /** Whether the container runs, and only its digest cannot be told. */
        public boolean isMissingDigest() {
            return missingDigest;
        }
    }

    /** Which container, and why, for a log line. */
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
