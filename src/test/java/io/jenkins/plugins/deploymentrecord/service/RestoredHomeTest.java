package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.administration.OutboxHeldMonitor;
import io.jenkins.plugins.deploymentrecord.form.JenkinsProcess;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import jenkins.model.JenkinsLocationConfiguration;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A home directory with a waiting record is started in another place, like a backup or a clone, or with the system
 * property.
 */
class RestoredHomeTest {

    private static final String PAGE = "manage/deployment-records/";

    @RegisterExtension
    private final RealJenkinsExtension process = JenkinsProcess.create();

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    /** Leaves nothing in flight or in doubt, so that the record would be sent as soon as Jenkins runs again. */
    @BeforeEach
    void leaveAWaitingRecord() throws Throwable {
        gitHub.answerNext(429, Map.of("Retry-After", "3600"), "{}");
        process.startJenkins();
        process.runRemotely(RestoredHomeTest::record, gitHub.url());
        process.stopJenkins();
        assertThat(gitHub.received(), hasSize(1));
    }

    private static void record(JenkinsRule jenkins, String url) throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.server("stand-in", url));
        jenkins.assertBuildStatusSuccess(JenkinsWithStandIn.script(
                        jenkins.createProject(WorkflowJob.class, "job"), JenkinsWithStandIn.RECORD + ", wait: false")
                .scheduleBuild2(0));
        JenkinsWithStandIn.await(
                "it waits for the end of the limit", () -> stage(jenkins).equals("limit"));
    }

    private void moveHome() throws Exception {
        File moved =
                new File(process.getHome().getParentFile(), process.getHome().getName() + "-restored");
        Files.move(process.getHome().toPath(), moved.toPath());
        process.setHome(moved);
    }

    private static JSONObject page(JenkinsRule jenkins) throws Exception {
        return jenkins.getJSON(PAGE + "api/json").getJSONObject();
    }

    private static String stage(JenkinsRule jenkins) throws Exception {
        return page(jenkins).getJSONArray("entries").getJSONObject(0).getString("stage");
    }

    private static void assertHeld(JenkinsRule jenkins) throws Throwable {
        assertThat(page(jenkins).getString("state"), is("held"));
        assertThat(stage(jenkins), is("held"));
        assertThat(
                ExtensionList.lookupSingleton(OutboxHeldMonitor.class).getText(),
                containsString("Deployment records are held and not delivered"));
    }

    private static void changeUrlAndDeliver(JenkinsRule jenkins) throws Throwable {
        JenkinsLocationConfiguration.get().setUrl("https://restored.example.com/");
        assertHeld(jenkins);
        click(htmlPage(jenkins, PAGE), "Deliver");
        JenkinsWithStandIn.await("nothing waits", () -> page(jenkins).getInt("waiting") == 0);
        assertDelivering(jenkins);
        assertThat(historyOf(jenkins), is(HistoryEntry.State.RECORDED));
    }

    private static void assertDelivering(JenkinsRule jenkins) throws Throwable {
        assertThat(page(jenkins).getString("state"), is("delivering"));
        assertThat(ExtensionList.lookupSingleton(OutboxHeldMonitor.class).getText(), is(nullValue()));
    }

    private static void discard(JenkinsRule jenkins) throws Throwable {
        click(htmlPage(jenkins, PAGE + "confirmDiscard?all=true"), "Discard");
        JenkinsWithStandIn.await("nothing waits", () -> page(jenkins).getInt("waiting") == 0);
        assertThat(historyOf(jenkins), is(HistoryEntry.State.DISCARDED));
        assertDelivering(jenkins);
    }

    private static HistoryEntry.State historyOf(JenkinsRule jenkins) throws Exception {
        return Histories.of(jenkins.jenkins.getItemByFullName("job", Job.class).getBuildByNumber(1))
                .entries()
                .getFirst()
                .state();
    }

    private static HtmlPage htmlPage(JenkinsRule jenkins, String path) throws Exception {
        var browser = jenkins.createWebClient();
        browser.setJavaScriptEnabled(false);
        return browser.getPage(URI.create(jenkins.getURL() + path).toURL());
    }

    private static void click(HtmlPage page, String label) throws Exception {
        HtmlButton button = page.getFirstByXPath("//button[normalize-space()='" + label + "']");
        button.click();
    }

    @Test
    void aRestoredHomeHoldsItsRecordUntilAnAdministratorDeliversIt() throws Throwable {
        moveHome();
        process.startJenkins();
        process.runRemotely(RestoredHomeTest::assertHeld);
        assertThat(gitHub.received(), hasSize(1));

        process.runRemotely(RestoredHomeTest::changeUrlAndDeliver);
        assertThat(gitHub.records(), hasSize(1));
        process.stopJenkins();

        process.startJenkins();
        process.runRemotely(RestoredHomeTest::assertDelivering);
    }

    @Test
    void theSystemPropertyHoldsTheRecordUntilAnAdministratorDiscardsIt() throws Throwable {
        process.javaOptions("-Dio.jenkins.plugins.deploymentrecord.outbox.held=true");
        process.startJenkins();
        process.runRemotely(RestoredHomeTest::assertHeld);

        process.runRemotely(RestoredHomeTest::discard);

        assertThat(gitHub.received(), hasSize(1));
    }
}
