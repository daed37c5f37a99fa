package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the pages of a build. */
class BuildPageTest extends JenkinsWithStandIn {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FULL = RECORD
            + ", version: '1.4.2', physicalEnvironment: 'east', cluster: 'blue', runtimeRisks: ['internet-exposed'],"
            + " tags: [team: 'shop'], githubRepository: 'shop'";

    @BeforeEach
    void waitLong() {
        servers(patientServer("stand-in", gitHub.url()));
    }

    private static DeploymentRecordsRunAction action(Run<?, ?> run) {
        return run.getAction(DeploymentRecordsRunAction.class);
    }

    private static DeploymentRecordView onlyEntry(Run<?, ?> run) throws Exception {
        assertThat(action(run).getRecords(), hasSize(1));
        return action(run).getRecords().getFirst();
    }

    private static HtmlPage page(Run<?, ?> run, String path) throws Exception {
        try (var web = jenkins.createWebClient()) {
            web.setJavaScriptEnabled(false);
            return web.getPage(run, path);
        }
    }

    private static String text(Run<?, ?> run, String path) throws Exception {
        return page(run, path).getElementById("main-panel").asNormalizedText();
    }

    private static String detail(Run<?, ?> run) throws Exception {
        return text(run, "deployment-records/" + onlyEntry(run).getKey());
    }

    @Test
    void theBuildPageShowsARecordAndItsDetails() throws Exception {
        gitHub.attest(DIGEST, 77);
        var run = build(Result.SUCCESS, FULL);

        assertThat(
                text(run, ""),
                allOf(
                        containsString("Deployments: 1"),
                        containsString("shop-web in production"),
                        containsString("Recorded"),
                        containsString("shop 1.4.2"),
                        containsString("sha256:1bb1e949e55d\u2026"),
                        containsString("production \u00b7 east \u00b7 cluster blue"),
                        containsString("internet-exposed"),
                        containsString("team=shop"),
                        containsString("stand-in: octo-org"),
                        containsString("ID 1001"),
                        not(containsString("No attestation"))));
        assertThat(text(run, "deployment-records"), allOf(containsString("shop-web"), containsString("Recorded")));
        assertThat(
                detail(run),
                allOf(
                        containsString("Attestation\t77"),
                        containsString("GitHub's ID\t1001"),
                        containsString("team = shop"),
                        containsString("\"deployment_name\" : \"shop-web\""),
                        containsString("\"id\" : 1001")));
    }

