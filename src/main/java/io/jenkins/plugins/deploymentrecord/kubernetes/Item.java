package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The required fields of an item of a list. They come from a file, so each may be null unless specified otherwise.
 *
 * @param templateHash the label pod-template-hash, which the Deployment controller sets
 * @param rolloutHash the label rollouts-pod-template-hash of Argo Rollouts
 * @param annotations the annotations with GitHub's prefix, by their names without the prefix; never null
 * @param selected whether the labels match the filter's selector
 * @param containers never null
 * @param observed whether the workload's controller has processed it, which is never true in a manifest
 * @param replicas the number of pods that a workload reports
 */
record Item(
        String apiVersion,
        String kind,
        String namespace,
        String name,
        String uid,
        Instant created,
        boolean terminating,
        Owner owner,
        String templateHash,
        String rolloutHash,
        Map<String, String> annotations,
        boolean selected,
        List<Container> containers,
        String phase,
        boolean observed,
        int replicas) {

    static final String POD = "Pod";

    private static final Set<String> WORKLOAD_GROUPS = Set.of("apps", "extensions", "batch");
    private static final Set<String> WORKLOAD_KINDS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");
    private static final Set<String> PHASES = Set.of("Pending", "Running", "Succeeded", "Failed", "Unknown");

    /** The controlling owner, or the first owner if none is the controller. No text is null. */
    record Owner(String apiVersion, String kind, String name, boolean controller) {

        boolean isWorkload() {
            return controller && isWorkloadGroup(apiVersion);
        }

        boolean isRollout() {
            return controller && isRolloutKind(apiVersion, kind);
        }

        @Override
        public String toString() {
            return kind + ' ' + name + " (" + apiVersion + ')';
        }
    }

    /** @param imageId as the node reports it; null or empty if the node does not have the image */
    record Container(String name, String image, String imageId, Role role) {}

    enum Role {
        CONTAINER,
        INIT,
        /** An init container that runs as long as the pod. */
        SIDECAR,
        EPHEMERAL
    }

    Item withKind(String otherKind) {
        return new Item(
                apiVersion,
                otherKind,
                namespace,
                name,
                uid,
                created,
                terminating,
                owner,
                templateHash,
                rolloutHash,
                annotations,
                selected,
                containers,
                phase,
                observed,
                replicas);
    }

    boolean isPod() {
        return POD.equals(kind);
    }

    boolean isWorkload() {
        return kind != null
                && (WORKLOAD_KINDS.contains(kind) && isWorkloadGroup(apiVersion) || isRolloutKind(apiVersion, kind));
    }

    boolean hasIdentity() {
        return !isBlank(kind) && !isBlank(namespace) && !isBlank(name);
    }

    boolean hasPhase() {
        return phase != null && PHASES.contains(phase);
    }

    boolean isRunning() {
        return "Running".equals(phase);
    }

    boolean isFinished() {
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private static boolean isWorkloadGroup(String apiVersion) {
        return apiVersion != null && WORKLOAD_GROUPS.contains(group(apiVersion));
    }

    private static boolean isRolloutKind(String apiVersion, String kind) {
        return "Rollout".equals(kind) && apiVersion != null && group(apiVersion).equals("argoproj.io");
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
