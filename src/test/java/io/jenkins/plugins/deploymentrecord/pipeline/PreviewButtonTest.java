package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester.StepBuilder;
import org.junit.jupiter.api.Test;

/** The form's button that shows the request that would be sent. */
class PreviewButtonTest extends JenkinsWithStandIn {

    @Test
    void thePreviewShowsTheUnsavedForm() throws Exception {
        var step = new RecordDeploymentStep();
        step.setName("shop");
        step.setImage("ghcr.io/octo-org/shop@" + DIGEST);
        step.setDeploymentName("shop-web");
        step.setLogicalEnvironment("production");
        step.setTags(List.of(new Tag("team", "payments"), new Tag("tier", "gold")));
        step.setRuntimeRisks(List.of("sensitive-data"));
        var job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new StepBuilder(step));
        var web = jenkins.createWebClient();
        web.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = web.getPage(job, "configure");

        HtmlElement button = page.getFirstByXPath("//button[contains(@class,'github-deployment-record-preview')]");
        HtmlElementUtil.click(button);
        web.waitForBackgroundJavaScript(10_000);

        DomElement shown = page.getFirstByXPath("//pre[@role='status']");
        assertThat(
                shown.getTextContent(),
                allOf(
                        containsString("POST /orgs/octo-org/artifacts/metadata/deployment-record"),
                        containsString("\"name\" : \"shop\""),
                        containsString("\"digest\" : \"" + DIGEST + '"'),
                        containsString("\"team\" : \"payments\""),
                        containsString("\"tier\" : \"gold\""),
                        containsString("\"sensitive-data\"")));
        assertThat(gitHub.received(), empty());
    }
}
