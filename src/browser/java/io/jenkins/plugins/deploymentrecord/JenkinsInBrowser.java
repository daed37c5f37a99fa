package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Jenkins whose pages are opened in a real browser; {@code -Dscreenshots=DIRECTORY} saves screenshots of the pages.
 */
abstract class JenkinsInBrowser extends JenkinsWithStandIn {

    private static final int HEIGHT = 1000;

    protected ChromeDriver browser;

    /** The width of the page in CSS pixels. */
    private int width;

    /** @param width the width of the page in CSS pixels */
    protected final void open(int width, String path) throws Exception {
        var log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking");
        options.setCapability("goog:loggingPrefs", log);
        browser = new ChromeDriver(options);
        this.width = width;
        resize(width, HEIGHT);
        browser.get(jenkins.getURL() + path);
    }

    /** Resizes the page: a browser window cannot be as narrow as a phone. */
    private void resize(long wide, long high) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", wide, "height", high, "deviceScaleFactor", 1, "mobile", false));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    protected final WebElement find(String css) {
        return new WebDriverWait(browser, Duration.ofSeconds(30)).until(b -> b.findElement(By.cssSelector(css)));
    }

    /** Returns the errors of the browser's console, including violations of the Content-Security-Policy. */
    protected final List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                // usage statistics of Jenkins itself, which cannot be sent from here
                .filter(message -> !message.contains("usage.jenkins.io"))
                // on the new page of a build, Jenkins' own script looks for an element that only the old page has
                .filter(message -> !message.contains("/lib/hudson/build-caption.js"))
                .toList();
    }

    /**
     * Returns the parts of an element that the right edge of the window cuts off. Parts that can be scrolled into view
     * do not count.
     */
    @SuppressWarnings("unchecked")
    protected final List<String> cutOff(WebElement element) {
        return (List<String>) browser.executeScript(
                """
                const scrolls = e => e && e !== arguments[0]
                    && (getComputedStyle(e).overflowX === 'auto' || scrolls(e.parentElement));
                const width = document.documentElement.clientWidth;
                return [...arguments[0].querySelectorAll('*')]
                    .filter(e => !scrolls(e.parentElement) && e.getBoundingClientRect().right > width)
                    .map(e => `${e.getBoundingClientRect().right} of ${width}: ${e.outerHTML.slice(0, 200)}`)""",
                element);
    }

    protected final Set<String> reachedByTab(WebElement first, int stops) {
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

    /** Asserts that the parts can be used with a screen reader, with the keyboard alone, and with weak eyesight. */
    protected final void assertAccessible(String... css) {
        // the contrast is final only when colours no longer change
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(b -> browser.executeScript("return document.getAnimations().every("
                                + "a => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)")
                        .equals(true));
        var found = new AxeBuilder().include(List.of(css)).analyze(browser).getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .filter(rule -> !rule.getNodes().stream().allMatch(node -> isOfJenkins(rule, node.getHtml())))
                .map(JenkinsInBrowser::text)
                .toList();
        assertThat(found, empty());
    }

    /**
     * Returns whether a violation is Jenkins' own: colours of placeholders and errors, and the focus order of help
     * buttons.
     */
    private static boolean isOfJenkins(Rule rule, String html) {
        return switch (rule.getId()) {
            case "color-contrast" -> html.contains("placeholder=") || html.startsWith("<div class=\"error\">");
            case "tabindex" -> html.contains("jenkins-help-button");
            default -> false;
        };
    }

    private static String text(Rule rule) {
        return rule.getImpact() + ": " + rule.getHelp() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Shows the page in the colours of a dark theme, by setting Jenkins' variables. */
    protected final void darken() {
        browser.executeScript("""
                const theme = new CSSStyleSheet();
                theme.replaceSync(`:root {
                    color-scheme: dark;
                    --white: #f3f4f8; --background: #14151a; --text-color: #f3f4f8; --text-color-secondary: #a3a7b5;
                    --accent-color: #7aa2ff; --red: #ff6b6b; --green: #5fd38a; --orange: #ffb454; --yellow: #ffe066;
                    --card-background: #1d1f26; --table-background: #1d1f26; --input-color: #1a1c22;
                }`);
                document.adoptedStyleSheets = [theme];""");
    }

    /** Makes the window as high as the page. */
    protected final void showWholePage() {
        long height = ((Number) browser.executeScript("return document.documentElement.scrollHeight")).longValue();
        long visible = ((Number) browser.executeScript("return document.documentElement.clientWidth")).longValue();
        resize(visible, height);
    }

    /** Saves a screenshot of the whole page for people to look at. */
    protected final void screenshot(String name) throws Exception {
        String directory = System.getProperty("screenshots");
        if (directory != null) {
            showWholePage();
            Files.write(
                    Files.createDirectories(Path.of(directory)).resolve(name + ".png"),
                    browser.getScreenshotAs(OutputType.BYTES));
            resize(width, HEIGHT);
        }
    }
}
