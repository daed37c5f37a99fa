package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** Each server needs a unique name. The page marks missing and repeated names while they are typed. */
class ServerNamesTest extends JenkinsWithStandIn {

    private static final String TWICE = "is given twice: \"first\"; each server needs a name of its own";

    private static HtmlForm open(WebClient web) throws Exception {
        return web.goTo("configure").getFormByName("config");
    }

    private static List<HtmlElement> rows(HtmlForm form) {
        return form.getByXPath("//*[@name='servers']");
    }

    private static void type(HtmlForm form, int row, String name) {
        HtmlInput input = rows(form).get(row).getFirstByXPath(".//input[@name='_.name']");
        input.setValue(name);
        input.fireEvent("change");
    }

    /** Every row with the name is marked until the name is unique again. */
    @Test
    void aRepeatedServerNameIsMarkedWhileItIsTyped() throws Exception {
        servers(server("first"), server("second"), server("third"));
        WebClient web = jenkins.createWebClient();
        HtmlForm form = open(web);

        type(form, 1, "first");

        assertThat(marks(web, form), contains(containsString(TWICE), containsString(TWICE), is("")));

        type(form, 0, "fourth");

        assertThat(marks(web, form), contains("", "", ""));
    }

    @Test
    void deletingAServerRemovesTheMarkOfARepeatedName() throws Exception {
        servers(server("first"), server("second"));
        WebClient web = jenkins.createWebClient();
        HtmlForm form = open(web);
        type(form, 1, "first");
        assertThat(marks(web, form), contains(containsString(TWICE), containsString(TWICE)));

        HtmlElement delete = rows(form).get(1).getFirstByXPath(".//button[contains(@class,'repeatable-delete')]");
        HtmlElementUtil.click(delete);

        assertThat(marks(web, form), contains(""));
    }

    /** Returns the messages below the names after all checks have finished. */
    private static List<String> marks(WebClient web, HtmlForm form) {
        web.waitForBackgroundJavaScript(60_000);
        return rows(form).stream()
                .map(row -> row.<HtmlElement>getFirstByXPath(
                        ".//*[contains(@class, 'jenkins-form-item')][.//input[@name='_.name']]"
                                + "/*[contains(@class, 'validation-error-area')]"))
                .map(HtmlElement::asNormalizedText)
                .toList();
    }
}
