package io.jenkins.plugins.deploymentrecord.github;

import java.util.HashMap;
import java.util.Map;

/**
 * The names and versions of the artifacts in one request. GitHub stores one name and one version for each artifact and
 * keeps the first that it reads, so records of one request that disagree would have a random outcome.
 *
 * <p>Artifacts are distinguished by their digest alone: a record may name no repository, and the repository of an
 * attestation overrides the repository of the record.
 */
public final class ArtifactLabels {

    private record Label(String name, String version) {}

    private final Map<String, Label> labels = new HashMap<>();

    /**
     * Adds an artifact.
     *
     * @param version null if the artifact has none, which differs from every version
     * @return false, with nothing added, if the same artifact already has another name or version
     */
    public boolean add(String digest, String name, String version) {
        var label = new Label(name, version);
        return labels.computeIfAbsent(digest, any -> label).equals(label);
    }
}
