package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts for GitHub's refusals: the kind of error, GitHub's words, and advice. */
class RefusalTest {

    private static final String PERMISSION = "  - the token has the repository permission \"Artifact metadata: write\""
            + " and covers that repository\n";

    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private GitHubException failure(int status, String body) {
        gitHub.answerNext(status, Map.of(), body);
        return Clients.failure(gitHub.url());
    }

    private String host() {
        return "127.0.0.1:" + gitHub.port();
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(400, GitHubException.Refused.class, " does not accept the request (400). ", "API URL"),
                Arguments.of(401, GitHubException.Unauthorized.class, " does not accept the token (401). ", "expired"),
                Arguments.of(408, GitHubException.Unavailable.class, " cannot answer at present (408). ", "status.com"),
                Arguments.of(
                        409,
                        GitHubException.Refused.class,
                        " has work in progress that conflicts with this record (409). ",
                        "cluster API"),
                Arguments.of(
                        410,
                        GitHubException.Refused.class,
                        " no longer accepts requests with the API version 2022-11-28 (410). ",
                        "Update this plugin"),
                Arguments.of(418, GitHubException.Refused.class, " does not accept the request (418). ", "API URL"),
                Arguments.of(422, GitHubException.Refused.class, " does not accept the record (422). ", "the fields"),
                Arguments.of(499, GitHubException.Refused.class, " does not accept the request (499). ", "API URL"),
                Arguments.of(500, GitHubException.Unavailable.class, " cannot answer at present (500). ", "status.com"),
                Arguments.of(502, GitHubException.Unavailable.class, " cannot answer at present (502). ", "proxy"),
                Arguments.of(503, GitHubException.Unavailable.class, " cannot answer at present (503). ", "proxy"),
                Arguments.of(504, GitHubException.Unavailable.class, " cannot answer at present (504). ", "proxy"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void refusalHasKindAndAdviceForItsStatus(int status, Class<GitHubException> kind, String text, String advice) {
        GitHubException failure = failure(status, "{\"message\": \"Not this time\"}");
        assertThat(failure, is(instanceOf(kind)));
        assertThat(failure.getMessage(), startsWith(host() + text));
        assertThat(failure.getMessage(), containsString("GitHub says: \"Not this time\"\n"));
        assertThat(failure.getMessage(), containsString(advice));
        assertThat(failure.getCause(), is(nullValue()));
    }

    @Test
    void refusalOfAnUnknownTokenListsWhatToCheck() {
        assertThat(
                failure(401, "{\"message\": \"Bad credentials\"}").getMessage(),
                is(host() + " does not accept the token (401). GitHub says: \"Bad credentials\"\n"
                        + "Check that\n"
                        + "  - the credential holds the token itself, without \"Bearer\" or a user name in front\n"
                        + "  - the token has not expired or been revoked\n"
                        + "  - it is a token for this server" + Clients.more("401-the-token-is-not-accepted")));
    }

    @Test
    void refusalForAMissingPermissionListsWhatToCheck() {
        GitHubException failure = failure(403, "{\"message\": \"Resource not accessible by integration\"}");
        assertThat(failure, is(instanceOf(GitHubException.Forbidden.class)));
        assertThat(
                failure.getMessage(),
                is("The token may not write deployment records (403)."
                        + " GitHub says: \"Resource not accessible by integration\" The server is " + host() + ".\n"
                        + "Check that\n"
                        + "  - the token has the repository permission \"Artifact metadata: write\"\n"
                        + "  - an owner of octo-org approved the token, and it is authorized for single sign-on if"
                        + " the organization requires it\n"
                        + "  - a GitHub App credential inherits all of the App's permissions, and covers the artifact's"
                        + " repository" + Clients.more("403-the-token-may-not-write")));
    }

    @Test
    void notFoundWithoutARepositoryListsWhatToCheck() {
        GitHubException failure = failure(404, "{\"message\": \"Not Found\"}");
        assertThat(failure, is(instanceOf(GitHubException.NotFound.class)));
        assertThat(
                failure.getMessage(),
                is(host()
                        + " did not find the organization, the repository or the artifact of the record (404). GitHub says: \"Not Found\"\n"
                        + "Check that\n"
                        + "  - githubRepository names the repository that the artifact was built from (it is not"
                        + " set), or GitHub has a provenance attestation of " + Records.DIGEST + "\n"
                        + PERMISSION
                        + "  - octo-org is an organization, not a user account, is written as on GitHub, and can be"
                        + " seen with the token" + Clients.more("404-not-found")));
    }

    @Test
    void notFoundWithARepositoryListsWhatToCheck() {
        gitHub.answerNext(404, Map.of(), "{\"message\": \"Not Found\"}");
        String text = Clients.failure(Clients.of(gitHub.url()).send(Records.built(Records.full()), Clients.TOKEN))
                .getMessage();
        assertThat(
                text,
                containsString("Check that\n"
                        + "  - octo-org/shop, which githubRepository names, exists and is written as on GitHub\n"
                        + PERMISSION
                        + "  - octo-org is an organization, not a user account, and can be seen with the token\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API version 2022-11-28 is not supported.",
                "X-GitHub-Api-Version 2022-11-28 is unknown",
                "Unsupported 'X-Github-Api-Version' header"
            })
    void refusedApiVersionAsksForAnUpdateOfThePlugin(String message) {
        assertThat(
                failure(400, "{\"message\": \"" + message + "\"}").getMessage(),
                is(host() + " no longer accepts requests with the API version 2022-11-28 (400). GitHub says: \""
                        + message
                        + "\"\n"
                        + "Update this plugin: a newer version of the plugin uses a newer version of the API."
                        + Clients.more("400-or-410-the-api-version-has-ended")));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 422})
    void refusalNamesThePermissionThatGitHubRequires(int status) {
        gitHub.answerNext(
                status,
                Map.of("X-Accepted-GitHub-Permissions", "artifact_metadata=write"),
                "{\"message\": \"no artifacts found\"}");
        assertThat(
                Clients.failure(gitHub.url()).getMessage(),
                containsString(" GitHub says: \"no artifacts found\" The permission that GitHub requires:"
                        + " artifact_metadata=write."));
    }

    private static final String SSO = "https://github.com/orgs/octo-org/sso?authorization_request=AZSCKtL4U8yX";

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void refusalNamesTheAddressForSingleSignOn(int status) {
        gitHub.answerNext(status, Map.of("X-GitHub-SSO", "required; url=" + SSO), "{\"message\": \"No\"}");
        assertThat(
                Clients.failure(gitHub.url()).getMessage(),
                containsString("The token's owner can authorize the token for single sign-on at " + SSO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partial-results; organizations=21955855,20582480",
                "required; url=http://github.com/orgs/octo-org/sso",
                "required; url=https://octocat:secret@github.com/sso",
                "required; url=javascript:alert(1)",
                "required; url=",
                "required"
            })
    void refusalIgnoresAnUnsafeAddressForSingleSignOn(String header) {
        gitHub.answerNext(403, Map.of("X-GitHub-SSO", header), "{\"message\": \"No\"}");
        assertThat(Clients.failure(gitHub.url()).getMessage(), not(containsString("single sign-on at")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>write</b>", "artifact_metadata=\u00e9", ""})
    void refusalIgnoresAMalformedPermission(String header) {
        gitHub.answerNext(404, Map.of("X-Accepted-GitHub-Permissions", header), "{\"message\": \"No\"}");
        assertThat(Clients.failure(gitHub.url()).getMessage(), not(containsString("permission that GitHub requires")));
    }

    @Test
    void refusalQuotesTheFieldErrorsOfGitHub() {
        assertThat(
                failure(422, "{\"message\": \"Validation Failed\", \"errors\": [{\"field\": \"name\"}]}")
                        .getMessage(),
                containsString("GitHub says: \"Validation Failed [{\"field\":\"name\"}]\"\n"));
    }

    @Test
    void refusalQuotesAMessageThatIsAnObject() {
        assertThat(
                failure(404, "{\"message\": {\"cause\": \"not_found\", \"repositories\": [\"shop\"]}}")
                        .getMessage(),
                containsString("GitHub says: \"not_found (repositories: shop)\"\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\": \"\"}", "{\"message\": \" \", \"errors\": null}", "{\"other\": 1}", "{}"})
    void refusalQuotesJsonWithoutAMessage(String body) {
        assertThat(
                failure(500, body).getMessage(),
                containsString("(500). The answer is not from GitHub: \"" + body + "\"\n"));
    }

    @Test
    void refusalWithoutABodySaysSo() {
        assertThat(failure(500, "").getMessage(), containsString("(500). The answer gives no reason.\nCheck"));
    }

    @Test
    void refusalQuotesTheTextOfAProxyPage() {
        assertThat(
                failure(
                                502,
                                "\n <!DOCTYPE html><html><head><title>Bad\nGateway</title><style>p {color: red}</style>"
                                        + "<script>alert('<p>')</script></head><body><p>Try <b>later</b></p></body></html>")
                        .getMessage(),
                containsString("(502). The answer is not from GitHub but a web page, perhaps from a proxy:"
                        + " \"Bad Gateway Try later\"\n"));
    }

    @Test
    void refusalQuotesAForeignText() {
        assertThat(
                failure(503, "upstream connect error").getMessage(),
                containsString("(503). The answer is not from GitHub: \"upstream connect error\"\n"));
    }

    @Test
    void refusalNamesTheIdOfTheRequest() {
        gitHub.answerNext(500, Map.of("X-GitHub-Request-Id", "ABCD:1234:5.6-7"), "{\"message\": \"Oops\"}");
        assertThat(
                Clients.failure(gitHub.url()).getMessage(),
                containsString("GitHub says: \"Oops\" (request ABCD:1234:5.6-7)\n"));
    }

    @Test
    void refusalIgnoresAMalformedRequestId() {
        for (String id : List.of("a b", "x".repeat(65), "<b>", "\u001b[0m")) {
            try (var server =
                    RawServer.answering(RawServer.http("500 No", "X-GitHub-Request-Id: " + id + "\r\n", "{}"))) {
                assertThat(
                        Clients.failure(server.url()).getMessage(),
                        containsString("The answer is not from GitHub: \"{}\"\n"));
            }
        }
    }
}
