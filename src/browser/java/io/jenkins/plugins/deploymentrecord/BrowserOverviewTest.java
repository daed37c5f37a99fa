package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.EntryId;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * The page of all deployments in a real browser, at a wide and a narrow width, in light and dark colours, with 2,000
 * jobs and 50,000 deployments. The first page has every kind of hostile text.
 */
class BrowserOverviewTest extends JenkinsInBrowser {

    private static final int JOBS = 2_000;
    private static final int DEPLOYMENTS = 50_000;
    /**
     * The jobs are in a folder: the front page of Jenkins lists all jobs at the top level, which takes a browser
     * minutes.
     */
    private static final String FOLDER = "services";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PANEL = "#main-panel";
    private static final String OURS = "[class^='github-deployment-record-']";

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>\"'>${7*7}",
            "W".repeat(128),
            "\u0625\u0646\u062a\u0627\u062c \u0645\u062a\u062c\u0631",
            "\ud83d\ude80 rocket \ud83d\udc69\u200d\ud83d\ude80");

    @BeforeAll
    static void aLargeHome() throws Exception {
        Path jobs = jenkins.createProject(Folder.class, FOLDER).getRootDir().toPath().resolve("jobs");
        for (int i = 0; i < JOBS; i++) {
            Files.writeString(Files.createDirectories(jobs.resolve(job(i).substring(FOLDER.length() + 1)))
                    .resolve("config.xml"), "<project/>");
        }
        jenkins.jenkins.reload();
        var records = new ArrayList<KeyRecord>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            records.add(record(i));
            if (records.size() == 1_000) {
                OutboxService.outbox().restoreKeys(records, System.currentTimeMillis()).get();
                records.clear();
            }
        }
    }

    private static String job(int number) {
        return FOLDER + '/' + (number % JOBS == 7 ? "a-job-with-a-name-" + "x".repeat(100) : "job-" + number % JOBS);
    }

    private static KeyRecord record(int i) throws IOException {
        long at = System.currentTimeMillis() - i * 60_000L;
        String name = i < HOSTILE.size() ? HOSTILE.get(i) : "service-" + i;
        ObjectNode body = JSON.createObjectNode()
                .put("name", name)
                .put("digest", DIGEST)
                .put("version", i < HOSTILE.size() ? name : "1." + i)
                .put("status", i % 50 == 49 ? "decommissioned" : "deployed")
                .put("logical_environment", i % 997 == 5 ? HOSTILE.get(i / 997 % 4) : i % 3 == 0 ? "production" : "staging")
                .put("cluster", i % 2 == 0 ? "eu-central-1" : "us-east-1")
                .put("deployment_name", i < HOSTILE.size() ? name : name + "-web");
        var entry = OutboxEntry.of(
                new EntryId(job(i), 1, at, "3").toString(),
                OutboxService.outbox().nextNumber(),
                new OutboxEntry.Origin(job(i), 1, at, "alice"),
                new OutboxEntry.Destination("stand-in", "https://api.github.com", "octo-org", "token"),
                JSON.writeValueAsString(body),
                false,
                1);
        boolean isRefused = i % 40 == 2;
        return new KeyRecord(
                entry,
                isRefused ? EntryResult.Kind.REFUSED : EntryResult.Kind.RECORDED,
                at,
                isRefused ? "GitHub answered 422: Validation Failed.\nCheck the digest " + HOSTILE.getFirst() : null,
                null,
                7L,
                null);
    }

    /** Checks only the first of many similar rows, since axe takes seconds for each row. */
    private void checkWithAxe(String name, int width) throws Exception {
        check(name, width);
        assertAccessible(OURS);
        darken();
        screenshot(name + "-" + width + "-dark");
        assertAccessible(OURS);
    }

    private void check(String name, int width) throws Exception {
        WebElement panel = find(PANEL);
        screenshot(name + "-" + width);
        assertThat(name, cutOff(panel), is(empty()));
        assertThat(name, complaints(), is(empty()));
    }

    private String panel() {
        return find(PANEL).getText();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void thePageOfALargeControllerIsUsable(int width) throws Exception {
        open(width, "deployment-records/");
        assertThat(panel(), containsString("Deployments: 490"));
        assertThat(browser.findElements(By.cssSelector(PANEL + " tbody tr")), hasSize(50));
        check("overview", width);

        for (String hostile : HOSTILE) {
            browser.get(jenkins.getURL() + "deployment-records/?text="
                    + Util.rawEncode(hostile.substring(0, Math.min(60, hostile.length()))));
            assertThat(panel(), containsString(hostile));
            assertThat(complaints(), is(empty()));
        }
        checkWithAxe("overview-hostile", width);

        browser.get(jenkins.getURL() + "deployment-records/?logicalEnvironment=production&text=service-77&sort=-since");
        assertThat(panel(), containsString("service-777-web"));

        browser.get(jenkins.getURL() + "deployment-records/?state=refused&sort=artifact&page=2&pageSize=5");
        assertThat(panel(), allOf(containsString("Refused"), containsString("422")));
        checkWithAxe("overview-refused", width);

        browser.get(jenkins.getURL() + "deployment-records/?page=9999");
        assertThat(panel(), containsString("Page 98"));
        assertThat(complaints(), is(empty()));
    }

    /**
     * From the front page, two clicks lead to the deployments in production: the artifact, the time, the build, and
     * whether GitHub has the record.
     */
    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void twoClicksLeadToTheDeploymentsInProduction(int width) throws Exception {
        DeploymentRecordsConfiguration.get().setEnvironmentOrder("production");
        WorkflowJob shop = jenkins.createProject(WorkflowJob.class);
        build(Result.SUCCESS, script(shop, RECORD.replace("shop-web", "000-shop-web") + ", version: '1.0.3', cluster: 'a'"));
        open(width, "");

        find("a[href$='/deployment-records']").click();
        find(".github-deployment-record-shortcuts a").click();

        find("[aria-current='page']");
        assertThat(browser.getCurrentUrl(), containsString("logicalEnvironment=production"));
        WebElement row = browser.findElement(By.xpath("//tr[contains(., '" + shop.getName() + "')]"));
        assertThat(
                row.getText(),
                allOf(
                        startsWith("production"),
                        containsString("000-shop-web"),
                        containsString("1.0.3"),
                        containsString("Recorded"),
                        containsString(" ago"),
                        containsString(shop.getName()),
                        containsString("#1")));
        check("on-call", width);
    }
}
