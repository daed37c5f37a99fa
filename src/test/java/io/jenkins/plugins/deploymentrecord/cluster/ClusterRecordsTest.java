package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.digest;
import static io.jenkins.plugins.deploymentrecord.cluster.TypedLists.errors;
import static io.jenkins.plugins.deploymentrecord.cluster.TypedLists.records;
import static io.jenkins.plugins.deploymentrecord.cluster.TypedLists.typed;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for the deployments of a call: for each deployment, and for their combination. */
class ClusterRecordsTest {

    private static List<String> repositories(ClusterRecords records) {
        return records.records().stream()
                .map(record -> record.record().githubRepository())
                .toList();
    }

    @Test
    void nameAndDigestComeFromTheImageUnlessTheNameIsTyped() throws Exception {
        String image = "ghcr.io/octo-org/api:1@" + digest('a');

        ClusterRecords records = records(
                List.of(
                        Map.of("image", image, "deploymentName", "a"),
                        Map.of("image", "web@" + digest('b'), "name", "api", "deploymentName", "b")),
                RepositoryByImage.NONE);

        assertThat(records.records().get(0).record().name(), is("ghcr.io/octo-org/api"));
        assertThat(records.records().get(0).record().digest().value(), is(digest('a')));
        assertThat(records.records().get(0).record().version(), is(nullValue()));
        assertThat(records.records().get(1).record().name(), is("api"));
    }

    @Test
    void malformedImageIsASingleError() {
        assertThat(
                errors(TypedDeployments.of(List.of(Map.of("image", "nginx:1", "deploymentName", "a"))))
                        .size(),
                is(1));
    }

    @Test
    void digestBesideAnImageIsASingleError() {
        assertThat(
                errors(TypedDeployments.of(
                        List.of(Map.of("image", "nginx@" + digest('a'), "digest", "wrong", "deploymentName", "a")))),
                contains("deployments[0].digest: is set together with an image; allowed: either digest or image"));
    }

    @Test
    void missingDigestAndImageAreAnError() {
        assertThat(
                errors(TypedDeployments.of(List.of(Map.of("name", "api", "deploymentName", "a")))),
                contains(containsString("deployments[0].digest: is missing")));
    }

    @Test
    void typedDigestWithTwoNamesOrVersionsIsAnError() {
        assertThat(
                errors(TypedDeployments.of(List.of(
                        typed("api", "1", 'a', "a"),
                        typed("api", "1", 'a', "b"),
                        typed("api", "2", 'a', "c"),
                        typed("web", "1", 'a', "d"),
                        typed("web", "1", 'b', "e")))),
                contains(
                        "deployments[2].digest: sha256:aaaaaaaaaaaa is named \"api:2\" here and \"api:1\" in deployments[0];"
                                + " deployments of one digest and repository must have the same name and version",
                        "deployments[3].digest: sha256:aaaaaaaaaaaa is named \"web:1\" here and \"api:1\" in deployments[0];"
                                + " deployments of one digest and repository must have the same name and version"));
    }

    @Test
    void errorsOfTheTargetAreReportedOnce() {
        var target = new ClusterTarget(TARGET.server(), "a/b", "", "x".repeat(129), "y".repeat(129));

        List<String> errors = errors(
                TypedDeployments.of(List.of(typed("api", "1", 'a', "a"), typed("web", "1", 'b', "b"))),
                target,
                RepositoryByImage.forAll("not a repository"));

        assertThat(
                errors.stream().map(error -> error.replaceAll(":.*", "")).toList(),
                contains("organization", "logicalEnvironment", "physicalEnvironment", "cluster", "githubRepository"));
    }

    @Test
    void errorsOfTheTargetAreReportedWithoutDeployments() {
        DeploymentList idle =
                new TestCluster().scaledToZero("shop", "Deployment", "api").list();
        var target = new ClusterTarget(TARGET.server(), "octo-org", null, null, null);

        assertThat(
                errors(idle, target, RepositoryByImage.NONE),
                contains(startsWith("logicalEnvironment: "), startsWith("cluster: ")));
    }

