package io.jenkins.plugins.deploymentrecord.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The deployments that a person listed, in a JSON file or in a Pipeline: {@code name, digest or image, deploymentName,
 * version, status, githubRepository, tags, runtimeRisks}.
 */
public final class TypedDeployments {

    /** Of a JSON file, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private TypedDeployments() {}

    /**
     * Reads a JSON file, in UTF-8, UTF-16 or UTF-32. Everything that is wrong with it is in the list's errors.
     *
     * @param in of at most {@value #MAX_BYTES} bytes; it is closed
     * @throws IOException if the stream cannot be read
     */
    public static DeploymentList read(InputStream in) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** @param deployments maps with texts, lists of texts, and maps of texts, as Groovy has them */
    public static DeploymentList of(List<?> deployments) {
        throw new UnsupportedOperationException();
    }
}
