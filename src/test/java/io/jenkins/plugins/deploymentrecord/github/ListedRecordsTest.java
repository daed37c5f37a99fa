package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records that GitHub has of an artifact, read by its digest. */
@Timeout(60)
class ListedRecordsTest {

    private static final ArtifactDigest DIGEST = new ArtifactDigest(Records.DIGEST);
    private static final String PATH = "/orgs/octo-org/artifacts/" + Records.DIGEST + "/metadata/deployment-records";

    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private static List<ReadRecord> read(String url) throws Exception {
        return Clients.of(url).list("octo-org", DIGEST, Clients.TOKEN).get(20, TimeUnit.SECONDS);
    }

    private static List<DeploymentRecordResponse> list(String url) throws Exception {
        return read(url).stream().map(ReadRecord::fields).toList();
    }

    private static GitHubException failure(String url) {
        var thrown = assertThrows(ExecutionException.class, () -> list(url));
        assertThat(thrown.getCause(), is(instanceOf(GitHubException.class)));
        return (GitHubException) thrown.getCause();
    }

    private GitHubException failure() {
        return failure(gitHub.url());
    }

    private void send(DeploymentRecord.Builder record) {
        Clients.answer(Clients.of(gitHub.url()).send(Records.built(record), Clients.TOKEN));
    }

    @Test
    void listHasExactlyTheRecordsOfTheDigest() throws Exception {
        send(Records.full());
        send(Records.required());
        send(Records.required().set(RecordField.DEPLOYMENT_NAME, "cart").digest("sha256:" + "ab".repeat(32)));
        gitHub.attest(Records.DIGEST, 456);
        send(Records.required().set(RecordField.LOGICAL_ENVIRONMENT, "staging"));

        List<DeploymentRecordResponse> records = list(gitHub.url());

        assertThat(
                records.stream()
                        .map(DeploymentRecordResponse::logicalEnvironment)
                        .toList(),
                contains("prod", "prod", "staging"));
        DeploymentRecordResponse full = records.getFirst();
        assertThat(full.cluster(), is("moda-1"));
        assertThat(full.physicalEnvironment(), is("pacific-east"));
        assertThat(full.deploymentName(), is("shop-web"));
        assertThat(full.digest(), is(Records.DIGEST));
        assertThat(full.id(), is(1001L));
        assertThat(records.get(2).attestationId(), is(456L));
    }

    @Test
    void listHasTagsAndRisksIfGitHubReturnsThem() throws Exception {
        send(Records.required().tag("team", "shop").runtimeRisks(List.of("sensitive-data")));
        ReadRecord record = read(gitHub.url()).getFirst();
        assertThat(record.tags(), is(Optional.of(Map.of("team", "shop"))));
        assertThat(record.runtimeRisks(), is(Optional.of(List.of("sensitive-data"))));

        String odd = "{\"total_count\": 1, \"deployment_records\": [{\"id\": 1, \"tags\": [\"" + Clients.SECRET
                + "\"]}, {\"id\": 2, \"tags\": {\"" + Clients.SECRET + "\": {\"a\": 1}, \"b\": \"x" + Clients.SECRET
                + "\"}, \"runtime_risks\": [\"" + Clients.SECRET + "\"]}]}";
        gitHub.answerNext(200, Map.of(), odd);
        List<ReadRecord> oddRecords = read(gitHub.url());
        assertThat(oddRecords.getFirst().tags(), is(Optional.empty()));
        assertThat(oddRecords.getFirst().runtimeRisks(), is(Optional.empty()));
        assertThat(oddRecords.get(1).tags().orElseThrow().size(), is(2));
        assertThat(oddRecords.toString(), not(containsString(Clients.SECRET)));
    }

    @Test
    void listRequestHasHeadersAndPathOfTheContract() throws Exception {
        send(Records.required());

        list(gitHub.url());

        assertThat(gitHub.reads(), contains(PATH));
        assertThat(gitHub.readHeaders("Authorization"), contains("Bearer " + Clients.SECRET));
        assertThat(gitHub.readHeaders("X-GitHub-Api-Version"), contains("2022-11-28"));
        assertThat(gitHub.readHeaders("User-Agent"), contains("client-test/1.0"));
    }

