package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The page of the demo's stand-in for GitHub on a phone, in light and dark colours. */
class BrowserStandInTest extends JenkinsInBrowser {

    @Test
    void thePageOfTheStandInFitsAPhoneAndIsAccessible() throws Exception {
        jenkins.buildAndAssertSuccess(job(RECORD + ", version: '1.4.2'"));
        open(375, "");
        browser.get(gitHub.url() + "/");
        browser.executeScript("document.querySelectorAll('details').forEach(part => part.open = true)");

        WebElement page = find("main");
        assertThat(page.getText(), containsString("shop 1.4.2"));
        assertThat(cutOff(page), is(empty()));
        for (String colors : List.of("light", "dark")) {
            browser.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
            assertAccessible("main");
        }
        screenshot("stand-in");
    }
}
