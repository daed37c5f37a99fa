package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.Stapler;

/** Tests the posted section: complete, partial, absent, and with invalid numbers. */
class PostedConfigurationTest extends JenkinsWithStandIn {

    /** Posts the section as a script does, or as a page without the section does. */
    private static void post(String section) throws Exception {
        var json = JSONObject.fromObject(section);
        jenkins.executeOnServer(
                () -> DeploymentRecordsConfiguration.get().configure(Stapler.getCurrentRequest2(), json));
    }

    private void setAll() {
        servers(server("stand-in"), server("second"));
        var defaults = new DeploymentDefaults();
        defaults.setCluster("blue");
        defaults.setPhysicalEnvironment("eu-central-1");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        DeploymentRecordsConfiguration.get().setTimeoutSeconds(30);
    }

    private static String all() {
        var configuration = DeploymentRecordsConfiguration.get();
        DeploymentDefaults defaults = configuration.getDefaults();
        return configuration.getServers().stream()
                        .map(DeploymentRecordServer::getName)
                        .toList()
                + " " + defaults.getLogicalEnvironment() + " " + defaults.getPhysicalEnvironment() + " "
                + defaults.getCluster() + " " + configuration.getTimeoutSeconds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | [stand-in, second] null eu-central-1 blue 30",
                "{'servers': null, 'defaults': null}               | [stand-in, second] null eu-central-1 blue 30",
                "{'timeoutSeconds': '20'}                          | [stand-in, second] null eu-central-1 blue 20",
                "{'timeoutSeconds': ''}                            | [stand-in, second] null eu-central-1 blue null",
                "{'defaults': {'cluster': 'green'}}                | [stand-in, second] null eu-central-1 green 30",
                "{'servers': {'name': 'one'}}                      | [one] null eu-central-1 blue 30",
                "{'servers': [{'name': 'a'}, {'name': 'b'}]}       | [a, b] null eu-central-1 blue 30",
                "{'serversShown': 'true'}                          | [] null eu-central-1 blue 30",
            })
    void aPostChangesOnlyTheSettingsThatItContains(String section, String expected) throws Exception {
        setAll();

        post(section);

        assertThat(all(), is(expected));
    }

    /** Uses the endpoint of the page itself, which also receives the sections of other plugins. */
    @Test
    void aPageWithoutTheSectionChangesNoSetting() throws Exception {
        setAll();
        String before = all();
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        HtmlElement section = form.getFirstByXPath(".//section[.//input[@name='serversShown']]");
        section.remove();
        form.getTextAreaByName("system_message").setText("hello");

        jenkins.submit(form);

        assertThat(jenkins.jenkins.getSystemMessage(), is("hello"));
        assertThat(all(), is(before));
    }

    @ParameterizedTest
    @CsvSource({
        "waitSeconds, 0, 'is out of range; given: 0; allowed: 1 to 86400'",
        "waitSeconds, 99999, 'is out of range; given: 99999; allowed: 1 to 86400'",
        "waitSeconds, 1.5, 'is not a whole number; given: \"1.5\"; allowed: 1 to 86400'",
        "requestsPerMinute, -1, 'is out of range; given: -1; allowed: 0 to 6000'",
        "requestsPerMinute, many, 'is not a whole number; given: \"many\"; allowed: 0 to 6000'",
        "requestsPerMinute, 99999999999, 'is not a whole number; given: \"99999999999\"; allowed: 0 to 6000'"
    })
    void anInvalidNumberIsRefusedWhenTypedAndWhenPosted(String field, String typed, String problem) throws Exception {
        var descriptor =
                (DeploymentRecordServerDescriptor) jenkins.jenkins.getDescriptorOrDie(DeploymentRecordServer.class);
        FormValidation marked = field.equals("waitSeconds")
                ? descriptor.doCheckWaitSeconds(typed)
                : descriptor.doCheckRequestsPerMinute(typed);
        assertThat(marked.kind, is(FormValidation.Kind.ERROR));
        assertThat(marked.getMessage(), is(Util.escape(problem)));

        var refused = assertThrows(
                Exception.class, () -> post("{'servers': {'name': 'stand-in', '" + field + "': '" + typed + "'}}"));
        assertThat(allMessages(refused), containsString("stand-in." + field + ": " + problem));
    }

    private static String allMessages(Throwable thrown) {
        return thrown == null ? "" : thrown.getMessage() + '\n' + allMessages(thrown.getCause());
    }
}
