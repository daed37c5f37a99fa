package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import hudson.model.Job;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the pages of a job. */
class JobPageTest extends JenkinsWithStandIn {

    private static final String TABLES =
            "//div[contains(@class, 'deployment-record-scroll')][not(ancestor::details)]/table";

    @BeforeEach
    void waitLong() {
        servers(patientServer("stand-in", gitHub.url()));
    }

    private static HtmlPage page(Job<?, ?> job, String path) throws Exception {
        try (var web = jenkins.createWebClient()) {
            web.setJavaScriptEnabled(false);
            return web.getPage(job, path);
        }
    }

    private static List<List<String>> rows(HtmlPage page, int table) {
        HtmlTable found = (HtmlTable) page.getByXPath(TABLES).get(table);
        return found.getBodies().getFirst().getRows().stream()
                .map(row -> row.getCells().stream()
                        .map(cell -> cell.asNormalizedText().replace('\n', ' '))
                        .toList())
                .toList();
    }

    private static List<String> headings(HtmlPage page, int table) {
        HtmlTable found = (HtmlTable) page.getByXPath(TABLES).get(table);
        return found.getHeader().getRows().getFirst().getCells().stream()
                .map(DomElement::asNormalizedText)
                .toList();
    }

    private static String deploy(String version, String environment) {
        return RECORD.replace("production", environment) + ", version: '" + version + "'\n";
    }

    private static void deploy(WorkflowJob job, Result expected, String script) throws Exception {
        build(expected, script(job, script));
    }

    @Test
    void theJobPageHasNoLinkToDeploymentsIfTheJobRecordedNone() throws Exception {
        var job = job("echo 'hello'");
        build(Result.SUCCESS, job);

        assertThat(page(job, "").getByXPath("//a[contains(@href, 'deployment-records')]"), is(empty()));
        assertThat(
                page(job, "deployment-records").asNormalizedText(),
                containsString("No history of deployments is kept for this job"));
    }

    @Test
    void theJobPageShowsTheArtifactTimeAndBuildOfEachDeployment() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging") + deploy("1", "production"));
        deploy(job, Result.SUCCESS, deploy("2", "staging"));
        deploy(job, Result.SUCCESS, deploy("3", "staging"));

