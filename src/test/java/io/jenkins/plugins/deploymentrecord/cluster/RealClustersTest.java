package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterReader;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of real clusters, from the file to the records and the plan. */
class RealClustersTest {

    static Stream<String> files() throws IOException {
        return expected().propertyStream().map(file -> file.getKey());
    }

    private static JsonNode expected() throws IOException {
        try (InputStream in = open("expected.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(ClusterContents.class.getResourceAsStream(file), file);
    }

    private static ClusterContents read(String file) throws Exception {
        try (InputStream in = open(file)) {
            return ClusterReader.read(in, ClusterFilter.EVERYTHING);
        }
    }

    private static ClusterRecords records(ClusterContents contents) throws InvalidDeploymentException {
        return ClusterRecords.of(
                ContainerDeployments.of(
                        contents, ClusterFilter.EVERYTHING, DeploymentNameTemplate.DEFAULT, OnMissingDigest.SKIP),
                TARGET,
                RepositoryByImage.forAll("shop"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void realListHasTheExpectedRecordsAndNothingIsMissing(String file) throws Exception {
        ClusterContents contents = read(file);
        JsonNode want = expected().path(file).path("want");
        if (contents.pods() == 0) {
            var error = assertThrows(InvalidDeploymentException.class, () -> records(contents));
            assertThat(error.getMessage(), containsString("holds no pods"));
            assertThat(want.size(), is(0));
            return;
        }
        ClusterRecords records = records(contents);

        var found = new TreeSet<String>();
        for (ClusterRecord each : records.records()) {
            found.add(String.join(
                    " ",
                    each.record().deploymentName(),
                    each.record().name(),
                    Objects.requireNonNullElse(each.record().version(), ""),
                    each.record().digest().value(),
                    each.workload().kind(),
                    each.workload().name()));
        }
        var expected = new TreeSet<String>();
        for (JsonNode record : want) {
            expected.add(Stream.of("deployment_name", "name", "version", "digest", "owner")
                    .map(field -> record.path(field).textValue())
                    .reduce((a, b) -> a + ' ' + b)
                    .orElseThrow());
        }
        assertThat(found, is(expected));

        var known = new RecordedDeployments();
        known.confirmed(ClusterPlan.of(records, new KeyIndex(List.of(), 1), PlanOptions.CHANGES));
        var call = new Decommissioning("deploy", contents, ClusterFilter.EVERYTHING, false, 0);
        ClusterPlan second = ClusterPlan.of(records, known.index(), new PlanOptions(false, call));
        assertThat(second.toSend(), is(empty()));
        assertThat(second.unchanged().size(), is(want.size()));
    }
}
