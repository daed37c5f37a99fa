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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The repository of a deployment, by the name of its image. */
class RepositoryByImageTest {

    private static List<?> threeDeployments(String repositoryOfThird) {
        return List.of(
                typed("shop", "1", 'a', "a"),
                typed("cart", "1", 'b', "b"),
                Map.of(
                        "name",
                        "tool",
                        "digest",
                        digest('c'),
                        "deploymentName",
                        "c",
                        "githubRepository",
                        repositoryOfThird));
    }

    private static List<String> repositories(ClusterRecords records) {
        return records.records().stream()
                .map(record -> record.record().githubRepository())
                .toList();
    }

    @Test
    void ownRepositoryOfADeploymentTakesPrecedenceAndItsErrorNamesTheDeployment() throws Exception {
        var own =
                Map.of("name", "api", "digest", digest('a'), "deploymentName", "a", "githubRepository", "octo-org/own");

        assertThat(
                records(List.of(own), RepositoryByImage.forAll("all"))
                        .records()
                        .getFirst()
                        .record()
                        .githubRepository(),
                is("own"));
        var other = new HashMap<String, Object>(own);
        other.put("githubRepository", "elsewhere/own");
        assertThat(
                errors(TypedDeployments.of(List.of(other)), TARGET, RepositoryByImage.forAll("also wrong"))
                        .getLast(),
                containsString("deployments[0].githubRepository: "));
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/octo-org/api, api",
        "ghcr.io/octo-org/web, org",
        "ghcr.io/octo-org/sub/web, sub",
        "ghcr.io/other/web, ghcr",
        "ghcr.io/octo-orgs, ghcr",
        "ghcr.io, all",
        "nginx, all",
        ", all"
    })
    void exactNameTakesPrecedenceOverTheLongestPattern(String name, String repository) {
        var repositories = new RepositoryByImage(Map.of(
                "ghcr.io/octo-org/api", "api",
                "ghcr.io/octo-org/*", "org",
                "ghcr.io/octo-org/sub/*", "sub",
                "ghcr.io/*", "ghcr",
                " * ", " all "));

        assertThat(repositories.of(name), is(repository));
        assertThat(repositories.errors(TARGET), is(empty()));
    }

    @Test
    void unmatchedNameHasNoRepository() {
        assertThat(new RepositoryByImage(Map.of("a/*", "r")).of("b/c"), is(nullValue()));
        assertThat(RepositoryByImage.forAll(null).of("b/c"), is(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({"nginx:1.25", "host:5000/nginx:1", "nginx@sha256:abc", "a*", "*/a", "a/**", "/*", "' '"})
    void impossibleRepositoryKeyIsAnError(String key) {
        assertThat(new RepositoryByImage(Map.of(key, "r")).errors(TARGET).size(), is(1));
    }

    @ParameterizedTest
    @CsvSource({"nginx", "host:5000/nginx", "host:5000/*", "My Application"})
    void possibleRepositoryKeyIsAccepted(String key) {
        assertThat(new RepositoryByImage(Map.of(key, "r")).errors(TARGET), is(empty()));
    }

    @Test
    void errorOfARepositoryInAMapNamesItsKey() {
        assertThat(
                new RepositoryByImage(Map.of("api", "elsewhere/api"))
                        .errors(TARGET)
                        .getFirst()
                        .field(),
                is("githubRepository[\"api\"]"));
    }

    @Test
    void scmIsTheRepositoryThatTheBuildCheckedOut() throws Exception {
        List<String> remotes = List.of("https://github.com/octo-org/shop.git", "https://github.com/other/lib");

        ClusterRecords forAll = records(
                threeDeployments("tools"), RepositoryByImage.forAll("SCM").withRemotes(remotes));
        ClusterRecords byImage = records(
                threeDeployments("SCM"),
                new RepositoryByImage(Map.of("cart", "SCM", "*", "platform")).withRemotes(remotes));

        assertThat(repositories(forAll), contains("shop", "shop", "tools"));
        assertThat(repositories(byImage), contains("platform", "shop", "shop"));
        for (ClusterRecords records : List.of(forAll, byImage)) {
            assertThat(
                    records.notices(),
                    contains("githubRepository: shop, from the checkout of https://github.com/octo-org/shop"));
        }
    }

    @Test
    void unusedScmRepositoryIsNotLookedUp() throws Exception {
        ClusterRecords records = records(List.of(threeDeployments("tools").get(2)), RepositoryByImage.forAll("SCM"));

        assertThat(repositories(records), contains("tools"));
        assertThat(records.notices(), is(List.of()));
    }

    @Test
    void missingCheckoutIsASingleErrorForAllDeployments() throws Exception {
        assertThat(
                errors(TypedDeployments.of(threeDeployments("SCM")), TARGET, RepositoryByImage.forAll("SCM")),
                contains(startsWith("githubRepository: is SCM, which stands for the repository")));
    }

    @Test
    void digestMayHaveTwoNamesInTwoRepositories() throws Exception {
        var repositories = new RepositoryByImage(Map.of("api", "one", "web", "two"));

        assertThat(
                records(List.of(typed("api", "1", 'a', "a"), typed("web", "1", 'a', "b")), repositories)
                        .records()
                        .size(),
                is(2));
        assertThat(
                errors(
                                TypedDeployments.of(List.of(typed("api", "1", 'a', "a"), typed("web", "1", 'a', "b"))),
                                TARGET,
                                new RepositoryByImage(Map.of("api", "One", "web", "octo-org/one")))
                        .size(),
                is(1));
    }
}
