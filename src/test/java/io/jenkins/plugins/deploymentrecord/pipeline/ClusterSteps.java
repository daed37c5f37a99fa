package io.jenkins.plugins.deploymentrecord.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.List;
import java.util.stream.StreamSupport;

/** Helpers for tests of steps that record clusters, and of their requests. */
abstract class ClusterSteps extends JenkinsWithStandIn {

    static final String CLUSTER = "cluster: 'shop-eu-1', logicalEnvironment: 'production', githubRepository: 'shop'";

    /** Returns a step that records these deployments; more parameters may be appended after a comma. */
    static String record(String... deployments) {
        return "recordClusterDeployments deployments: [" + String.join(", ", deployments) + "], " + CLUSTER;
    }

    static String deployment(String name, String digest) {
        return "[name: 'shop', digest: '" + digest + "', deploymentName: 'shop-" + name + "', version: '1']";
    }

    /** Returns the deployments of a request, whether it is for a cluster or for a single record. */
    static List<JsonNode> deployments(JsonNode request) {
        return request.has("deployments")
                ? StreamSupport.stream(request.get("deployments").spliterator(), false)
                        .toList()
                : List.of(request);
    }
}