    @Test
    void containersOfOneDigestHaveOneNameAndVersionInAnyOrder() throws Exception {
        var names = new ArrayList<List<String>>(List.of(
                List.of("nginx", "1.25"),
                List.of("docker.io/library/nginx", "1.25"),
                List.of("docker.io/library/nginx", "latest"),
                List.of("registry.example.com/mirror/library/nginx", "stable"),
                List.of("nginx", "")));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(names, new Random(seed));
            var cluster = new TestCluster();
            for (int i = 0; i < names.size(); i++) {
                String version = names.get(i).get(1);
                cluster.running(
                        "shop", "Deployment", "app" + i, names.get(i).get(0), version.isEmpty() ? null : version, 'a');
            }

            ClusterRecords records = cluster.records();

            for (ClusterRecord record : records.records()) {
                assertThat(record.record().name(), is("docker.io/library/nginx"));
                assertThat(record.record().version(), is("1.25"));
            }
            assertThat(TestCluster.names(records.records()).getLast(), is("shop-app4-app"));
            assertThat(records.notices().size(), is(4));
            assertThat(
                    records.notices().stream().sorted().toList().getFirst(),
                    is(
                            "\"docker.io/library/nginx:latest\" is recorded as \"docker.io/library/nginx:1.25\": both are"
                                    + " sha256:aaaaaaaaaaaa, and GitHub keeps one name and version for each digest of a request."));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nginx:1.25, docker.io/library/nginx:latest",
        "nginx:latest, docker.io/library/nginx",
        "docker.io/library/nginx:1, nginx:1.25",
        "nginx:1.25.3, nginx:2",
        "nginy:1, nginx:1",
        "nginx:2, nginx:1"
    })
    void mostPreciseNameAndVersionAreChosen(String chosen, String other) throws Exception {
        for (List<String> images : List.of(List.of(chosen, other), List.of(other, chosen))) {
            var cluster = new TestCluster();
            for (int i = 0; i < 2; i++) {
                String[] parts = images.get(i).split(":");
                cluster.running("shop", "Deployment", "w" + i, parts[0], parts.length == 2 ? parts[1] : null, 'a');
            }
            for (ClusterRecord record : cluster.records().records()) {
                assertThat(SharedDigests.Label.of(record.record()).toString(), is(chosen));
            }
        }
    }

    @Test
    void containerWithoutAnnotationsLeavesTagsAndRisksOfGitHubAlone() throws Exception {
        var record =
                new TestCluster().running("api", "1", 'a').records().records().getFirst();

        assertThat(record.record().tags(), is(nullValue()));
        assertThat(record.record().runtimeRisks(), is(nullValue()));
    }

    @Test
    void sharedNameAndVersionLeaveEveryOtherFieldAlone() throws Exception {
        var cluster = new TestCluster()
                .running("shop", "Deployment", "b", "nginx", "1", 'a', Map.of("k", "v"), Set.of())
                .running("shop", "Deployment", "c", "library/nginx", "1", 'a');

        var record = ClusterRecords.of(cluster.list(), TARGET, RepositoryByImage.forAll("shop"))
                .records()
                .getFirst();

        assertThat(
                record.record().toJson(),
                is("{\"name\":\"library/nginx\",\"digest\":\"" + digest('a')
                        + "\",\"version\":\"1\",\"status\":\"deployed\",\"logical_environment\":\"production\","
                        + "\"cluster\":\"shop-eu-1\",\"deployment_name\":\"shop-b-app\","
                        + "\"github_repository\":\"shop\",\"tags\":{\"k\":\"v\"}}"));
        assertThat(record.workload().name(), is("b"));
    }

    @Test
    void twoWorkloadsWithTheSameNameAreASingleErrorThatSuggestsATemplate() {
        var cluster = new TestCluster().running("api", "1", 'a');
        cluster.running("shop", "StatefulSet", "api", "api", "1", 'b');

        assertThat(
                errors(cluster.list()),
                contains(
                        "deploymentNameTemplate: \"Deployment shop/api/app\" and \"StatefulSet shop/api/app\" have the same"
                                + " deployment name \"shop-api-app\"; a template that fits all:"
                                + " {namespace}/{kind}/{workload}/{container}"));
    }

    @Test
    void nameThatIsTooLongIsASingleErrorThatSuggestsATemplate() {
        var cluster = new TestCluster().running("n".repeat(63), "Deployment", "w".repeat(200), "api", "1", 'a');

        assertThat(errors(cluster.list()).size(), is(1));
        assertThat(
                errors(cluster.list()).getFirst(), containsString("a template that fits all: {workload}/{container}"));
    }

    @Test
    void missingDigestsAreErrorsIfTheCallSaysSo() throws Exception {
        ClusterContents contents = new TestCluster()
                .running("api", "1", 'a')
                .skipped("shop", "b", Reason.IMAGE_ID)
                .skipped("shop", "c", Reason.IMPORTED)
                .skipped("shop", "d", Reason.NO_OWNER)
                .skipped("shop", "e", Reason.NOT_PULLED)
                .contents();

        List<String> errors = errors(ContainerDeployments.of(
                contents, ClusterFilter.EVERYTHING, DeploymentNameTemplate.DEFAULT, OnMissingDigest.FAIL));
        assertThat(errors.size(), is(2));
        assertThat(errors.getFirst(), containsString("onMissingDigest: \"shop/b-x\", container \"app\": "));
        DeploymentList skipping = ContainerDeployments.of(
                contents, ClusterFilter.EVERYTHING, DeploymentNameTemplate.DEFAULT, OnMissingDigest.SKIP);
        assertThat(skipping.errors(), is(empty()));
        assertThat(skipping.skipped().size(), is(4));
    }

    @Test
    void listWithoutPodsAndWorkloadsIsAnError() {
        assertThat(errors(new TestCluster().list()), contains("kubectlFile: the list holds no pods and no workloads"));
    }

    @Test
    void listWithoutRunningContainersHasANotice() throws Exception {
        assertThat(
                new TestCluster().pending("shop", "Deployment", "api").records().notices(),
                contains("The list has no container that can be recorded."));
    }

    @Test
    void errorOfAContainerNamesTheContainer() {
        var cluster = new TestCluster().running("shop", "Deployment", "api", "n".repeat(257), "1", 'a');

        assertThat(
                errors(cluster.list()).getFirst(),
                containsString("container \"app\" of Deployment \"shop/api\": name: "));
    }
}