    @Test
    void listOfAnUnknownArtifactIsEmpty() throws Exception {
        assertThat(list(gitHub.url()), is(empty()));
        assertThat(gitHub.reads(), contains(PATH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No artifacts found.", "no artifact found"})
    void listIsEmptyForEverySpellingOfTheUnknownArtifactMessage(String message) throws Exception {
        gitHub.answerNext(404, Map.of(), "{\"message\": \"" + message + "\"}");

        assertThat(list(gitHub.url()), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\": \"Not Found\"}",
                "{\"message\": {\"cause\": \"no artifacts found\"}}",
                "{\"error\": \"no artifacts found\"}",
                "<html>no artifacts found</html>",
                "no artifacts found",
                ""
            })
    void any404ExceptForAnUnknownArtifactIsAnError(String body) {
        gitHub.answerNext(404, Map.of(), body);

        GitHubException failure = failure();

        assertThat(failure, is(instanceOf(GitHubException.NotFound.class)));
        assertThat(
                failure.getMessage(),
                allOf(
                        startsWith("127.0.0.1:" + gitHub.port() + " did not find the organization (404). "),
                        containsString("octo-org is an organization, not a user account"),
                        containsString("\"Artifact metadata: read\", or write"),
                        not(containsString("githubRepository"))));
    }

    @Test
    void refusedListNamesThePermissionToRead() {
        gitHub.answerNext(403, Map.of(), "{\"message\": \"Resource not accessible\"}");

        GitHubException failure = failure();

        assertThat(failure, is(instanceOf(GitHubException.Forbidden.class)));
        assertThat(
                failure.getMessage(), startsWith("The token may not read deployment records (403). GitHub says: \"Re"));
    }

    @ParameterizedTest
    @CsvSource({"401, Unauthorized", "422, Invalid", "429, RateLimited", "500, Unavailable", "302, Refused"})
    void listFailsWithTheSameExceptionsAsSending(int status, String kind) {
        gitHub.answerNext(status, Map.of("Location", "https://elsewhere.example"), "{\"message\": \"no\"}");

        assertThat(failure().getClass().getSimpleName(), is(kind));
    }

    @Test
    void listRequestFollowsNoRedirect() {
        try (var elsewhere = GitHubStandIn.start()) {
            gitHub.answerNext(307, Map.of("Location", elsewhere.url() + PATH), "");

            assertThat(failure().getMessage(), containsString("The token is not sent there."));
            assertThat(elsewhere.reads(), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"total_count\": 0}", "{\"total_count\": 0, \"deployment_records\": []}"})
    void listIsEmptyIfGitHubCountsNoRecords(String body) throws Exception {
        gitHub.answerNext(200, Map.of(), body);

        assertThat(list(gitHub.url()), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"total_count\": 3}",
                "{\"total_count\": 1, \"deployment_records\": {}}",
                "{\"total_count\": 1, \"deployment_records\": [7]}",
                "{\"total_count\": 1, \"deployment_records\": [null]}",
                "{\"total_count\": 1, \"deployment_records\": [{\"id\": \"x\"}]}",
                "[]",
                "<html>",
                ""
            })
    void answerThatIsNotAListOfRecordsIsAnError(String body) {
        gitHub.answerNext(200, Map.of(), body);

        assertThat(failure(), is(instanceOf(GitHubException.UnexpectedAnswer.class)));
    }

    private static byte[] answer(int length) {
        String start = "{\"total_count\": 1, \"deployment_records\": [{\"id\": 7}], \"more\": \"";
        return RawServer.http("200 OK", "", start + "x".repeat(length - start.length() - 2) + "\"}");
    }

    @Test
    void listIsLimitedToEightMebibytes() throws Exception {
        int max = 8 * 1024 * 1024;
        try (var server = RawServer.answering(answer(max))) {
            assertThat(list(server.url()).getFirst().id(), is(7L));
        }
        try (var server = RawServer.answering(answer(max + 1))) {
            assertThat(
                    failure(server.url()).getMessage(), containsString("answered 200 with more than 8192 KiB, which"));
        }
    }

    @Test
    void listMasksATokenThatTheServerEchoes() throws Exception {
        gitHub.answerNext(
                200,
                Map.of(),
                "{\"total_count\": 1, \"deployment_records\": [{\"deployment_name\": \"a " + Clients.SECRET
                        + "\\u202e\"}]}");
        assertThat(
                list(gitHub.url()).getFirst().deploymentName(),
                allOf(not(containsString(Clients.SECRET)), not(containsString("\u202e"))));

        gitHub.answerNext(200, Map.of(), "{\"total_count\": 1, \"deployment_records\": [\"" + Clients.SECRET + "\"]}");
        assertThat(failure().getMessage(), not(containsString(Clients.SECRET)));
    }

    @Test
    void failedListIsNeverInDoubt() {
        byte[] cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes();
        try (var server = RawServer.answering(cut)) {
            GitHubException failure = failure(server.url());
            assertThat(failure, is(instanceOf(GitHubException.Unavailable.class)));
            assertThat(failure.isInDoubt(), is(false));
            assertThat(failure.getMessage(), not(containsString("may have arrived")));
        }
    }

    @Test
    void listPassesOnTheNoticesOfTheAnswer() throws Exception {
        var notices = new CopyOnWriteArrayList<AnswerNotice>();
        var client = new DeploymentRecordClient(
                Clients.http().build(),
                ApiUrl.of(gitHub.url()),
                "client-test/1.0",
                Clock.fixed(Clients.NOW, ZoneOffset.UTC),
                notices::add);
        gitHub.answerNext(200, Map.of("Deprecation", "@1735689600"), "{\"total_count\": 0}");

        client.list("octo-org", DIGEST, Clients.TOKEN).get(20, TimeUnit.SECONDS);

        assertThat(notices.stream().map(AnswerNotice::isVersionDeprecated).toList(), everyItem(is(true)));
        assertThat(notices.size(), is(1));
    }

    @Test
    void cancelEndsTheListRequest() throws Exception {
        var gone = new CountDownLatch(1);
        var requestArrived = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            requestArrived.countDown();
            try {
                connection.getInputStream().readAllBytes();
            } finally {
                gone.countDown();
            }
        })) {
            var reading = Clients.of(server.url()).list("octo-org", DIGEST, Clients.TOKEN);
            assertThat(requestArrived.await(10, TimeUnit.SECONDS), is(true));

            reading.cancel(true);

            assertThat("the connection ended", gone.await(10, TimeUnit.SECONDS), is(true));
        }
    }

    @Test
    void listedRecordHasTheKeyOfTheSentRecord() throws Exception {
        DeploymentRecord record = Records.built(Records.full());
        send(Records.full());
        ApiUrl url = ApiUrl.of(gitHub.url());

        Optional<DeploymentKey> key =
                DeploymentKey.of(url, "Octo-Org", list(gitHub.url()).getFirst());

        assertThat(key, is(Optional.of(DeploymentKey.of(url, record))));
        assertThat(DeploymentKey.of(url, "octo-org", DeploymentRecordResponse.UNRETURNED), is(Optional.empty()));
    }
}
