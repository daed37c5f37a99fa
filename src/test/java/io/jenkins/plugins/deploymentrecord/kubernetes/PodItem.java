package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds items of a list in kubectl's format. By default, a pod runs in the namespace "shop". */
final class PodItem {

    static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode item = JSON.createObjectNode();

    private PodItem(String apiVersion, String kind, String name) {
        item.put("apiVersion", apiVersion).put("kind", kind);
        item.withObject("/metadata").put("namespace", "shop").put("name", name).put("uid", "uid-" + name);
    }

    static PodItem pod(String name) {
        var pod = new PodItem("v1", "Pod", name);
        pod.item.withObject("/status").put("phase", "Running");
        return pod.created("2026-11-01T10:00:00Z");
    }

    /** Returns a pod of a DaemonSet, with a container "app". */
    static PodItem podOf(String daemonSet, String image, String imageId) {
        return pod(daemonSet + "-x").owner("apps/v1", "DaemonSet", daemonSet).container("app", image, imageId);
    }

    static PodItem workload(String apiVersion, String kind, String name) {
        return new PodItem(apiVersion, kind, name);
    }

    PodItem namespace(String namespace) {
        item.withObject("/metadata").put("namespace", namespace);
        return this;
    }

    PodItem created(String time) {
        item.withObject("/metadata").put("creationTimestamp", time);
        return this;
    }

    PodItem terminating() {
        item.withObject("/metadata").put("deletionTimestamp", "2026-11-02T10:00:00Z");
        return this;
    }

    PodItem label(String key, String value) {
        ((ObjectNode) item.withObject("/metadata").withObject("/labels")).put(key, value);
        return this;
    }

    PodItem annotation(String key, String value) {
        ((ObjectNode) item.withObject("/metadata").withObject("/annotations")).put(key, value);
        return this;
    }

    PodItem owner(String apiVersion, String kind, String name) {
        item.withObject("/metadata")
                .withArray("/ownerReferences")
                .addObject()
                .put("apiVersion", apiVersion)
                .put("kind", kind)
                .put("name", name)
                .put("controller", true);
        return this;
    }

    /** Makes a ReplicaSet of a Deployment the pod's owner. */
    PodItem ofDeployment(String deployment, String hash) {
        return owner("apps/v1", "ReplicaSet", deployment + '-' + hash).label("pod-template-hash", hash);
    }

    PodItem phase(String phase) {
        item.withObject("/status").put("phase", phase);
        return this;
    }

    PodItem status(String field, int value) {
        item.withObject("/status").put(field, value);
        return this;
    }

    PodItem container(String name, String image, String imageId) {
        return container("containers", "containerStatuses", name, image, imageId);
    }

    PodItem initContainer(String name, String image, String imageId) {
        return container("initContainers", "initContainerStatuses", name, image, imageId);
    }

    PodItem sidecar(String name, String image, String imageId) {
        initContainer(name, image, imageId);
        ArrayNode containers = item.withObject("/spec").withArray("/initContainers");
        ((ObjectNode) containers.get(containers.size() - 1)).put("restartPolicy", "Always");
        return this;
    }

    private PodItem container(String field, String statuses, String name, String image, String imageId) {
        item.withObject("/spec")
                .withArray('/' + field)
                .addObject()
                .put("name", name)
                .put("image", image);
        item.withObject("/status")
                .withArray('/' + statuses)
                .addObject()
                .put("name", name)
                .put("imageID", imageId);
        return this;
    }

    ObjectNode json() {
        return item;
    }

    /** Returns a digest that repeats one digit. */
    static String digest(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }

    static String list(PodItem... items) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1");
        ArrayNode array = list.putArray("items");
        for (PodItem item : items) {
            array.add(item.json());
        }
        return list.put("kind", "List").toString();
    }

    static ClusterContents read(PodItem... items) throws IOException, UnusableListException {
        return read(ClusterFilter.EVERYTHING, items);
    }

    static ClusterContents read(ClusterFilter filter, PodItem... items) throws IOException, UnusableListException {
        return ClusterReader.read(new ByteArrayInputStream(list(items).getBytes(StandardCharsets.UTF_8)), filter);
    }

    /** Returns the deployment names and digests of the contents, each digest as its first digit. */
    static List<String> names(ClusterContents contents) {
        return contents.containers().stream()
                .map(c -> DeploymentNameTemplate.DEFAULT.nameOf(c)
                        + ' '
                        + c.digest().value().charAt(7))
                .toList();
    }
}
