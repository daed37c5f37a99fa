package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentRecorder;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The forms and the global page in a real browser, at a wide and a narrow width: the console shows no error and no
 * violation of the Content-Security-Policy, nothing is cut off, and everything can be reached with the keyboard.
 */
class BrowserFormsTest extends JenkinsInBrowser {

    private static final String FORM = ".github-deployment-record-form";
    private static final Set<String> FIELDS = Set.of(
            "_.name", "_.version", "_.digest", "_.artifact", "_.image", "_.githubRepository", "_.deploymentName",
            "_.logicalEnvironment", "_.physicalEnvironment", "_.cluster", "_.status", "_.server", "_.organization",
            "_.credentialsId");

    private void checkForm() {
        WebElement form = find(FORM);
        WebElement digest = form.findElement(By.name("_.digest"));
        digest.sendKeys("abc", Keys.TAB);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> form.getText().contains("is not a SHA-256 digest; given: \"abc\""));
        assertThat(reachedByTab(form.findElement(By.name("_.name")), 20), hasItems(FIELDS.toArray(String[]::new)));
        WebElement preview = form.findElement(By.cssSelector(".github-deployment-record-preview"));
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", preview);
        preview.sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> form.getText().contains("POST /orgs/octo-org/artifacts/metadata/deployment-record"));
        assertThat(cutOff(form), is(empty()));
        assertThat(complaints(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void theBuildStepAndThePostBuildActionAreUsable(int width) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(new DeploymentForm()));
        project.getPublishersList().add(new RecordDeploymentRecorder(new DeploymentForm()));
        open(width, project.getUrl() + "configure");

        checkForm();

        assertThat(browser.findElements(By.cssSelector(FORM)).size(), is(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void theSnippetGeneratorIsUsable(int width) throws Exception {
        open(width, job("").getUrl() + "pipeline-syntax/");
        new Select(find("select.dropdownList")).selectByVisibleText("recordDeployment: Record a deployment at GitHub");

        checkForm();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void theGlobalPageIsUsable(int width) throws Exception {
        open(width, "manage/configure");
        WebElement server = find("[name='servers']");

        WebElement test = server.findElement(By.xpath(".//button[contains(., 'Test connection')]"));
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", test);
        test.sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> server.getText().contains("The token can see the organization octo-org"));

        assertThat(
                reachedByTab(server.findElement(By.name("_.name")), 12),
                hasItems("_.name", "_.apiUrl", "_.organization", "_.credentialsId", "Test connection"));
        assertThat(server.getText(), containsString("nothing was written"));
        assertThat(cutOff(server), is(empty()));
        assertThat(complaints(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void theSectionOfAFolderIsUsable(int width) throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        open(width, folder.getUrl() + "configure");
        WebElement section = find("[name='_.githubRepository']")
                .findElement(By.xpath("ancestor::*[contains(@class, 'jenkins-section')][1]"));
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> section.getText().contains("octo-org"));

        WebElement cluster = section.findElement(By.name("_.cluster"));
        cluster.sendKeys("${CLUSTER}", Keys.TAB);

        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> section.findElements(By.cssSelector(".error")).stream()
                        .anyMatch(error -> error.getText().contains("names the variable \"CLUSTER\"")));
        screenshot("folder-" + width);
        assertThat(
                reachedByTab(section.findElement(By.name("_.server")), 20),
                hasItems("_.server", "_.organization", "_.credentialsId", "_.cluster", "_.githubRepository", "_.wait"));
        assertThat(cutOff(section), is(empty()));
        assertThat(complaints(), is(empty()));
    }

    /** A name that is typed twice is marked in both rows before the form is saved. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void wrongNamesAndNumbersAreMarkedWhileTyping(int width) throws Exception {
        open(width, "manage/configure");
        WebElement first = find("[name='servers']");
        WebElement add = browser.findElement(By.xpath("//button[contains(., 'Add server')]"));
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", add);
        add.sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> b.findElements(By.cssSelector("[name='servers']")).size() == 2);
        WebElement second = browser.findElements(By.cssSelector("[name='servers']")).get(1);
        second.findElement(By.name("_.name")).sendKeys("stand-in", Keys.TAB);

        for (WebElement server : List.of(first, second)) {
            new WebDriverWait(browser, Duration.ofSeconds(30))
                    .until(b -> server.getText().contains("is given twice: \"stand-in\""));
        }
        second.findElement(By.xpath(".//button[contains(., 'Advanced')]")).sendKeys(Keys.ENTER);
        second.findElement(By.name("_.waitSeconds")).sendKeys("99999", Keys.TAB);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> second.getText().contains("is out of range; given: 99999; allowed: 1 to 86400"));
        screenshot("servers-" + width);
        assertThat(cutOff(second), is(empty()));
        assertThat(complaints(), is(empty()));

        second.findElement(By.name("_.name")).sendKeys("-2", Keys.TAB);
        for (WebElement server : List.of(first, second)) {
            new WebDriverWait(browser, Duration.ofSeconds(30))
                    .until(b -> !server.getText().contains("is given twice"));
        }
    }

    /**
     * The fields that name the artifact are alternatives: if two are filled in, both are marked; if none is, the error
     * is shown once.
     */
    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void severalFieldsForTheArtifactAreMarked(int width) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(new DeploymentForm()));
        open(width, project.getUrl() + "configure");
        WebElement choice = find(FORM + " .github-deployment-record-choice");
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> choice.getText().contains("is missing; one of digest"));
        screenshot("form-empty-" + width);

        choice.findElement(By.name("_.digest")).sendKeys("$DIGEST", Keys.TAB);
        choice.findElement(By.name("_.image")).sendKeys("$IMAGE", Keys.TAB);

        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> choice.getText().split("the artifact is given more than once").length == 3);
        screenshot("form-two-" + width);
        assertThat(cutOff(find(FORM)), is(empty()));
        assertThat(complaints(), is(empty()));
        assertAccessible(".github-deployment-record-choice");
    }
}
