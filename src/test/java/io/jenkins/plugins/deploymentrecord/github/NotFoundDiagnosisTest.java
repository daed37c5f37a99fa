package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a 404, the diagnosis finds the cause or lists the remaining possible causes. */
@Timeout(60)
class NotFoundDiagnosisTest {

    private static final String ORGANIZATION = "/orgs/octo-org";
    private static final String USER = "/users/octo-org";
    private static final String REPOSITORY = "/repos/octo-org/shop";
    private static final String ATTESTATIONS = "/orgs/octo-org/attestations/" + Records.DIGEST;
    private static final String NOT_FOUND = "{\"message\": \"Not Found\"}";
    private static final String PERMISSION = "the token lacks the repository permission \"Artifact metadata: write\"";

    private final DeploymentRecord unnamed = Records.built(Records.required());
    private final DeploymentRecord named = Records.built(Records.required().set(RecordField.GITHUB_REPOSITORY, "shop"));
    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private GitHubException.NotFound refusal(DeploymentRecord record) {
        gitHub.answerNext(404, Map.of(), NOT_FOUND);
        return (GitHubException.NotFound)
                Clients.failure(Clients.of(gitHub.url()).send(record, Clients.TOKEN));
    }

    private String explained(DeploymentRecord record, GitHubToken token) throws Exception {
        GitHubException explained =
                Clients.of(gitHub.url()).explain(record, token, refusal(record)).get(20, TimeUnit.SECONDS);
        assertThat(explained, is(instanceOf(GitHubException.NotFound.class)));
        assertThat(
                explained.getMessage(),
                allOf(
                        startsWith(
                                "127.0.0.1:" + gitHub.port() + " did not find the organization, the repository or the"
                                        + " artifact of the record (404). GitHub says: \"Not Found\"\n"),
                        endsWith(Clients.more("404-not-found"))));
        return explained.getMessage();
    }

    private String explained(DeploymentRecord record) throws Exception {
        return explained(record, Clients.TOKEN);
    }

    @Test
    void notFoundBecauseTheOwnerIsAUserAccount() throws Exception {
        gitHub.answerReads(ORGANIZATION, 404, NOT_FOUND);
        gitHub.answerReads(USER, 200, "{\"login\": \"octo-org\", \"type\": \"User\"}");

        assertThat(
                explained(named),
                containsString("\nThe cause: octo-org is a user account. Only organizations have deployment records."));
        assertThat(gitHub.reads(), contains(ORGANIZATION, USER));
        assertThat(
                gitHub.readHeaders("Authorization"), contains("Bearer " + Clients.SECRET, "Bearer " + Clients.SECRET));
    }

    @Test
    void notFoundBecauseTheOwnerIsAUserAccountShownAsAnOrganization() throws Exception {
        gitHub.answerReads(ORGANIZATION, 200, "{\"login\": \"octo-org\", \"type\": \"User\"}");

        assertThat(explained(named), containsString("octo-org is a user account"));
        assertThat(gitHub.reads(), contains(ORGANIZATION));
    }

    @Test
    void notFoundBecauseTheOwnerDoesNotExist() throws Exception {
        gitHub.answerReads(ORGANIZATION, 404, NOT_FOUND);
        gitHub.answerReads(USER, 404, NOT_FOUND);

        assertThat(explained(named), containsString("\nThe cause: GitHub has no organization octo-org, or does not"));
    }

    @Test
    void notFoundBecauseTheTokenCannotSeeTheOrganization() throws Exception {
        gitHub.answerReads(ORGANIZATION, 404, NOT_FOUND);
        gitHub.answerReads(USER, 200, "{\"type\": \"Organization\"}");

        assertThat(
                explained(named),
                containsString("\nThe cause: this token cannot see the organization octo-org, which exists. Check"));
    }

    @Test
    void notFoundBecauseTheRepositoryIsMissingOrNotCovered() throws Exception {
        gitHub.answerReads(REPOSITORY, 404, NOT_FOUND);

        assertThat(
                explained(named),
                containsString(
                        "\nThe cause: this token sees the organization octo-org, but no repository octo-org/shop."
                                + " Check that\n  - githubRepository is written as on GitHub\n"
                                + "  - the token covers that repository\n"));
        assertThat(gitHub.reads(), contains(ORGANIZATION, REPOSITORY));
    }

    @Test
    void notFoundBecauseTheRepositoryWasRenamed() throws Exception {
        gitHub.answerReads(REPOSITORY, 301, "{\"message\": \"Moved Permanently\"}");

        assertThat(explained(named), containsString("\nThe cause: the repository octo-org/shop was renamed or moved."));
    }

