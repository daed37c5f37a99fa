package io.jenkins.plugins.deploymentrecord.cluster;

/** The effect of a running container whose digest is not known. */
public enum OnMissingDigest {
    /** The container is reported with the reason, and has no record. */
    SKIP,
    /** It is an error. */
    FAIL
}