        for (String path : List.of("", "deployment-records")) {
            HtmlPage page = page(job, path);
            assertThat(
                    headings(page, 0), contains("Environment", "Deployment", "Artifact", "Since", "Build", "Replaced"));
            var deployed = rows(page, 0);
            assertThat(deployed, hasSize(2));
            assertThat(deployed.get(0).get(0), is("production"));
            assertThat(deployed.get(0).get(1), is("shop-web Deployed"));
            assertThat(deployed.get(0).get(2), containsString("shop 1 sha256:1bb1e949e55d"));
            assertThat(deployed.get(0).get(3), containsString(" ago"));
            assertThat(deployed.get(0).get(4), is("#1"));
            assertThat(deployed.get(0).get(5), is(""));
            assertThat(deployed.get(1).get(0), is("staging"));
            assertThat(deployed.get(1).get(4), is("#3"));
            assertThat(deployed.get(1).get(5), is("shop 2 #2"));
        }
    }

    @Test
    void theJobPageShowsTheHistoryByBuildsAndEnvironments() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging") + deploy("1", "production"));
        gitHub.answerNext(404, Map.of(), "{\"message\": \"Not Found\"}");
        deploy(job, Result.FAILURE, deploy("2", "staging").stripTrailing() + ", githubRepository: 'shop'");
        deploy(job, Result.FAILURE, "recordDeployment name: 'shop'");
        deploy(job, Result.SUCCESS, deploy("1", "staging").stripTrailing() + ", status: 'decommissioned'");

        HtmlPage page = page(job, "deployment-records");

        assertThat(headings(page, 2), contains("Build", "production", "staging", "Not sent"));
        var history = rows(page, 2);
        assertThat(history, hasSize(4));
        assertThat(history.get(0).get(0), containsString("#4"));
        assertThat(history.get(0).get(2), is("1 shop-web Decommissioned"));
        assertThat(history.get(1).get(3), is("shop Not sent"));
        assertThat(history.get(2).subList(1, 4), contains("", "2 shop-web Refused", ""));
        assertThat(history.get(3).subList(1, 4), contains("1 shop-web", "1 shop-web", ""));
        assertThat(rows(page, 1).getFirst().get(1), is("shop-web Decommissioned"));
    }

    @Test
    void theJobPageShowsARecordThatIsBeingDelivered() throws Exception {
        var hold = gitHub.hold();
        var job = job(deploy("1", "staging"));
        var run = start(job);
        hold.awaitArrival();

        HtmlPage page = page(job, "deployment-records");
        assertThat(page.asNormalizedText(), containsString("GitHub confirmed no record of this job yet."));
        assertThat(rows(page, 0).getFirst().get(1), is("1 shop-web Waiting"));

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(rows(page(job, "deployment-records"), 1).getFirst().get(1), is("1 shop-web"));
    }

    @Test
    void theJobPageStillShowsTheRecordsOfADeletedBuildWithoutLinks() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging"));
        deploy(job, Result.SUCCESS, deploy("2", "staging"));
        job.getBuildByNumber(1).delete();
        job.getBuildByNumber(2).delete();

        HtmlPage page = page(job, "deployment-records");
        assertThat(rows(page, 0).getFirst().get(4), is("#2 (deleted)"));
        assertThat(rows(page, 0).getFirst().get(5), is("shop 1 #1 (deleted)"));
        assertThat(rows(page, 1), hasSize(2));
        assertThat(
                page.getByXPath("//*[@id='main-panel']//a[contains(@href, '/1/') or contains(@href, '/2/')]"), empty());
    }

    @Test
    void theJobPageDividesALongHistoryIntoPages() throws Exception {
        var job = job(deploy("1", "staging"));
        build(Result.SUCCESS, job);
        var file = job.getRootDir().toPath().resolve(Histories.FILE);
        String line = Files.readAllLines(file).getLast();
        Files.writeString(
                file,
                IntStream.rangeClosed(1, 200)
                        .mapToObj(build -> line.replace("\"build\":1,", "\"build\":" + build + ','))
                        .collect(Collectors.joining("\n")));

        HtmlPage first = page(job, "deployment-records");
        assertThat(rows(first, 1), hasSize(50));
        assertThat(first.asNormalizedText(), allOf(containsString("Page 1 of 4"), not(containsString("Later"))));
        assertThat(first.getAnchorByText("Earlier").getHrefAttribute(), is("?page=2#history"));
        HtmlPage second = page(job, "deployment-records/?page=2");
        assertThat(rows(second, 1).getFirst().getFirst(), containsString("#150 (deleted)"));
        assertThat(rows(page(job, "deployment-records/?page=4"), 1).getLast().getFirst(), matchesRegex("#1\\D.*"));
        for (String odd : List.of("0", "-1", "x", "99999999999", "%3Cscript%3E", "")) {
            assertThat(
                    odd,
                    rows(page(job, "deployment-records/?page=" + odd), 1)
                            .getFirst()
                            .getFirst(),
                    containsString("#200"));
        }
    }

    /** The main page of a job stays short even if the job has many deployments. */
    @Test
    void theMainPageOfAJobShowsAtMostTenDeployments() throws Exception {
        var job = job("for (int i = 0; i < 12; i++) { " + RECORD.replace("'shop-web'", "\"shop-${i}\"") + " }");
        build(Result.SUCCESS, job);

        HtmlPage page = page(job, "");
        assertThat(rows(page, 0), hasSize(10));
        assertThat(page.asNormalizedText(), containsString("All 12 deployments, and their history"));
        assertThat(rows(page(job, "deployment-records"), 0), hasSize(12));
        assertThat(rows(page(job, "deployment-records"), 1).getFirst().get(1), containsString("8 more"));
    }

    /** Each of thousands of builds would cost a file to read, and would stay in memory. */
    @Test
    void theJobPageAndItsRestApiLoadNoBuilds() throws Exception {
        var job = job(deploy("1", "staging"));
        for (int i = 0; i < 3; i++) {
            build(Result.SUCCESS, job);
        }
        job.doReload();
        var reloaded = jenkins.jenkins.getItemByFullName(job.getFullName(), WorkflowJob.class);
        try (var web = jenkins.createWebClient()) {
            for (String path : List.of("", "?tree=deployed[current[*],replaced[*]],history[*,tags[*]]")) {
                web.goTo(reloaded.getUrl() + "deployment-records/api/json" + path, "application/json");
            }
        }
        // the contents of the page without the side panel, which lists builds
        var action = reloaded.getAction(DeploymentRecordsJobAction.class);
        var states = action.matrix(null).rows().stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> cell.entries().stream())
                .map(action::entry)
                .map(entry -> entry.getState() + entry.getStateText() + entry.getPath() + entry.getBuildPath())
                .toList();
        assertThat(states, hasSize(3));

        // Jenkins itself may load the last build
        assertThat(loaded(reloaded), everyItem(is(3)));
    }

    @Test
    void theJobPageLinksBuildNumbersToBuildsAndDeploymentNamesToRecords() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging"));

        HtmlPage page = page(job, "deployment-records");

        for (Object link : page.getByXPath("//*[@id='main-panel']//a[.='#1']")) {
            assertThat(((HtmlAnchor) link).getHrefAttribute(), endsWith(job.getUrl() + "1/"));
        }
        assertThat(
                page.getAnchorByText("shop-web").getHrefAttribute(),
                containsString(job.getUrl() + "1/deployment-records/"));
    }

    /** Backups often leave out the file, as it does not belong to Jenkins itself. */
    @Test
    void theJobPageReportsAMissingHistoryFile() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging"));
        Files.delete(job.getRootDir().toPath().resolve(Histories.FILE));

        HtmlPage page = page(job, "deployment-records");

        assertThat(page.asNormalizedText(), containsString("the file deployment-records.jsonl"));
    }

    private static List<Integer> loaded(WorkflowJob job) {
        return new ArrayList<>(
                job.getLazyBuildMixIn().getRunMap().getLoadedBuilds().keySet());
    }

    /** The table is accessible to screen readers and needs no script. */
    @Test
    void theJobPageHasATableOfDeploymentsPerWeekAndEnvironment() throws Exception {
        var job = job("");
        deploy(job, Result.SUCCESS, deploy("1", "staging") + deploy("1", "production"));
        deploy(job, Result.SUCCESS, deploy("2", "staging"));

        HtmlTable counts = page(job, "deployment-records").getFirstByXPath("//details//table");

        assertThat(
                counts.getHeader().getRows().getFirst().asNormalizedText().replace("\n", ""),
                is("Week from\tproduction\tstaging"));
        assertThat(
                counts.getBodies().getFirst().getRows().stream()
                        .map(row -> row.getCell(1).asNormalizedText()
                                + ' '
                                + row.getCell(2).asNormalizedText())
                        .toList(),
                hasItem("1 2"));
    }
}