    @Test
    void notFoundBecauseTheTokensUserMayNotWriteToTheRepository() throws Exception {
        gitHub.answerReads(REPOSITORY, 200, "{\"id\": 77, \"permissions\": {\"pull\": true, \"push\": false}}");

        assertThat(
                explained(named),
                containsString("\nThe likely cause: the token's user may not write to the repository octo-org/shop."));
    }

    @Test
    void roleInARepositoryIsIgnoredForAnInstallationToken() throws Exception {
        gitHub.answerReads(REPOSITORY, 200, "{\"id\": 77, \"permissions\": {\"pull\": true, \"push\": false}}");

        assertThat(explained(named, GitHubToken.of("ghs_installation").orElseThrow()), containsString(PERMISSION));
    }

    @Test
    void permissionRemainsAsCauseIfTheRepositoryExists() throws Exception {
        assertThat(
                explained(named),
                allOf(
                        containsString(
                                "\nThe organization octo-org and the repository octo-org/shop exist. The remaining"
                                        + " possible causes:\n  - " + PERMISSION
                                        + "\n  - the token does not cover that repository\n"),
                        not(containsString("Check that"))));
        assertThat(gitHub.reads(), contains(ORGANIZATION, REPOSITORY, ATTESTATIONS + "?per_page=1"));
    }

    @Test
    void notFoundBecauseTheAttestationIsOfAnotherRepository() throws Exception {
        gitHub.answerReads(ATTESTATIONS, 200, "{\"attestations\": [{\"repository_id\": 12345}]}");

        assertThat(
                explained(named),
                containsString("GitHub has a provenance attestation of " + Records.DIGEST
                        + " by another repository (ID 12345)"));
    }

    @Test
    void permissionRemainsAsCauseIfTheAttestationIsOfTheNamedRepository() throws Exception {
        gitHub.attest(Records.DIGEST, 1);

        assertThat(explained(named), containsString(PERMISSION));
    }

    @Test
    void permissionRemainsAsCauseIfTheAttestationCannotBeRead() throws Exception {
        gitHub.answerReads(ATTESTATIONS, 403, "{\"message\": \"Resource not accessible\"}");

        assertThat(explained(named), containsString(PERMISSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 {\"message\": \"Not Found\"}", "200 {\"attestations\": []}"})
    void notFoundBecauseNeitherFieldNorAttestationNamesTheRepository(String answer) throws Exception {
        gitHub.answerReads(ATTESTATIONS, Integer.parseInt(answer.substring(0, 3)), answer.substring(4));

        assertThat(
                explained(unnamed),
                containsString("\nThe cause: githubRepository is not set, and GitHub shows this token no provenance"
                        + " attestation of " + Records.DIGEST
                        + ". Set githubRepository to the name of the repository"));
        assertThat(gitHub.reads(), contains(ORGANIZATION, ATTESTATIONS + "?per_page=1"));
    }

    @Test
    void permissionRemainsAsCauseIfThereIsAnAttestation() throws Exception {
        gitHub.attest(Records.DIGEST, 1);

        assertThat(
                explained(unnamed),
                containsString("\nThe organization octo-org exists, and GitHub has a provenance attestation of "
                        + Records.DIGEST + ". The remaining possible causes:\n  - " + PERMISSION
                        + "\n  - the token does not cover the repository of the attestation (ID 77)\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 302, 418})
    void failedReadKeepsTheListOfThingsToCheck(int status) throws Exception {
        gitHub.answerReads(ORGANIZATION, status, "{\"message\": \"rate limit\"}");

        assertThat(
                explained(named),
                containsString("\nCheck that\n  - octo-org/shop, which githubRepository names, exists and is written"));
        assertThat(gitHub.reads(), contains(ORGANIZATION));
    }

    @Test
    void timedOutReadKeepsTheListOfThingsToCheckAndEndsTheCall() throws Exception {
        GitHubException.NotFound refusal = refusal(named);
        var pending = new CompletableFuture<ReadAnswer>();
        var diagnosis = new NotFoundDiagnosis(any -> pending, ApiUrl.of(gitHub.url()), named, Clients.TOKEN, refusal);

        assertThat(diagnosis.run(Duration.ofMillis(10)).get(20, TimeUnit.SECONDS), is(refusal));
        assertThat(pending.handle((answer, error) -> pending.isCancelled()).get(20, TimeUnit.SECONDS), is(true));
    }

    @Test
    void cancelledDiagnosisReadsNothingMore() throws Exception {
        GitHubException.NotFound refusal = refusal(named);
        Hold hold = gitHub.holdRead();
        CompletableFuture<GitHubException> explaining = Clients.of(gitHub.url()).explain(named, Clients.TOKEN, refusal);
        hold.awaitArrival();

        assertThat(explaining.cancel(true), is(true));
        hold.release();

        assertThat(gitHub.reads(), contains(ORGANIZATION));
    }
}
