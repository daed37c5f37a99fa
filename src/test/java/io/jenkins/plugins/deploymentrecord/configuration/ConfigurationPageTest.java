package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import hudson.XmlFile;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.Stapler;

/** Tests the section in Manage Jenkins → System. */
class ConfigurationPageTest extends JenkinsWithStandIn {

    private static final String ROW = "//*[@name='servers']";

    @AfterEach
    void reset() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        Jenkins.MANAGE.setEnabled(false);
        Jenkins.SYSTEM_READ.setEnabled(false);
    }

    private static HtmlForm open() throws Exception {
        return open(jenkins.createWebClient());
    }

    private static HtmlForm open(WebClient web) throws Exception {
        HtmlPage page = web.goTo("configure");
        assertThat(page.asXml(), containsString("Deployment records at GitHub"));
        return page.getFormByName("config");
    }

    private static List<HtmlElement> rows(HtmlForm form) {
        return form.getByXPath(ROW);
    }

    private static HtmlInput input(HtmlForm form, int row, String field) {
        return rows(form).get(row).getFirstByXPath(".//input[@name='_." + field + "']");
    }

    /** The sections below this section are on the page, too. */
    @Test
    void theSectionIsOnThePageBeforeAnythingIsSaved() throws Exception {
        servers();
        new XmlFile(new File(jenkins.jenkins.getRootDir(), DeploymentRecordsConfiguration.class.getName() + ".xml"))
                .delete();

        HtmlForm form = open();

        assertThat(rows(form), empty());
        assertThat(HtmlFormUtil.getButtonByCaption(form, "Save"), notNullValue());
        assertThat(((HtmlPage) form.getPage()).asXml().strip(), containsString("</body>"));
    }

    @Test
    void savingAnUntouchedPageChangesNothing() throws Exception {
        var second = server("second");
        second.setApiUrl("https://api.octo.ghe.com");
        servers(server("first"), second);
        var defaults = new DeploymentDefaults();
        defaults.setCluster("blue");
        defaults.setGithubRepository("SCM");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        DeploymentRecordsConfiguration.get().setTimeoutSeconds(30);

        jenkins.configRoundtrip();

        var after = DeploymentRecordsConfiguration.get();
        assertThat(after.getServers(), hasSize(2));
        jenkins.assertEqualDataBoundBeans(server("first"), after.getServers().get(0));
        jenkins.assertEqualDataBoundBeans(second, after.getServers().get(1));
        jenkins.assertEqualDataBoundBeans(defaults, after.getDefaults());
        assertThat(after.getTimeoutSeconds(), is(30));
    }

    @Test
    void aServerCanBeAddedOnThePage() throws Exception {
        servers();
        HtmlForm form = open();
        HtmlElementUtil.click(HtmlFormUtil.getButtonByCaption(form, "Add server"));
        input(form, 0, "name").setValue(" github.com ");
        input(form, 0, "organization").setValue("octo-org");
        HtmlSelect credentials = rows(form).get(0).getFirstByXPath(".//select[@name='_.credentialsId']");
        credentials.setSelectedAttribute("token", true);
        jenkins.submit(form);

        List<DeploymentRecordServer> servers =
                DeploymentRecordsConfiguration.get().getServers();
        assertThat(servers, hasSize(1));
        assertThat(servers.get(0).getName(), is("github.com"));
        assertThat(servers.get(0).getApiUrl(), is("https://api.github.com"));
        assertThat(servers.get(0).getOrganization(), is("octo-org"));
        assertThat(servers.get(0).getCredentialsId(), is("token"));
        assertThat(input(open(), 0, "name").getValue(), is("github.com"));
    }

    @Test
    void theLastServerCanBeDeletedOnThePage() throws Exception {
        HtmlForm form = open();
        HtmlElement delete = rows(form).get(0).getFirstByXPath(".//button[contains(@class,'repeatable-delete')]");
        HtmlElementUtil.click(delete);
        jenkins.submit(form);

        assertThat(DeploymentRecordsConfiguration.get().getServers(), empty());
    }

    @Test
    void anInvalidServerIsRefusedAndNothingChanges() throws Exception {
        HtmlForm form = open(jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false));
        input(form, 0, "apiUrl").setValue("http://github.example");
        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asXml(), containsString("Plain http would expose the token on the network"));
        assertThat(DeploymentRecordsConfiguration.get().getServers().get(0).getApiUrl(), is(gitHub.url()));
    }

    @Test
    void savingBlankDefaultsRemovesThem() throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setCluster("blue");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        HtmlForm form = open();
        HtmlInput cluster = form.getFirstByXPath("//input[@name='_.cluster']");
        cluster.setValue(" ");
        jenkins.submit(form);

        assertThat(DeploymentRecordsConfiguration.get().getDefaults(), nullValue());
    }

    /** Logs in a user with Manage permission and only the named additional permissions. */
    private static WebClient manager(Permission... besides) throws Exception {
        Jenkins.MANAGE.setEnabled(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(besides)
                .everywhere()
                .to("manager"));
        return jenkins.createWebClient().login("manager");
    }

    private static void assertSetsTheDefaultAlone(HtmlForm form) throws Exception {
        HtmlInput cluster = form.getFirstByXPath("//input[@name='_.cluster']");
        cluster.setValue("green");
        jenkins.submit(form);

        assertThat(DeploymentRecordsConfiguration.get().getDefaults().getCluster(), is("green"));
        assertThat(DeploymentRecordsConfiguration.get().getServers(), hasSize(1));
    }

    /** A user who sets a server's URL and credential can send the token anywhere. */
    @Test
    void aManagerCanSetDefaultsButNoServers() throws Exception {
        HtmlForm form = open(manager());

        assertThat(rows(form), empty());
        assertThat(((HtmlPage) form.getPage()).asXml(), not(containsString("stand-in")));
        assertSetsTheDefaultAlone(form);
    }

    /** Fields that a user cannot change do not look editable. */
    @Test
    void aManagerWithReadPermissionSeesTheServersButCannotEditThem() throws Exception {
        Jenkins.SYSTEM_READ.setEnabled(true);
        HtmlForm form = open(manager(Jenkins.SYSTEM_READ));

        HtmlElement row = rows(form).get(0);
        assertThat(row.asXml(), containsString("stand-in"));
        assertThat(row.getByXPath(".//input[not(@type='hidden')]|.//select"), empty());
        assertThat(row.asXml(), not(anyOf(containsString("repeatable-delete"), containsString("Test connection"))));
        assertThat(form.getByXPath("//button[contains(., 'Add server')]"), empty());
        assertSetsTheDefaultAlone(form);
    }

    @Test
    void allErrorsAreShownAtOnceAndNothingChanges() throws Exception {
        HtmlForm form = open(jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false));
        input(form, 0, "apiUrl").setValue("http://github.example");
        HtmlInput cluster = form.getFirstByXPath("//input[@name='_.cluster']");
        cluster.setValue("c".repeat(129));
        HtmlInput timeout = form.getFirstByXPath("//input[@name='_.timeoutSeconds']");
        timeout.setValue("301");
        HtmlPage answer = jenkins.submit(form);

        assertThat(
                answer.asXml(),
                allOf(
                        containsString("stand-in.apiUrl: "),
                        containsString("cluster: "),
                        containsString("timeoutSeconds: is not a number of seconds that is allowed")));
        assertThat(DeploymentRecordsConfiguration.get().getServers().get(0).getApiUrl(), is(gitHub.url()));
        assertThat(DeploymentRecordsConfiguration.get().getDefaults(), nullValue());
        assertThat(DeploymentRecordsConfiguration.get().getTimeoutSeconds(), nullValue());
    }

    /** An edited file may lack most values, and may have a number that is out of range. */
    @Test
    void anIncompleteConfigurationFileLoads() throws Exception {
        XmlFile file = new XmlFile(
                new File(jenkins.jenkins.getRootDir(), DeploymentRecordsConfiguration.class.getName() + ".xml"));
        String row = DeploymentRecordServer.class.getName();
        Files.writeString(
                file.getFile().toPath(),
                "<" + DeploymentRecordsConfiguration.class.getName() + "><servers><"
                        + row + "/><null/><" + row + "><name>b</name><waitSeconds>0</waitSeconds></" + row
                        + "></servers></" + DeploymentRecordsConfiguration.class.getName() + ">");

        List<DeploymentRecordServer> servers = new DeploymentRecordsConfiguration().getServers();

        assertThat(servers, hasSize(2));
        assertThat(servers.get(0).getName(), is(""));
        assertThat(servers.get(0).getApiUrl(), is("https://api.github.com"));
        assertThat(servers.get(1).numberErrors(), hasSize(1));

        Files.writeString(
                file.getFile().toPath(),
                "<%1$s><timeoutSeconds>0</timeoutSeconds></%1$s>"
                        .formatted(DeploymentRecordsConfiguration.class.getName()));
        assertThat(new DeploymentRecordsConfiguration().getServers(), empty());
        assertThat(new DeploymentRecordsConfiguration().timeout(), is(Duration.ofSeconds(15)));
    }

    /** A page that was made by hand could send such a post. */
    @Test
    void aManagerCannotPostServers() throws Exception {
        WebClient manager = manager();
        var posted = JSONObject.fromObject("""
                {"servers": [{"name": "thief", "apiUrl": "https://thief.example", "credentialsId": "token"}],
                 "defaults": {"cluster": "posted"}}""");
        manager.executeOnServer(
                () -> DeploymentRecordsConfiguration.get().configure(Stapler.getCurrentRequest2(), posted));

        assertThat(DeploymentRecordsConfiguration.get().getDefaults().getCluster(), is("posted"));
        assertThat(DeploymentRecordsConfiguration.get().getServers(), hasSize(1));
        assertThat(DeploymentRecordsConfiguration.get().getServers().get(0).getName(), is("stand-in"));
    }

    /** The error says that no input is lost, and how to continue. */
    @Test
    void aRefusedPageExplainsHowToContinue() throws Exception {
        HtmlForm form = open(jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false));
        input(form, 0, "apiUrl").setValue("http://github.example");
        HtmlPage answer = jenkins.submit(form);

        assertThat(
                answer.asNormalizedText(),
                containsString("Deployment records at GitHub: nothing was changed. Go back to the page"));
    }
}
