package io.jenkins.plugins.deploymentrecord.github;

import java.util.HashMap;
import java.util.Map;

/**
 * The names and versions of the artifacts of one request. GitHub has one name and one version for an artifact, and takes
 * the first that it meets: records of a request that disagree would leave that to chance.
 *
 * <p>An artifact is known here by its digest alone: its repository may be missing, and an attestation's repository counts
 * in place of the repository that is given.
 */
public final class ArtifactLabels {

    private record Label(String name, String version) {}

    private final Map<String, Label> labels = new HashMap<>();

    /**
     * Adds an artifact.
     *
     * @param version null if it has none, which differs from every version
     * @return false, and nothing was added, if the same artifact has another name or version already
     */
    public boolean add(String digest, String name, String version) {
        var label = new Label(name, version);
        return labels.computeIfAbsent(digest, any -> label).equals(label);
    }
}
