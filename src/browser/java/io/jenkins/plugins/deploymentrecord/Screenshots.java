package io.jenkins.plugins.deploymentrecord;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.FolderDefaultsProperty;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Takes the screenshots in docs/images: {@code mvn -P browser test -Dtest=Screenshots}. */
class Screenshots extends JenkinsInBrowser {

    private static final int WIDE = 1500;
    private static final int PHONE = 400;

    private Folder team;

    /**
     * Deploys three services of a team in two environments; the last production build of the second service was
     * refused.
     */
    private void deployServices() throws Exception {
        servers(patientServer("github.com", gitHub.url()));
        team = jenkins.createProject(Folder.class, "team-shop");
        WorkflowJob web = service("web");
        for (int minor = 1; minor <= 4; minor++) {
            deploy(web, Result.SUCCESS, "1." + minor + ".0", "staging");
        }
        deploy(web, Result.SUCCESS, "1.2.0", "production");
        deploy(web, Result.SUCCESS, "1.3.0", "production");
        WorkflowJob api = service("api");
        deploy(api, Result.SUCCESS, "2.0.1", "staging");
        deploy(api, Result.SUCCESS, "2.0.0", "production");
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Validation Failed\"}");
        deploy(api, Result.FAILURE, "2.0.1", "production");
        deploy(service("payment"), Result.SUCCESS, "7.12", "production");
    }

    private WorkflowJob service(String name) throws Exception {
        return team.createProject(WorkflowJob.class, name);
    }

    private static void deploy(WorkflowJob job, Result expected, String version, String environment) throws Exception {
        build(expected, script(job, step(job.getName(), version, environment)));
    }

    private static String step(String service, String version, String environment) {
        return RECORD.replace("production", environment).replace("name: 'shop'", "name: '" + service + "'").replace("shop-web", "shop-" + service)
                + ", version: '" + version + "', cluster: 'eu-1', physicalEnvironment: 'eu-central-1',"
                + " githubRepository: 'shop', runtimeRisks: ['internet-exposed'], tags: [team: 'shop']";
    }

    private <T> T until(Function<WebDriver, T> condition) {
        return new WebDriverWait(browser, Duration.ofSeconds(30)).until(condition);
    }

    private void save(String name, WebElement element) throws Exception {
        showWholePage();
        Files.write(Path.of("docs/images", name + ".png"), element.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void pagesOfDeployments() throws Exception {
        deployServices();
        takeOverview();
        takeHistoryAndBuild();
        takeOutbox();
    }

    private void takeOverview() throws Exception {
        open(WIDE, "deployment-records/");
        save("deployments", find("#main-panel"));
        close();
        open(PHONE, "deployment-records/?logicalEnvironment=production");
        save("deployments-phone", find("#main-panel"));
        close();
    }

    private void takeHistoryAndBuild() throws Exception {
        var web = (WorkflowJob) team.getItem("web");
        Hold hold = gitHub.hold();
        WorkflowRun last = start(script(web, step("web", "1.4.0", "production")));
        hold.awaitArrival();
        open(WIDE, web.getUrl() + "deployment-records/");
        save("history", find("#main-panel"));
        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(last));

        browser.get(jenkins.getURL() + last.getUrl());
        save("build", find(".github-deployment-record-summary"));
        close();
    }

    @Test
    void buildStep() throws Exception {
        servers(server("github.com"));
        var form = new DeploymentForm();
        form.setName("shop");
        form.setVersion("1.4.2");
        form.setArtifact("target/shop.jar");
        form.setGithubRepository("elsewhere/shop");
        form.setLogicalEnvironment("production");
        form.setDeploymentName("shop-web-app");
        FreeStyleProject project = jenkins.createFreeStyleProject("deploy-shop");
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        open(WIDE, project.getUrl() + "configure");
        WebElement shown = find(".github-deployment-record-form");
        WebElement preview = shown.findElement(By.cssSelector(".github-deployment-record-preview"));
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", preview);
        preview.sendKeys(Keys.ENTER);
        until(b -> shown.getText().contains("POST /orgs/octo-org"));
        browser.executeScript("document.activeElement.blur()");
        save("form", shown);
    }

    @Test
    void folder() throws Exception {
        servers(server("github.com"));
        Folder folder = jenkins.createProject(Folder.class, "team-a");
        var values = new FolderDefaultsProperty();
        values.setCredentialsId("token");
        values.setLogicalEnvironment("production");
        values.setGithubRepository("SCM");
        folder.addProperty(values);
        open(WIDE, folder.getUrl() + "configure");
        WebElement section =
                find("[name='_.githubRepository']").findElement(By.xpath("ancestor::*[contains(@class, 'jenkins-section')][1]"));
        until(b -> section.getText().contains("octo-org"));
        save("folder", section);
    }

    @Test
    void globalConfiguration() throws Exception {
        servers(server("github.com"));
        open(WIDE, "manage/configure");
        WebElement server = find("[name='servers']");
        WebElement test = server.findElement(By.xpath(".//button[contains(., 'Test connection')]"));
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", test);
        test.sendKeys(Keys.ENTER);
        until(b -> server.getText().contains("The token can see the organization octo-org"));
        save("server", server);
    }

    private void takeOutbox() throws Exception {
        var waiting = new ArrayList<WorkflowRun>();
        List<Hold> holds = List.of(gitHub.hold(), gitHub.hold());
        for (String name : List.of("web", "payment")) {
            waiting.add(start(script((WorkflowJob) team.getItem(name), step(name, "8.0", "production"))));
        }
        for (Hold hold : holds) {
            hold.awaitArrival();
        }
        open(WIDE, "manage/deployment-records/");
        save("outbox", find("#main-panel"));
        for (Hold hold : holds) {
            hold.release();
        }
        for (WorkflowRun run : waiting) {
            jenkins.waitForCompletion(run);
        }
    }
}
