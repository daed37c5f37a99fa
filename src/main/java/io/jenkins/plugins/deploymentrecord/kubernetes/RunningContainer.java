package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * One container of a workload, and the image that it runs.
 *
 * @param pod the pod that the digest comes from, which is the newest running pod of the workload
 * @param image the image's name in the workload, without tag and digest
 * @param version the image's tag; null if it has no tag, or if the tag is longer than a version may be
 * @param tags at most as many as a record may have; empty if there are none
 * @param runtimeRisks empty if there are none
 */
public record RunningContainer(
        Workload workload,
        String container,
        boolean init,
        String pod,
        String image,
        String version,
        ArtifactDigest digest,
        Map<String, String> tags,
        Set<RuntimeRisk> runtimeRisks)
        implements Serializable {}
