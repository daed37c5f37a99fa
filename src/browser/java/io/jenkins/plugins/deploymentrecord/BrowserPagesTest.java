package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentRecorder;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.publisher.JenkinsWithStandIn;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The forms and the global page in a real browser, wide and narrow: nothing in its console, a violation of the
 * Content-Security-Policy included, nothing cut off, and all within reach of the keyboard.
 */
class BrowserPagesTest extends JenkinsWithStandIn {

    private static final String FORM = ".github-deployment-record-form";
    private static final Set<String> FIELDS = Set.of(
            "_.name", "_.version", "_.digest", "_.artifact", "_.image", "_.githubRepository", "_.deploymentName",
            "_.logicalEnvironment", "_.physicalEnvironment", "_.cluster", "_.status", "_.server", "_.organization",
            "_.credentialsId");

    private ChromeDriver browser;

    private void open(int width, String path) throws Exception {
        var log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking");
        options.setCapability("goog:loggingPrefs", log);
        browser = new ChromeDriver(options);
        // a window cannot be as narrow as a phone
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
        browser.get(jenkins.getURL() + path);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private WebElement find(String css) {
        return new WebDriverWait(browser, Duration.ofSeconds(30)).until(b -> b.findElement(By.cssSelector(css)));
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                // statistics that Jenkins itself sends, which have nowhere to go here
                .filter(message -> !message.contains("usage.jenkins.io"))
                .toList();
    }

    /** How far anything in an element stands out of the window; other plugins' parts of the page do not count. */
    private double standsOut(WebElement element) {
        return ((Number) ((JavascriptExecutor) browser)
                        .executeScript(
                                """
                                return Math.max(...[...arguments[0].querySelectorAll('*')].map(
                                    e => e.getBoundingClientRect().right)) - document.documentElement.clientWidth""",
                                element))
                .doubleValue();
    }

    private Set<String> reachedByTab(WebElement first, int stops) {
        var reached = new HashSet<String>();
        first.sendKeys("");
        for (int i = 0; i < stops; i++) {
            WebElement focus = browser.switchTo().activeElement();
            String name = focus.getDomAttribute("name");
            reached.add(name == null ? focus.getText() : name);
            focus.sendKeys(Keys.TAB);
        }
        return reached;
    }

    private void checkForm() {
        WebElement form = find(FORM);
        WebElement digest = form.findElement(By.name("_.digest"));
        digest.sendKeys("abc", Keys.TAB);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> form.getText().contains("is not a SHA-256 digest; given: \"abc\""));
        assertThat(reachedByTab(form.findElement(By.name("_.name")), 20), hasItems(FIELDS.toArray(String[]::new)));
        WebElement preview = form.findElement(By.cssSelector(".github-deployment-record-preview"));
        ((JavascriptExecutor) browser).executeScript("arguments[0].scrollIntoView({block: 'center'})", preview);
        preview.sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> form.getText().contains("POST /orgs/octo-org/artifacts/metadata/deployment-record"));
        assertThat(standsOut(form), is(lessThanOrEqualTo(0.0)));
        assertThat(complaints(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void buildStepAndPostBuildAction(int width) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(new DeploymentForm()));
        project.getPublishersList().add(new RecordDeploymentRecorder(new DeploymentForm()));
        open(width, project.getUrl() + "configure");

        checkForm();

        assertThat(browser.findElements(By.cssSelector(FORM)).size(), is(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void snippetGenerator(int width) throws Exception {
        open(width, job("").getUrl() + "pipeline-syntax/");
        new Select(find("select.dropdownList")).selectByVisibleText("recordDeployment: Record a deployment at GitHub");

        checkForm();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void globalPage(int width) throws Exception {
        open(width, "manage/configure");
        WebElement server = find("[name='servers']");

        WebElement test = server.findElement(By.xpath(".//button[contains(., 'Test connection')]"));
        ((JavascriptExecutor) browser).executeScript("arguments[0].scrollIntoView({block: 'center'})", test);
        test.sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> server.getText().contains("The organization octo-org can be seen"));

        assertThat(
                reachedByTab(server.findElement(By.name("_.name")), 12),
                hasItems("_.name", "_.apiUrl", "_.organization", "_.credentialsId", "Test connection"));
        assertThat(server.getText(), containsString("nothing was written"));
        assertThat(standsOut(server), is(lessThanOrEqualTo(0.0)));
        assertThat(complaints(), is(empty()));
    }
}
