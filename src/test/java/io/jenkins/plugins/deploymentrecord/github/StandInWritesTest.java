package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The stand-in is as strict as GitHub about a request for a cluster. */
class StandInWritesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private HttpRequest request(String cluster, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(
                        gitHub.url() + "/orgs/octo-org/artifacts/metadata/deployment-record/cluster/" + cluster))
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer abc")
                .header("User-Agent", "me")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private HttpResponse<String> post(String cluster, JsonNode body) throws Exception {
        return HTTP.send(request(cluster, body), HttpResponse.BodyHandlers.ofString());
    }

    private static ObjectNode body(int deployments) {
        ObjectNode body = JSON.createObjectNode().put("logical_environment", "prod");
        var list = body.putArray("deployments");
        for (int i = 0; i < deployments; i++) {
            list.addObject()
                    .put("name", "image")
                    .put("digest", Records.DIGEST)
                    .put("deployment_name", "d" + i)
                    .put("github_repository", "repo-" + i);
        }
        return body;
    }

    private static ObjectNode second(ObjectNode body) {
        return (ObjectNode) body.path("deployments").get(1);
    }

    static Stream<Consumer<ObjectNode>> refused() {
        return Stream.of(
                body -> body.putArray("deployments"),
                body -> body.remove("deployments"),
                body -> body.remove("logical_environment"),
                body -> body.put("cluster", "moda-1"),
                body -> body.put("status", "deployed"),
                body -> body.set("deployments", body(1_001).get("deployments")),
                body -> second(body).put("deployment_name", "d0"),
                body -> second(body).put("github_repository", "repo-0").put("version", "2"),
                body -> second(body).put("github_repository", "repo-0").put("name", "other"),
                body -> second(body).put("logical_environment", "prod"),
                body -> second(body).put("cluster", "moda-1"),
                body -> second(body).put("deployment_name", ""),
                body -> second(body).remove("digest"),
                body -> second(body).put("digest", "sha256:abc"),
                body -> second(body).put("status", "gone"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void standInRefusesAClusterBodyThatBreaksTheContract(Consumer<ObjectNode> change) throws Exception {
        ObjectNode body = body(2);
        change.accept(body);
        assertThat(post("moda-1", body).statusCode(), is(422));
        assertThat(gitHub.records(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({"moda-1, 200", "a._-Z9, 200", "a%20b, 404", "a%2Fb, 404", "arn:aws:x, 404", "'', 404"})
    void standInRefusesAnImpossibleClusterInThePath(String cluster, int status) throws Exception {
        assertThat(post(cluster, body(1)).statusCode(), is(status));
    }

    @Test
    void standInReturnsTheRecordsOfAClusterUnlessTheRequestDeclines() throws Exception {
        JsonNode answer = JSON.readTree(post("moda-1", body(3)).body());
        assertThat(answer.path("total_count").intValue(), is(3));
        assertThat(answer.path("deployment_records").size(), is(3));
        assertThat(answer.at("/deployment_records/0/cluster").textValue(), is("moda-1"));
        answer = JSON.readTree(
                post("moda-1", body(3).put("return_records", false)).body());
        assertThat(answer.has("deployment_records"), is(false));
        assertThat(gitHub.records(), hasSize(3));
    }

    @Test
    void standInRefusesAllRecordsWithoutPartialSuccess() throws Exception {
        gitHub.lackRepository("repo-1");
        var answer = post("moda-1", body(3));
        assertThat(answer.statusCode(), is(404));
        assertThat(JSON.readTree(answer.body()).at("/message/repositories/0").textValue(), is("repo-1"));
        assertThat(gitHub.records(), is(empty()));
    }

    @Test
    void standInNamesRefusedRecordsWithPartialSuccess() throws Exception {
        gitHub.closeRepository("repo-1");
        var answer = post("moda-1", body(3).put("partial_success", true));
        assertThat(answer.statusCode(), is(207));
        JsonNode error = JSON.readTree(answer.body()).path("errors").path(0);
        assertThat(error.path("cause").textValue(), is("unauthorized"));
        assertThat(error.at("/deployment/deployment_name").textValue(), is("d1"));
        assertThat(gitHub.records(), hasSize(2));
    }

    @Test
    void concurrentRequestForTheSameClusterIsAConflict() throws Exception {
        var hold = gitHub.hold();
        var slow = HTTP.sendAsync(request("moda-1", body(1)), HttpResponse.BodyHandlers.ofString());
        hold.awaitArrival();
        assertThat(post("moda-1", body(2)).statusCode(), is(409));
        assertThat(post("moda-2", body(2)).statusCode(), is(200));
        hold.release();
        assertThat(slow.join().statusCode(), is(200));
        assertThat(post("moda-1", body(2)).statusCode(), is(200));
    }

    @Test
    void bothContractChecksAgreeOnTheLimitOfRecords() {
        assertThat(PublishedContract.clusterViolations(body(1_000)), is(empty()));
        assertThat(PublishedContract.clusterViolations(body(1_001)), is(not(empty())));
        assertThat(ContractCheck.ofClusterRecords().violations(body(1_000)), is(empty()));
        assertThat(ContractCheck.ofClusterRecords().violations(body(1_001)), is(not(empty())));
    }
}
