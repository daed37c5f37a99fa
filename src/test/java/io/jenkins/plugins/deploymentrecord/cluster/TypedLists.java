package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.digest;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.util.List;
import java.util.Map;

/** Lists of deployments as a person types them, with their records and errors. */
final class TypedLists {

    private TypedLists() {}

    static List<String> errors(DeploymentList list, ClusterTarget target, RepositoryByImage repositories) {
        return assertThrows(InvalidDeploymentException.class, () -> ClusterRecords.of(list, target, repositories))
                .errors()
                .stream()
                .map(FieldError::toString)
                .toList();
    }

    static List<String> errors(DeploymentList list) {
        return errors(list, TARGET, RepositoryByImage.NONE);
    }

    static Map<String, Object> typed(String name, String version, char digest, String deploymentName) {
        return Map.of("name", name, "version", version, "digest", digest(digest), "deploymentName", deploymentName);
    }

    static ClusterRecords records(List<?> typed, RepositoryByImage repositories) throws Exception {
        return ClusterRecords.of(TypedDeployments.of(typed), TARGET, repositories);
    }
}