    @Test
    void theBuildPageExplainsAMissingAttestation() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        assertThat(
                text(run, ""),
                containsString(
                        "No attestation found when this was recorded: at that time nothing proved where the artifact"
                                + " was built"));
        assertThat(
                detail(run),
                containsString("Attestation\tNone found when this was recorded: at that time nothing proved"));
    }

    /** GitHub returns no records after a request for a cluster. */
    @Test
    void theBuildPageMentionsNoAttestationIfGitHubReturnedNoRecord() throws Exception {
        gitHub.answerNext(200, Map.of(), "{\"total_count\": 1}");
        var run = build(Result.SUCCESS, RECORD);

        assertThat(text(run, ""), not(containsString("attestation")));
        assertThat(
                detail(run),
                allOf(
                        containsString("GitHub's ID\tGitHub returned none"),
                        containsString("Attestation\tGitHub returned none")));
    }

    @Test
    void theBuildPageDoesNotLinkToArtifactsIfTheirUrlIsNotKnown() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        assertThat(page(run, "").getByXPath("//a[contains(@href, 'artifacts')]"), is(empty()));
        assertThat(onlyEntry(run).getUrl(), is(nullValue()));
    }

    @Test
    void theBuildPageShowsARefusedRecordAndTheReason() throws Exception {
        gitHub.answerNext(404, Map.of(), "{\"message\": \"Not Found\"}");
        var run = build(Result.FAILURE, RECORD + ", githubRepository: 'shop'");

        assertThat(onlyEntry(run).getState(), is("refused"));
        assertThat(text(run, ""), allOf(containsString("Refused"), containsString("404")));
        assertThat(detail(run), allOf(containsString("Not Found"), containsString("\"name\" : \"shop\"")));
    }

    @Test
    void theBuildPageShowsAnInvalidRecordAndItsErrors() throws Exception {
        var run = build(Result.FAILURE, "recordDeployment name: 'shop'");

        assertThat(
                text(run, ""),
                allOf(
                        containsString("A deployment that was not valid"),
                        containsString("Not sent"),
                        containsString("The deployment cannot be recorded")));
        assertThat(detail(run), containsString("deploymentName: is missing"));
    }

    @Test
    void aDryRunLeavesNoRecordOnTheBuildPage() throws Exception {
        assertThat(action(build(Result.SUCCESS, RECORD + ", dryRun: true")), is(nullValue()));
        assertThat(action(build(Result.FAILURE, "recordDeployment dryRun: true")), is(nullValue()));
    }

    @Test
    void theBuildPageShowsARecordThatIsBeingDelivered() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        assertThat(text(run, ""), allOf(containsString("shop-web in production"), containsString("Waiting")));
        assertThat(detail(run), containsString("Waiting"));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(text(run, ""), not(containsString("Waiting")));
    }

    /** The deployment has happened, so the record is delivered. */
    @Test
    void theRecordOfAnAbortedBuildIsStillDelivered() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The record was accepted and will still be delivered", run);
        hold.release();

        await("the record is recorded", () -> onlyEntry(run).getState().equals("recorded"));
    }

    /** Only the newest record is sent; older waiting records are not sent. */
    @Test
    void theBuildPageShowsASupersededRecord() throws Exception {
        var running = gitHub.hold();
        var first = start(job(RECORD + ", version: '1'"));
        running.awaitArrival();
        var second = start(job(RECORD + ", version: '2'"));
        jenkins.waitForMessage("Another record of the same deployment is sent first", second);
        var third = start(job(RECORD + ", version: '3'"));
        jenkins.waitForMessage("Another record of the same deployment is sent first", third);

        running.release();
        for (WorkflowRun run : List.of(first, second, third)) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }

        assertThat(onlyEntry(third).getState(), is("recorded"));
        assertThat(onlyEntry(second).getState(), is("superseded"));
        assertThat(
                text(second, ""),
                allOf(
                        containsString("Superseded"),
                        containsString("GitHub has a newer record of the same deployment")));
    }

    @Test
    void theBuildPageShowsFailedAttempts() throws Exception {
        gitHub.answerNext(502, Map.of(), "bad gateway");
        var run = build(Result.SUCCESS, RECORD);

        assertThat(detail(run), allOf(containsString("Failed attempts"), containsString("502")));
    }

    /** The fields distinguish the invalid record from other records. */
    @Test
    void theBuildPageShowsTheTypedFieldsOfAnInvalidRecord() throws Exception {
        var run = build(
                Result.FAILURE,
                "recordDeployment name: 'shop', version: '1.4.2', digest: 'latest', logicalEnvironment: 'production',"
                        + " deploymentName: 'shop-web'");

        assertThat(text(run, ""), allOf(containsString("shop-web in production"), containsString("1.4.2")));
        assertThat(detail(run), containsString("As typed: nothing was sent"));
        JsonNode record = JSON.readTree(
                        Files.readString(run.getRootDir().toPath().resolve(Histories.FILE))
                                .lines()
                                .findFirst()
                                .orElseThrow())
                .get("body");
        assertThat(record.get("version").textValue(), is("1.4.2"));
    }

    @Test
    void aFieldThatContainsASecretIsNotSavedWithAnInvalidRecord() throws Exception {
        var run = build(
                Result.FAILURE,
                "recordDeployment name: 'shop', version: 'ghp_012345678901234567890123456789abcdef', digest: 'latest',"
                        + " logicalEnvironment: 'production', deploymentName: 'shop-web'");

        assertThat(
                Files.readString(run.getRootDir().toPath().resolve(Histories.FILE)),
                not(containsString("ghp_0123456789")));
    }

    @Test
    void theBuildPageHasTheRecordsOfAllParallelBranches() throws Exception {
        var run = build(Result.SUCCESS, """
                def branches = [:]
                for (int i = 1; i <= 40; i++) {
                    def name = "shop-${i}"
                    branches[name] = {
                        recordDeployment name: 'shop', digest: '%s', logicalEnvironment: 'production',
                            deploymentName: name
                    }
                }
                parallel branches
                """.formatted(DIGEST));

        assertThat(
                action(run).getRecords().stream()
                        .map(DeploymentRecordView::getDeploymentName)
                        .toList(),
                containsInAnyOrder(
                        IntStream.rangeClosed(1, 40).mapToObj(i -> "shop-" + i).toArray()));
        assertThat(
                action(run).getRecords().stream()
                        .allMatch(entry -> entry.getState().equals("recorded")),
                is(true));
        assertThat(run.getActions(DeploymentRecordsRunAction.class), hasSize(1));
        DomElement summary = page(run, "").getFirstByXPath("//ul[contains(@class, 'deployment-record-summary')]");
        assertThat("a short list", summary.getByXPath("li"), hasSize(10));
    }

    @Test
    void aBuildsFilesStaySmall() throws Exception {
        var run = build(Result.SUCCESS, FULL);

        String mark = Files.readString(run.getRootDir().toPath().resolve("build.xml"));
        mark = mark.substring(mark.indexOf("<io.jenkins.plugins.deploymentrecord.run"));
        assertThat(mark.indexOf("/>"), is(lessThan(200)));
        assertThat(Files.size(run.getRootDir().toPath().resolve(Histories.FILE)), is(lessThan(3 * 1024L)));
    }

    @Test
    void theBuildPageOfAFreestyleBuildShowsItsRecord() throws Exception {
        var form = form();
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        var good = jenkins.buildAndAssertSuccess(project);
        form.setName(null);
        var bad = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(text(good, ""), allOf(containsString("shop-web in production"), containsString("Recorded")));
        assertThat(
                text(bad, ""),
                allOf(containsString("shop-web in production Not sent"), containsString("name: is missing")));
    }

    @Test
    void theBuildPageEscapesHtmlInFieldsOfRecords() throws Exception {
        String hostile = "<script>alert(1)</script>\"'>${1+1}{0}<b>";
        var run = build(Result.SUCCESS, """
                def hostile = '''%s'''
                recordDeployment name: hostile, version: hostile, digest: '%s', logicalEnvironment: hostile,
                    physicalEnvironment: hostile, cluster: hostile, deploymentName: hostile,
                    tags: [[key: hostile, value: hostile]]
                """.formatted(hostile.replace("$", "$$"), DIGEST));

        for (String path : List.of(
                "", "deployment-records", "deployment-records/" + onlyEntry(run).getKey())) {
            HtmlPage page = page(run, path);
            assertThat(path, page.asNormalizedText(), containsString("<script>alert(1)</script>"));
            List<DomNode> scripts = page.getByXPath("//script[contains(., 'alert(1)')] | //*[@id='main-panel']//b");
            assertThat(path, scripts, is(empty()));
        }
    }

    @Test
    void thePageOfAnUnknownRecordIsNotFound() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        try (var web = jenkins.createWebClient()) {
            web.assertFails(run.getUrl() + "deployment-records/0", 404);
            web.assertFails(run.getUrl() + "deployment-records/..%2f", 404);
        }
    }

    /** The URL of the stand-in is replaced by GitHub's URL. */
    @Test
    void theBuildPageLinksToTheOrganizationsArtifactsAtGitHub() throws Exception {
        var run = build(Result.SUCCESS, RECORD);
        var file = run.getRootDir().toPath().resolve(Histories.FILE);
        Files.writeString(file, Files.readString(file).replace(gitHub.url(), "https://api.github.com"));

        DomElement link = page(run, "").getFirstByXPath("//a[contains(., 'Artifacts of octo-org')]");
        assertThat(link.getAttribute("href"), is("https://github.com/orgs/octo-org/artifacts"));
        assertThat(link.getAttribute("rel"), is("noopener noreferrer"));
    }

    /** Backups often leave out the file, as it does not belong to Jenkins itself. */
    @Test
    void theBuildPageReportsAMissingHistoryFile() throws Exception {
        var run = build(Result.SUCCESS, RECORD);
        Files.delete(run.getRootDir().toPath().resolve(Histories.FILE));

        for (String path : List.of("", "deployment-records")) {
            assertThat(text(run, path), containsString("file deployment-records.jsonl is missing"));
        }
        assertThat(text(run, ""), not(containsString("Deployments: 0")));
    }
}
