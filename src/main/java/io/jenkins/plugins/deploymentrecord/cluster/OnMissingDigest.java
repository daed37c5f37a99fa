package io.jenkins.plugins.deploymentrecord.cluster;

/** The effect of a running container whose digest cannot be told. */
public enum OnMissingDigest {
    /** It is listed with the reason, and gives no record. */
    SKIP,
    /** It is an error. */
    FAIL
}
