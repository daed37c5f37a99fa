package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job was deleted while its record was waiting, and a new job has its name. The builds of the new job begin with #1
 * again.
 */
class RecreatedJobTest extends JenkinsWithStandIn {

    private Hold hold;
    private String step;

    @BeforeEach
    void aJobIsDeletedWhileItsRecordIsInFlight() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        hold = gitHub.hold();
        WorkflowRun deleted = build(Result.SUCCESS, recreate(RECORD + ", wait: false"));
        hold.awaitArrival();
        step = Histories.of(deleted).entries().getFirst().id();
        deleted.getParent().delete();
    }

    @AfterEach
    void deleteJob() throws Exception {
        jenkins.jenkins.getItem("recreated").delete();
    }

    private static WorkflowJob recreate(String script) throws Exception {
        return script(jenkins.jenkins.createProject(WorkflowJob.class, "recreated"), script);
    }

    private void endDeletedJobsRecord() throws Exception {
        hold.release();
        await(
                "it is recorded",
                () -> OutboxService.outbox().snapshot(entry -> true, 0, 0).get().total() == 0);
    }

    @Test
    void aBuildOfARecreatedJobShowsOnlyItsOwnRecord() throws Exception {
        var run = build(Result.SUCCESS, recreate(RECORD.replace("shop-web", "cart-web")));

        endDeletedJobsRecord();

        List<HistoryEntry> entries = Histories.of(run).entries();
        assertThat(entries.stream().map(HistoryEntry::id).toList(), contains(step));
        assertThat(entries.getFirst().body().get("deployment_name").textValue(), is("cart-web"));
        assertThat(
                entries.getFirst().answer().id(),
                is(gitHub.records().stream()
                        .filter(record ->
                                record.get("deployment_name").textValue().equals("cart-web"))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .longValue()));
        assertThat(
                Histories.of(run.getParent()).contents().entries().stream()
                        .map(entry ->
                                entry.record().body().get("deployment_name").textValue())
                        .toList(),
                contains("cart-web"));
    }

    @Test
    void aBuildWithoutRecordsShowsNoRecordOfTheDeletedJob() throws Exception {
        var run = build(Result.SUCCESS, recreate("echo 'no deployment'"));

        endDeletedJobsRecord();

        assertThat(Histories.of(run).exists(), is(false));
        assertThat(Histories.of(run.getParent()).exists(), is(false));
        assertThat(
                jenkins.createWebClient().getPage(run.getParent()).asNormalizedText(), not(containsString("shop-web")));
    }

    /** The new build has the number of the deleted build, and its record has the position of the deleted record. */
    @ParameterizedTest
    @ValueSource(strings = {"deployment-records/", "manage/deployment-records/"})
    void noPageLinksARecordOfTheDeletedJobToABuildOfTheNewJob(String page) throws Exception {
        build(Result.SUCCESS, recreate(RECORD.replace("shop-web", "cart-web")));

        HtmlPage shown = jenkins.createWebClient().goTo(page);

        String row = "//tr[contains(., '%s')]";
        assertThat(shown.getByXPath((row + "//a[contains(@href, 'recreated/1')]").formatted("shop-web")), is(empty()));
        DomElement deleted = shown.getFirstByXPath(row.formatted("shop-web"));
        assertThat(deleted.asNormalizedText(), containsString("#1 (deleted)"));
        if (page.startsWith("deployment-records")) {
            assertThat(
                    shown.getByXPath((row + "//a[contains(@href, 'recreated/1')]").formatted("cart-web")),
                    is(not(empty())));
        }
    }
}
