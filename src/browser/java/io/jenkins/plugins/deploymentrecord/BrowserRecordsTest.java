package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import java.time.Duration;
import java.util.Map;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The pages of deployment records in a real browser, at a wide and a narrow width, with records in every state and
 * hostile text in every field.
 */
class BrowserRecordsTest extends JenkinsInBrowser {

    private static final String PANEL = "#main-panel";

    /** The parts of this plugin; Jenkins itself provides the rest of a page. */
    private static final String OURS =
            "[class^='github-deployment-record-scroll'], [class^='github-deployment-record-summary'],"
                    + " [class^='github-deployment-record-filter']";

    private Hold hold;
    private WorkflowRun last;

    /** Creates ten builds of one job; the record of the last build is still waiting. */
    private WorkflowJob jobWithAHistory() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        for (int i = 1; i <= 4; i++) {
            deploy(job, Result.SUCCESS, "1." + i + ".0", "staging");
        }
        deploy(job, Result.SUCCESS, "1.3.0", "production");
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Validation Failed\"}");
        deploy(job, Result.FAILURE, "1.4.0", "production");
        build(Result.FAILURE, script(job, "recordDeployment name: 'shop'"));
        build(
                Result.SUCCESS,
                script(
                        job,
                        "def hostile = '''<script>alert(1)</script>\"'>''' + 'W' * 60\n" + RECORD
                                .replace("'shop'", "hostile")
                                .replace("'shop-web'", "hostile")
                                .replace("'production'", "hostile")
                                + ", version: hostile, cluster: hostile, physicalEnvironment: hostile,"
                                + " tags: [[key: hostile[0..40], value: hostile[0..80]]]"));
        build(Result.SUCCESS, script(job, RECORD.replace("production", "test") + ", status: 'decommissioned'"));
        hold = gitHub.hold();
        last = start(script(job, step("1.5.0", "production")));
        hold.awaitArrival();
        return job;
    }

    private static void deploy(WorkflowJob job, Result expected, String version, String environment) throws Exception {
        build(expected, script(job, step(version, environment)));
    }

    private static String step(String version, String environment) {
        return RECORD.replace("production", environment) + ", version: '" + version + "', cluster: 'blue',"
                + " physicalEnvironment: 'eu-central-1', runtimeRisks: ['internet-exposed', 'sensitive-data'],"
                + " tags: [team: 'shop', tier: 'gold']";
    }

    private void endLast() throws Exception {
        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(last));
    }

    private void check(String name, int width) throws Exception {
        WebElement panel = find(PANEL);
        screenshot(name + "-" + width);
        assertThat(name, cutOff(panel), is(empty()));
        assertThat(name, complaints(), is(empty()));
        assertAccessible(OURS);

        darken();
        screenshot(name + "-" + width + "-dark");
        assertAccessible(OURS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void thePagesOfAJobAreUsable(int width) throws Exception {
        WorkflowJob job = jobWithAHistory();
        try {
            open(width, job.getUrl() + "deployment-records/");
            assertThat(find(PANEL).getText(), containsString("Waiting"));
            check("history", width);
            assertThat(reachedByTab(find(".github-deployment-record-scroll a"), 12), hasItem("#5"));

            browser.get(jenkins.getURL() + job.getUrl());
            check("job", width);
        } finally {
            endLast();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void thePagesOfBuildsAreUsable(int width) throws Exception {
        WorkflowJob job = jobWithAHistory();
        try {
            open(width, last.getUrl());
            check("build-pending", width);
            for (int build : new int[] {5, 6, 7, 8, 9}) {
                browser.get(jenkins.getURL() + job.getUrl() + build + "/");
                check("build-" + build, width);
                browser.get(jenkins.getURL() + job.getUrl() + build + "/deployment-records/");
                check("records-" + build, width);
                find(PANEL + " .jenkins-table__link").click();
                new WebDriverWait(browser, Duration.ofSeconds(30))
                        .until(b -> b.getCurrentUrl().matches(".*/deployment-records/[0-9]+/"));
                check("record-" + build, width);
            }
        } finally {
            endLast();
        }
    }

    /** The pages that a user can enable as experiments. */
    @ParameterizedTest
    @ValueSource(ints = 1280)
    void theNewPagesOfBuildAndJobAreUsable(int width) throws Exception {
        WorkflowJob job = jobWithAHistory();
        SecurityRealm before = jenkins.jenkins.getSecurityRealm();
        try {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            User.getById("alice", true)
                    .addProperty(new UserExperimentalFlagsProperty(
                            Map.of("new-build-page.flag", "true", "new-job-page.flag", "true")));
            open(width, "login");
            find("[name='j_username']").sendKeys("alice");
            find("[name='j_password']").sendKeys("alice", Keys.ENTER);
            new WebDriverWait(browser, Duration.ofSeconds(30))
                    .until(b -> !b.getCurrentUrl().contains("login"));
            for (String path : new String[] {"", "6/", "deployment-records/", "5/deployment-records/"}) {
                browser.get(jenkins.getURL() + job.getUrl() + path);
                assertThat(path, find(".app-build-tabs").getText(), containsString("Deployments"));
                find("[class^='github-deployment-record-']");
                check("new" + path.replace('/', '-'), width);
            }
        } finally {
            jenkins.jenkins.setSecurityRealm(before);
            endLast();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void thePageOfDeploymentsIsUsable(int width) throws Exception {
        WorkflowJob job = jobWithAHistory();
        try {
            WorkflowJob rollback = jenkins.createProject(WorkflowJob.class);
            deploy(rollback, Result.SUCCESS, "0.9.0", "staging");
            open(width, "");
            find("a[href$='/deployment-records']");
            browser.get(jenkins.getURL() + "deployment-records/");
            assertThat(find(PANEL).getText(), containsString("Refused"));
            check("deployments", width);

            WebElement text = find("#deployment-text");
            text.sendKeys(rollback.getName(), Keys.ENTER);
            new WebDriverWait(browser, Duration.ofSeconds(30))
                    .until(b -> b.getCurrentUrl().contains("text=" + rollback.getName()));
            assertThat(find(PANEL).getText(), containsString("Deployments: 1"));
            check("deployments-filtered", width);

            browser.get(jenkins.getURL() + job.getUrl() + "deployment-records/");
            assertThat(find(PANEL).getText(), containsString("No longer the newest state"));
            check("job-with-newer-records", width);
        } finally {
            endLast();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void thePageOfTheOutboxIsUsable(int width) throws Exception {
        jobWithAHistory();
        try {
            open(width, "manage/deployment-records/");
            assertThat(find(PANEL).getText(), containsString("stand-in"));
            check("outbox", width);
        } finally {
            endLast();
        }
    }

    /** The whole digest can be copied with the keyboard. */
    @ParameterizedTest
    @ValueSource(ints = 1280)
    void theDigestCanBeCopied(int width) throws Exception {
        WorkflowJob job = job(RECORD);
        build(Result.SUCCESS, job);
        open(width, job.getUrl() + "1/");

        WebElement copy = find(PANEL + " .jenkins-copy-button");

        assertThat(copy.getDomAttribute("text"), is(DIGEST));
        assertThat(copy.getAccessibleName(), containsString("Copy the whole digest of shop"));
        assertThat(browser.findElements(By.cssSelector(PANEL + " code")).getFirst().getText(), is("sha256:1bb1e949e55d\u2026"));
    }
}
