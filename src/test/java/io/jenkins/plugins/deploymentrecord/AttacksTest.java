package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Attacks of the kinds that Jenkins' security advisories describe. */
class AttacksTest extends JenkinsWithStandIn {

    private static final String SCRIPT = "<script>document.title='hacked'</script>\"><img src=x onerror=alert(1)>";

    /** Otherwise the token would be sent to the host that the redirect names. */
    @Test
    void aRedirectToAnotherHostIsNotFollowed() throws Exception {
        try (var thief = GitHubStandIn.start()) {
            gitHub.answerNext(307, Map.of("Location", thief.url() + "/orgs/octo-org"), "");

            build(Result.FAILURE, RECORD);

            assertThat(thief.received(), is(empty()));
        }
    }

    /** A value that would change the path of the request or add a header. */
    @ParameterizedTest
    @ValueSource(strings = {"../../user", "octo-org/../other", "a?b=c", "a#b", "%2e%2e", "a\\r\\nX-Evil: 1", "a b"})
    void anOrganizationThatChangesThePathOrAHeaderIsRefused(String organization) throws Exception {
        var run = build(Result.FAILURE, RECORD + ", organization: \"" + organization + '"');

        jenkins.assertLogContains("- organization: ", run);
        assertThat(gitHub.received(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "version",
                "logicalEnvironment",
                "physicalEnvironment",
                "cluster",
                "deploymentName",
                "githubRepository",
                "server",
                "credentialsId",
                "status",
                "resultOnError",
                "digest",
                "image",
                "digestFile",
                "artifact"
            })
    void noFieldWritesALineToTheLog(String field) throws Exception {
        var run = build(
                Result.FAILURE,
                RECORD.replaceFirst(field + ": '[^']*'", "githubRepository: 'shop'") + ", status: 'gone', " + field
                        + ": \"x\\r\\nFinished: SUCCESS\\u001b[2J\"");

        String log = jenkins.getLog(run);
        assertThat(log.replaceFirst("Finished: FAILURE\n$", ""), not(containsString("\nFinished: ")));
        assertThat(log, not(containsString("\u001b[2J")));
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void markUpInFieldsIsShownAsText() throws Exception {
        var form = new DeploymentForm();
        form.setName(SCRIPT);
        form.setVersion(SCRIPT);
        form.setServer(SCRIPT);
        form.setOrganization(SCRIPT);
        form.setCredentialsId(SCRIPT);
        form.setTags(List.of(new Tag(SCRIPT, SCRIPT)));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setDisplayName(SCRIPT);
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        try (var client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(project, "configure");

            assertThat(page.getTitleText(), not(is("hacked")));
            assertThat(page.querySelectorAll("img[src='x']").getLength(), is(0));
        }
    }

    @Test
    void aPreviewIsPlainText() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        try (var client = jenkins.createWebClient()) {
            var request = new WebRequest(
                    client.createCrumbedUrl(project.getUrl()
                            + "descriptorByName/io.jenkins.plugins.deploymentrecord.form.DeploymentForm/preview"),
                    HttpMethod.POST);
            request.setRequestBody(
                    "form=" + URLEncoder.encode("{\"name\": \"<script>alert(1)</script>\"}", StandardCharsets.UTF_8));
            Page answer = client.getPage(request);

            assertThat(answer.getWebResponse().getContentType(), is("text/plain"));
            assertThat(answer.getWebResponse().getContentAsString(), containsString("<script>"));
        }
    }

    /** Entities that expand to gigabytes are refused when the file is read in the same way as by Jenkins. */
    @Test
    void anXmlBombInAConfigurationIsRefused() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        // ten to the power of ten letters
        String entities = IntStream.range(1, 10)
                .mapToObj(i -> "<!ENTITY e" + i + " \"" + ("&e" + (i - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining("\n"));
        String bomb = """
                <!DOCTYPE project [<!ENTITY e0 "aaaaaaaaaa">%s]>
                <project><builders><io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder>
                <deployment><name>&e9;</name></deployment>
                </io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder></builders></project>
                """.formatted(entities);
        try (var client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            var request = new WebRequest(client.createCrumbedUrl(project.getUrl() + "config.xml"), HttpMethod.POST);
            request.setAdditionalHeader("Content-Type", "application/xml");
            request.setRequestBody(bomb);
            client.getPage(request);
        }

        assertThat(project.getConfigFile().asString().length(), is(lessThan(2_000)));
        assertThat(project.getBuildersList().toList(), is(empty()));
    }

    /** Searching such a value with a slow pattern would block a thread for an hour. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: s",
                "tags: [team: s]",
                "tags: [(s): 'x']",
                "tags: [[key: s, value: s]]",
                "runtimeRisks: [s, s]",
                "digest: s",
                "image: s",
                "artifact: s",
                "server: s",
                "credentialsId: s",
                "resultOnError: s",
                "(s): 'x'",
                "version: '$BIG'"
            })
    @Timeout(120)
    void aTextOfMillionsOfCharactersIsRefused(String parameter) throws Exception {
        String field = parameter.startsWith("(") ? "is not a parameter" : parameter.replaceFirst(":.*", ": ");
        var run = build(
                Result.FAILURE,
                "def s = '$$' * 2000000\nwithEnv([\"BIG=\" + 'x' * 2000000]) {\n"
                        + RECORD.replaceFirst("digest: '[^']*', ", "")
                        + (parameter.matches("(digest|image|artifact):.*") ? ", " : ", digest: '" + DIGEST + "', ")
                        + parameter + "\n}");

        jenkins.assertLogContains(field, run);
        assertThat(JenkinsRule.getLog(run).length(), is(lessThan(20_000)));
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void thousandsOfWrongTagsAreReportedBriefly() throws Exception {
        var run = build(
                Result.SUCCESS,
                RECORD + ", resultOnError: 'SUCCESS', tags: (1..50000).collect { [key: '', value: \"$it\"] }");

        jenkins.assertLogContains("50001 things are wrong:", run);
        jenkins.assertLogContains("  - and 49981 more", run);
        assertThat(JenkinsRule.getLog(run).length(), is(lessThan(20_000)));
        assertThat(
                Files.size(run.getParent().getRootDir().toPath().resolve("deployment-records.jsonl")),
                is(lessThan(20_000L)));
    }
}
