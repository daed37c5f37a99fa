package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcome of each record in a request for a cluster: a record is confirmed only if the answer leaves no doubt. */
class ClusterOutcomeTest {

    private static final String ERROR_OF_B = "{\"cause\": \"not_found\", \"deployment\": {\"deployment_name\": \"b\"}}";

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private static DeploymentRecord record(String name, String repository) {
        return Records.built(Records.full()
                .set(RecordField.DEPLOYMENT_NAME, name)
                .set(RecordField.GITHUB_REPOSITORY, repository)
                .digest(name.repeat(64)));
    }

    private CompletableFuture<List<ClusterOutcome>> send() {
        var request = new ClusterRequest(List.of(record("a", "repo-a"), record("b", "repo-b"), record("c", "repo-c")));
        return Clients.of(gitHub.url()).send(request, Clients.TOKEN);
    }

    private List<ClusterOutcome> outcomes() throws Exception {
        return send().get(20, TimeUnit.SECONDS);
    }

    private GitHubException failure() {
        var sent = send();
        return (GitHubException) assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS))
                .getCause();
    }

    /** Returns the initials of the outcomes: confirmed, refused, unclear. */
    private static String initials(List<ClusterOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.getClass().getSimpleName().substring(0, 1))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | {"total_count": 3}                                                | CCC
                    200 | {"total_count": 0}                                                | CCC
                    201 | {"total_count": 3, "deployment_records": []}                      | CCC
                    200 | {"total_count": 3, "errors": []}                                  | CCC
                    200 | {"total_count": 3, "errors": null}                                | CCC
                    207 | {"total_count": 2, "errors": [ERROR]}                             | CRC
                    200 | {"total_count": 2, "errors": [ERROR]}                             | CRC
                    207 | {"total_count": 2, "errors": [ERROR, ERROR]}                      | CRC
                    207 | {"total_count": 0}                                                | UUU
                    207 | {"total_count": 0, "errors": []}                                  | UUU
                    207 | {"total_count": 0, "errors": {"cause": "not_found"}}              | UUU
                    207 | {"total_count": 2, "errors": [{}]}                                | UUU
                    207 | {"total_count": 2, "errors": [1]}                                 | UUU
                    207 | {"total_count": 2, "errors": ["b"]}                               | UUU
                    207 | {"total_count": 1, "errors": [ERROR, {"cause": "unauthorized"}]}  | URU
                    207 | {"total_count": 2, "errors": [{"deployment": {"name": "b"}}]}     | UUU
                    207 | {"total_count": 2, "errors": [{"cause": "not_found", "deployment": {"deployment_name": "B"}}]} | UUU
                    """)
    void answerIsConvertedToAnOutcomeForEachRecord(int status, String body, String expected) throws Exception {
        gitHub.answerNext(status, Map.of(), body.replace("ERROR", ERROR_OF_B));
        assertThat(initials(outcomes()), is(expected));
    }

    @Test
    void errorWithAnotherDigestNamesNoRecord() throws Exception {
        String error =
                "{\"cause\": \"not_found\", \"deployment\": {\"deployment_name\": \"b\", \"digest\": \"sha256:%s\"}}";
        gitHub.answerNext(
                207, Map.of(), "{\"total_count\": 2, \"errors\": [%s]}".formatted(error.formatted("b".repeat(64))));
        assertThat(initials(outcomes()), is("CRC"));
        gitHub.answerNext(
                207, Map.of(), "{\"total_count\": 2, \"errors\": [%s]}".formatted(error.formatted("f".repeat(64))));
        assertThat(initials(outcomes()), is("UUU"));
    }

    @Test
    void recordsOfMissingOrClosedRepositoriesAreRefused() throws Exception {
        gitHub.lackRepository("repo-a");
        gitHub.closeRepository("repo-c");
        List<ClusterOutcome> outcomes = outcomes();

        assertThat(initials(outcomes), is("RCR"));
        var absent = ((ClusterOutcome.Refused) outcomes.get(0)).cause();
        assertThat(absent, is(instanceOf(GitHubException.NotFound.class)));
        assertThat(absent.getMessage(), allOf(containsString("octo-org/repo-a"), containsString("\"not_found\"")));
        var closed = ((ClusterOutcome.Refused) outcomes.get(2)).cause();
        assertThat(closed, is(instanceOf(GitHubException.Forbidden.class)));
        assertThat(closed.getMessage(), containsString("Artifact metadata: write"));
        assertThat(gitHub.records().size(), is(1));
    }

    @Test
    void partialSuccessMayRefuseAllRecords() throws Exception {
        List.of("repo-a", "repo-b", "repo-c").forEach(gitHub::lackRepository);
        assertThat(initials(outcomes()), is("RRR"));
        assertThat(gitHub.records().size(), is(0));
    }

    @Test
    void unknownCauseIsQuotedWithoutTheToken() throws Exception {
        gitHub.answerNext(
                207,
                Map.of(),
                "{\"total_count\": 2, \"errors\": [%s]}"
                        .formatted(ERROR_OF_B.replace("not_found", "quota\\n" + Clients.SECRET)));
        var refused = (ClusterOutcome.Refused) outcomes().get(1);
        assertThat(refused.cause(), is(instanceOf(GitHubException.Invalid.class)));
        assertThat(refused.cause().getMessage(), containsString("\"quota "));
        assertThat(refused.cause().getMessage(), not(containsString(Clients.SECRET)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>log in</html>", "[]", "{\"total_count\": -1}", "{}", "{\"total_count\": 1"})
    void anAnswerThatIsNotGitHubsConfirmsNothing(String body) {
        gitHub.answerNext(200, Map.of(), body);
        assertThat(failure(), is(instanceOf(GitHubException.UnexpectedAnswer.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Invalid, does not accept the request (400)",
        "401, Unauthorized, does not accept the token (401)",
        "403, Forbidden, may not write deployment records (403)",
        "404, NotFound, repository or artifact of the 3 records in the request (404)",
        "409, Conflict, conflicts with this record (409)",
        "413, Invalid, does not accept the request (413)",
        "422, Invalid, does not accept the request with 3 records (422)",
        "429, RateLimited, limits the token (429)",
        "502, Unavailable, cannot answer at present (502)"
    })
    void failureOfAWholeClusterRequestIsAnException(int status, String kind, String text) {
        gitHub.answerNext(status, Map.of(), "{\"message\": \"no\"}");
        GitHubException failure = failure();
        assertThat(failure.getClass().getSimpleName(), is(kind));
        assertThat(failure.getMessage(), allOf(containsString(text), containsString("GitHub says: \"no\"")));
        assertThat(failure.isInDoubt(), is(status == 502));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 | {"cause": "write permission required", "repositories": [123, 345]} | write permission required (repositories: 123, 345)
                    404 | {"cause": "do not exist", "repositories": ["repoA", "repoB"]}      | do not exist (repositories: repoA, repoB)
                    404 | {"cause": "do not exist"}                                          | do not exist
                    404 | {"cause": "do not exist", "repositories": []}                      | do not exist
                    403 | {"why": "no"}                                                      | {"why":"no"}
                    """)
    void messageThatIsAnObjectIsQuotedInWords(int status, String message, String quoted) {
        gitHub.answerNext(status, Map.of(), "{\"message\": " + message + "}");
        assertThat(failure().getMessage(), containsString("GitHub says: \"" + quoted + "\""));
    }
}
