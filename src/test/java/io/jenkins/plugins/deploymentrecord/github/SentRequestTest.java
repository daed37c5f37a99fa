package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The single request for a record. */
class SentRequestTest {

    @Test
    void sentRequestHasPathHeadersAndBodyOfTheContract() {
        try (var gitHub = GitHubStandIn.start()) {
            DeploymentRecord record = Records.built(Records.full());
            Clients.answer(Clients.of(gitHub.url()).send(record, Clients.TOKEN));

            ReceivedRequest request = gitHub.onlyRequest();
            assertThat(request.method(), is("POST"));
            assertThat(request.path(), is("/orgs/octo-org/artifacts/metadata/deployment-record"));
            assertThat(request.header("Accept"), is("application/vnd.github+json, application/json"));
            assertThat(request.header("Authorization"), is("Bearer " + Clients.SECRET));
            assertThat(request.header("User-Agent"), is("client-test/1.0"));
            assertThat(request.header("X-GitHub-Api-Version"), is("2022-11-28"));
            assertThat(request.header("Content-Type"), is("application/json"));
            assertThat(request.header("Host"), is("127.0.0.1:" + gitHub.port()));
            assertThat(request.headers(), not(hasKey("cookie")));
            assertThat(
                    request.body(),
                    is("{\"name\":\"awesome-image\",\"digest\":\"" + Records.DIGEST + "\",\"version\":\"2.1.0\","
                            + "\"status\":\"decommissioned\",\"logical_environment\":\"prod\","
                            + "\"physical_environment\":\"pacific-east\",\"cluster\":\"moda-1\","
                            + "\"deployment_name\":\"shop-web\",\"github_repository\":\"shop\","
                            + "\"tags\":{\"team\":\"platform\",\"tier\":\"\"},"
                            + "\"runtime_risks\":[\"critical-resource\",\"sensitive-data\"]}"));
        }
    }

    @Test
    void sentBodyOmitsFieldsThatWereNotSet() {
        try (var gitHub = GitHubStandIn.start()) {
            Clients.answer(Clients.of(gitHub.url()).send(Records.built(Records.required()), Clients.TOKEN));

            assertThat(
                    gitHub.onlyRequest().body(),
                    is("{\"name\":\"awesome-image\",\"digest\":\"" + Records.DIGEST + "\",\"status\":\"deployed\","
                            + "\"logical_environment\":\"prod\",\"deployment_name\":\"shop-web\"}"));
        }
    }

    @Test
    void sentBodyIsUtf8() throws Exception {
        try (var gitHub = GitHubStandIn.start()) {
            String name = "\u4e2d\u6587 \u0416 \ud83d\ude80";
            Clients.answer(Clients.of(gitHub.url())
                    .send(Records.built(Records.required().set(RecordField.NAME, name)), Clients.TOKEN));

            String body = gitHub.onlyRequest().body();
            assertThat(body, startsWith("{\"name\":\"\u4e2d\u6587 \u0416 "));
            assertThat(new ObjectMapper().readTree(body).get("name").textValue(), is(name));
        }
    }

    @Test
    void requestPathIsAppendedToThePathOfTheServerUrl() {
        try (var server = RawServer.answering(RawServer.http("200 OK", "", "{\"total_count\":1}"))) {
            Clients.answer(
                    Clients.of(server.url() + "/github/").send(Records.built(Records.required()), Clients.TOKEN));

            assertThat(
                    server.requests().get(0).lines().findFirst().orElseThrow(),
                    is("POST /github/orgs/octo-org/artifacts/metadata/deployment-record HTTP/1.1"));
        }
    }

    @Test
    void requestIsNotRepeatedAtTheRequestOfTheServer() {
        try (var gitHub = GitHubStandIn.start()) {
            gitHub.answerNext(503, Map.of("Retry-After", "0"), "{\"message\":\"busy\"}");
            Clients.failure(gitHub.url());

            assertThat(gitHub.received().stream().map(ReceivedRequest::method).toList(), is(List.of("POST")));
        }
    }
}
