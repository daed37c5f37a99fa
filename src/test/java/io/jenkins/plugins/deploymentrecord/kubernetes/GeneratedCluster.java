package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * A cluster of any size, generated while it is read, and never held in memory: Deployments with their ReplicaSets and
 * pods. A pod has 9.5 KB, as in the lists of real clusters.
 */
final class GeneratedCluster {

    private static final int POD_BYTES = 9_500;
    private static final String CREATED = "2026-11-01T10:00:00Z";

    private GeneratedCluster() {}

    /** Returns the list in the format of {@code kubectl get pods,rs,deploy -A -o json}. */
    static InputStream list(int deployments, int podsOfEach) {
        int itemsOfEach = podsOfEach + 2;
        // without nested streams, whose iterator would keep all of their elements
        Iterator<InputStream> streams = IntStream.rangeClosed(-1, deployments * itemsOfEach)
                .mapToObj(i -> part(i, deployments, itemsOfEach))
                .<InputStream>map(part -> new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return streams.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return streams.next();
            }
        });
    }

    private static String part(int index, int deployments, int itemsOfEach) {
        int deployment = index / itemsOfEach;
        if (index < 0) {
            return "{\n\"apiVersion\": \"v1\",\n\"items\": [\n";
        } else if (deployment == deployments) {
            return pod(deployments, 0) + "\n],\n\"kind\": \"List\"\n}\n";
        }
        return switch (index % itemsOfEach) {
            case 0 -> deployment(deployment) + ",\n";
            case 1 -> replicaSet(deployment) + ",\n";
            default -> pod(deployment, index % itemsOfEach) + ",\n";
        };
    }

    /** Reads a cluster in a process with a limited heap, and prints the number of containers and of pods. */
    public static void main(String[] arguments) throws Exception {
        try (InputStream list = list(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))) {
            ClusterContents contents = ClusterReader.read(list, ClusterFilter.EVERYTHING);
            System.out.println(contents.containers().size() + " " + contents.pods());
        }
    }

    private static String hash(int deployment) {
        return "7d76%06x".formatted(deployment);
    }

    private static String deployment(int number) {
        return text(PodItem.workload("apps/v1", "Deployment", "web-" + number)
                .namespace(namespace(number))
                .status("replicas", 10)
                .json());
    }

    private static String replicaSet(int number) {
        return text(PodItem.workload("apps/v1", "ReplicaSet", "web-" + number + '-' + hash(number))
                .namespace(namespace(number))
                .owner("apps/v1", "Deployment", "web-" + number)
                .json());
    }

    private static String namespace(int number) {
        return "team-" + number % 50;
    }

    private static String pod(int deployment, int number) {
        String image = "registry.example.com/shop/web-" + deployment;
        String digest = "sha256:%064x".formatted(deployment);
        ObjectNode pod = PodItem.pod("web-" + deployment + '-' + hash(deployment) + "-x" + number)
                .namespace(namespace(deployment))
                .created(CREATED)
                .ofDeployment("web-" + deployment, hash(deployment))
                .container("app", image + ":1.2." + number, image + '@' + digest)
                .container("proxy", "envoy:1", "docker.io/library/envoy@" + PodItem.digest('e'))
                .json();
        ArrayNode environment = ((ObjectNode) pod.at("/spec/containers/0")).putArray("env");
        for (int i = 0; i < 20; i++) {
            environment.addObject().put("name", "VARIABLE_" + i).put("value", "a value of some length");
        }
        int missing = POD_BYTES - text(pod).length();
        pod.withObject("/metadata")
                .withObject("/annotations")
                .put(
                        "kubectl.kubernetes.io/last-applied-configuration",
                        "{\"image\":".repeat(Math.max(0, missing / 12)));
        return text(pod);
    }

    private static String text(ObjectNode node) {
        try {
            return PodItem.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
