package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.stringContainsInOrder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stand-in is as strict as GitHub, remembers its requests, and shows them. */
class GitHubStandInTest {

    private static final String PATH = "/orgs/octo-org/artifacts/metadata/deployment-record";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private static Map<String, String> headers(String name, String value) {
        var headers = new HashMap<>(Map.of(
                "Accept", "application/vnd.github+json, application/json",
                "Authorization", "Bearer abc",
                "User-Agent", "me",
                "X-GitHub-Api-Version", "2022-11-28",
                "Content-Type", "application/json; charset=utf-8"));
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return headers;
    }

    private HttpResponse<String> call(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gitHub.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String valid() {
        return new String(Records.built(Records.required()).body(), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("Authorization", null, 401, "Requires authentication"),
                Arguments.of("Authorization", "Basic abc", 401, "Bad credentials"),
                Arguments.of("Authorization", "Bearer a b", 401, "Bad credentials"),
                Arguments.of("Accept", "application/json", 415, "Accept"),
                Arguments.of("X-GitHub-Api-Version", null, 400, "API version"),
                Arguments.of("X-GitHub-Api-Version", "2020-01-01", 400, "API version"),
                Arguments.of("User-Agent", " ", 403, "administrative rules"),
                Arguments.of("Content-Type", "text/plain", 415, "Content-Type"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void standInRefusesWrongHeaders(String name, String value, int status, String message) throws Exception {
        HttpResponse<String> answer = call("POST", PATH, headers(name, value), valid());
        assertThat(answer.statusCode(), is(status));
        assertThat(new ObjectMapper().readTree(answer.body()).get("message").textValue(), containsString(message));
        assertThat(gitHub.records().isEmpty(), is(true));
    }

    @Test
    void standInRefusesUnknownPathsAndMethods() throws Exception {
        for (String path : new String[] {"/", PATH + "/", PATH + "s", "/orgs//artifacts/metadata/deployment-record"}) {
            assertThat(call("POST", path, headers("", null), valid()).statusCode(), is(404));
        }
        assertThat(call("PUT", PATH, headers("", null), valid()).statusCode(), is(404));
        assertThat(call("GET", PATH, headers("", null), "").statusCode(), is(404));
    }

    @Test
    void standInRefusesBrokenJson() throws Exception {
        for (String body : new String[] {"{", "{} {}", "{\"name\":1,\"name\":1}"}) {
            HttpResponse<String> answer = call("POST", PATH, headers("", null), body);
            assertThat(answer.statusCode(), is(400));
            assertThat(answer.body(), containsString("Problems parsing JSON"));
        }
    }

    @Test
    void standInNamesARefusedField() throws Exception {
        HttpResponse<String> answer =
                call("POST", PATH, headers("", null), valid().replace("\"deployed\"", "\"gone\""));
        assertThat(answer.statusCode(), is(422));
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.at("/message").textValue(), is("Validation Failed"));
        assertThat(body.at("/errors/0/field").textValue(), is("status"));
        assertThat(body.at("/errors/0/code").textValue(), is("invalid"));
    }

    @Test
    void standInUpdatesTheRecordOfTheSameDeployment() throws Exception {
        JsonNode first = record(call("POST", PATH, headers("", null), valid()));
        JsonNode again = record(call("POST", PATH, headers("", null), valid().replace("awesome", "other")));
        JsonNode elsewhere = record(call("POST", PATH, headers("", null), valid().replace("shop-web", "shop-db")));
        JsonNode others = record(call("POST", PATH.replace("octo-org", "other"), headers("", null), valid()));

        assertThat(again.get("id"), is(first.get("id")));
        assertThat(again.get("created_at"), is(first.get("created_at")));
        assertThat(elsewhere.get("id"), is(not(first.get("id"))));
        assertThat(others.get("id"), is(not(first.get("id"))));
        assertThat(gitHub.records().size(), is(3));
    }

    private static JsonNode record(HttpResponse<String> answer) throws IOException {
        assertThat(answer.body(), answer.statusCode(), is(200));
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.get("total_count").intValue(), is(1));
        return body.at("/deployment_records/0");
    }

    @Test
    void standInReturnsAttestations() throws Exception {
        assertThat(
                record(call("POST", PATH, headers("", null), valid()))
                        .get("attestation_id")
                        .isNull(),
                is(true));
        gitHub.attest(Records.DIGEST, 456);
        assertThat(
                record(call("POST", PATH, headers("", null), valid()))
                        .get("attestation_id")
                        .intValue(),
                is(456));
    }

    @Test
    void standInReturnsNoRecordsIfTheRequestSaysSo() throws Exception {
        String body = valid().replaceFirst("\\{", "{\"return_records\":false,");
        assertThat(call("POST", PATH, headers("", null), body).body(), is("{\"total_count\":1}"));
        assertThat(gitHub.records().size(), is(1));
    }

    @Test
    void standInShowsRequestsWithoutTheToken() throws Exception {
        call("POST", PATH, headers("Authorization", "Bearer " + Clients.SECRET), valid().replace("prod", "<b>&"));

        HttpResponse<String> page = call("GET", "/", Map.of(), "");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow(), is("text/html; charset=utf-8"));
        assertThat(page.body(), containsString("POST " + PATH));
        assertThat(page.body(), containsString("authorization: Bearer ****"));
        assertThat(page.body(), containsString("&lt;b&gt;&amp;"));
        assertThat(page.body(), not(containsString("<b>")));
        assertThat(page.body(), not(containsString(Clients.SECRET)));

        HttpResponse<String> json = call("GET", "/received", Map.of(), "");
        JsonNode received = new ObjectMapper().readTree(json.body());
        assertThat(received.size(), is(1));
        assertThat(received.at("/0/path").textValue(), is(PATH));
        assertThat(json.body(), not(containsString(Clients.SECRET)));
        assertThat(gitHub.onlyRequest().toString(), not(containsString(Clients.SECRET)));
        assertThat(gitHub.onlyRequest().header("X-Unknown"), is(nullValue()));
    }

    @Test
    void standInShowsEachRecordAndEachAnswer() throws Exception {
        String body = valid().replaceFirst("\\{", "{\"version\":\"1.4.2<\",\"github_repository\":\"shop\",");
        call("POST", PATH, headers("", null), body);
        call("POST", PATH, headers("", null), body.replace("1.4.2<", "1.5.0").replace("deployed", "decommissioned"));
        call("POST", PATH, headers("", null), "{");

        String page = call("GET", "/", Map.of(), "").body();
        String records = page.substring(page.indexOf("<h2>Records: 1"), page.indexOf("<h2>Requests: 3"));
        for (String shown : List.of(
                "<h3>awesome-image 1.5.0</h3>",
                "<dt>Status</dt><dd>decommissioned</dd>",
                "<dt>Environment</dt><dd>prod</dd>",
                "<dt>Deployment name</dt><dd>shop-web</dd>",
                "<dt>Repository</dt><dd>shop</dd>",
                "<dt>Digest</dt><dd>" + Records.DIGEST + "</dd>",
                "<dt>Record</dt><dd>1001</dd>")) {
            assertThat(records, containsString(shown));
        }
        assertThat(page, containsString("\n  &quot;version&quot; : &quot;1.4.2&lt;&quot;,\n"));
        assertThat(page, stringContainsInOrder("POST " + PATH + ": 400", "POST " + PATH + ": 200"));
    }

    @Test
    void standInPageAdaptsToColorSchemeAndWidth() throws Exception {
        String page = call("GET", "/", Map.of(), "").body();
        assertThat(
                page,
                stringContainsInOrder(
                        "name=\"viewport\"",
                        "color-scheme: light dark",
                        "overflow-wrap: anywhere",
                        "white-space: pre-wrap"));
    }

    @Test
    void standInReturnsTheRecordsOfAnArtifact() throws Exception {
        call("POST", PATH, headers("", null), valid());
        String path = "/orgs/%s/artifacts/" + Records.DIGEST + "/metadata/deployment-records";
        HttpResponse<String> known = call("GET", path.formatted("octo-org"), headers("", null), "");
        assertThat(new ObjectMapper().readTree(known.body()).get("total_count").intValue(), is(1));
        HttpResponse<String> others = call("GET", path.formatted("other"), headers("", null), "");
        assertThat(others.statusCode(), is(404));
        assertThat(new ObjectMapper().readTree(others.body()).at("/message").textValue(), is("no artifacts found"));
        assertThat(call("GET", "/user", headers("Authorization", null), "").statusCode(), is(401));
    }

    @Test
    void standInRefusesUnknownArtifacts() throws Exception {
        gitHub.refuseUnknownArtifacts();
        String withRepository = valid().replaceFirst("\\{", "{\"github_repository\":\"shop\",");

        HttpResponse<String> refused = call("POST", PATH, headers("", null), valid());
        assertThat(refused.statusCode(), is(404));
        assertThat(new ObjectMapper().readTree(refused.body()).at("/message").textValue(), is("no artifacts found"));
        assertThat(gitHub.records().isEmpty(), is(true));

        record(call("POST", PATH, headers("", null), withRepository));
        record(call("POST", PATH, headers("", null), valid()));
        String others = PATH.replace("octo-org", "other");
        assertThat(call("POST", others, headers("", null), valid()).statusCode(), is(404));
        gitHub.attest(Records.DIGEST, 456);
        record(call("POST", others, headers("", null), valid()));
    }

    @Test
    void standInReturnsScriptedAnswersInOrder() throws Exception {
        gitHub.answerNext(500, Map.of("X-A", "b"), "one");
        gitHub.answerNext(502, Map.of(), "");
        HttpResponse<String> first = call("POST", PATH, headers("", null), valid());
        assertThat(first.statusCode() + first.body() + first.headers().firstValue("X-A"), is("500oneOptional[b]"));
        assertThat(call("POST", PATH, headers("", null), valid()).statusCode(), is(502));
        assertThat(gitHub.records().isEmpty(), is(true));
        assertThat(call("POST", PATH, headers("", null), valid()).statusCode(), is(200));
    }

    @Test
    void standInProcessesManyRequestsAtOnce() throws Exception {
        var client = Clients.of(gitHub.url());
        var calls = new ArrayList<CompletableFuture<DeploymentRecordResponse>>();
        IntStream.range(0, 100)
                .forEach(i -> calls.add(client.send(
                        Records.built(Records.required().set(RecordField.DEPLOYMENT_NAME, "d" + i)), Clients.TOKEN)));
        calls.forEach(Clients::answer);
        gitHub.awaitReceived(100);
        assertThat(gitHub.records().stream().map(r -> r.get("id")).distinct().count(), is(100L));
    }
}
