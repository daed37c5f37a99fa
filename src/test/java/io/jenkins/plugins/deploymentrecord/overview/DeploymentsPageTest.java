package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The pages of what runs where, over all jobs. */
class DeploymentsPageTest extends JenkinsWithStandIn {

    private static final String PAGE = "deployment-records/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Folder folder;
    private WorkflowJob shop;

    @BeforeEach
    void aFolderWithAJob() throws Exception {
        folder = jenkins.createProject(Folder.class);
        shop = folder.createProject(WorkflowJob.class, "shop");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .onItems(folder, shop)
                .to("reader"));
    }

    private Page get(String user, String path) throws Exception {
        try (WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.setJavaScriptEnabled(false);
            return web.login(user).getPage(URI.create(jenkins.getURL() + path).toURL());
        }
    }

    private String text(String user, String path) throws Exception {
        return ((HtmlPage) get(user, path)).getElementById("main-panel").asNormalizedText();
    }

    private JsonNode json(String user, String path) throws Exception {
        return JSON.readTree(get(user, path).getWebResponse().getContentAsString());
    }

    private List<String> versions(String user, String query) throws Exception {
        var versions = new ArrayList<String>();
        json(user, folder.getUrl() + PAGE + "api/json" + query)
                .path("deployments")
                .forEach(row -> versions.add(row.at("/current/version").textValue()));
        return versions;
    }

    @Test
    void theNewestRecordOfADeploymentCountsWhicheverJobRecordedIt() throws Exception {
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.3', cluster: '" + folder.getName() + "'")
                .getDefinition());
        WorkflowJob rollback = script(
                folder.createProject(WorkflowJob.class, "rollback"),
                RECORD + ", version: '0.9', cluster: '" + folder.getName() + "'");
        build(Result.SUCCESS, shop);
        build(Result.SUCCESS, rollback);

        assertThat(versions("admin", ""), contains("0.9"));
        assertThat(
                text("admin", folder.getUrl() + PAGE),
                allOf(containsString("0.9"), containsString("rollback"), not(containsString("1.0.3"))));
        assertThat(
                json("admin", PAGE + "api/json?cluster=" + folder.getName())
                        .at("/deployments/0/current/job")
                        .textValue(),
                is(rollback.getFullName()));
    }

    @Test
    void aLaterRecordThatGitHubRefusedStandsBesideTheRecordThatItHas() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0.1")
                .refused("production", folder.getName(), "1.0.2")
                .known();
        String page = text("reader", folder.getUrl() + PAGE);
        assertThat(page, allOf(containsString("1.0.1"), containsString("1.0.2"), containsString("Refused")));
        JsonNode row = json("reader", folder.getUrl() + PAGE + "api/json?state=refused")
                .at("/deployments/0");
        assertThat(row.at("/current/version").textValue(), is("1.0.1"));
        assertThat(row.at("/current/state").textValue(), is("recorded"));
        assertThat(row.at("/later/version").textValue(), is("1.0.2"));
        assertThat(row.at("/later/message").textValue(), is("not found"));
    }

    @Test
    void thePageOfAJobTellsThatAnotherJobHasRecordedSince() throws Exception {
        String cluster = folder.getName();
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.3', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.SUCCESS, shop);
        assertThat(text("reader", shop.getUrl() + PAGE), not(containsString("No longer the newest state")));

        WorkflowJob rollback = script(
                folder.createProject(WorkflowJob.class, "rollback"),
                RECORD + ", version: '0.9', cluster: '" + cluster + "'");
        build(Result.SUCCESS, rollback);

        assertThat(
                text("admin", shop.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        containsString("A later record: 0.9"),
                        containsString(rollback.getFullName())));
        assertThat(
                text("reader", shop.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        containsString("Another job has recorded this deployment since."),
                        not(containsString("0.9")),
                        not(containsString("rollback"))));
        assertThat(text("admin", rollback.getUrl() + PAGE), not(containsString("No longer the newest state")));
        JsonNode newer = json("admin", shop.getUrl() + PAGE + "api/json").at("/deployed/0");
        assertThat(newer.path("newest").booleanValue(), is(false));
        assertThat(newer.at("/newer/0/record/version").textValue(), is("0.9"));
        assertThat(newer.at("/newer/0/confirmed").booleanValue(), is(true));
    }

    @Test
    void thePageOfAJobTellsThatALaterRecordWasRefused() throws Exception {
        String cluster = folder.getName();
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.1', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.SUCCESS, shop);
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not this version\"}");
        shop.setDefinition(script(job(""), RECORD + ", version: '1.0.2', cluster: '" + cluster + "'")
                .getDefinition());
        build(Result.FAILURE, shop);
        assertThat(
                text("reader", shop.getUrl() + PAGE),
                allOf(
                        containsString("A later record: 1.0.2 Refused"),
                        not(containsString("No longer the newest state"))));
    }

    @Test
    void decommissionedDeploymentsStandApart() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName() + "-a", "1")
                .decommissioned("production", folder.getName() + "-b")
                .known();
        String page = text("reader", folder.getUrl() + PAGE);
        assertThat(page, allOf(containsString("-a"), not(containsString(folder.getName() + "-b"))));
        assertThat(page, containsString("Decommissioned deployments that match: 1"));
        assertThat(versions("reader", "?status=decommissioned"), contains("1.0"));
        assertThat(versions("reader", "?status=any"), contains("1", "1.0"));
    }

    @Test
    void filtersAndOrderStandInTheAddress() throws Exception {
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("staging", name + "-web", "1")
                .recorded("production", name + "-web", "2")
                .recorded("production", name + "-api", "3")
                .known();
        assertThat(versions("reader", ""), contains("3", "2", "1"));
        assertThat(versions("reader", "?sort=-since"), contains("3", "2", "1"));
        assertThat(versions("reader", "?sort=since"), contains("1", "2", "3"));
        assertThat(versions("reader", "?logicalEnvironment=staging"), contains("1"));
        assertThat(versions("reader", "?text=-API"), contains("3"));
        assertThat(versions("reader", "?cluster=eu-1&deploymentName=" + name + "-web"), contains("2", "1"));
        assertThat(versions("reader", "?cluster=other"), is(empty()));
        assertThat(versions("reader", "?digest=" + DIGEST + "&sort=artifact"), contains("3", "1", "2"));
        assertThat(versions("reader", "?changedSince=" + (KnownDeployments.START + 1_000)), contains("3", "2"));
        assertThat(versions("reader", "?changedSince=2026-03-01T12:00:02Z"), contains("3"));
        assertThat(versions("reader", "?pageSize=2&page=2"), contains("1"));
        assertThat(versions("reader", "?pageSize=2&page=99"), contains("1"));
    }

    @Test
    void wrongFiltersAreNamedTogether() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1")
                .known();
        String wrong = folder.getUrl() + PAGE + "%s?status=up&state=lost&changedSince=today&sort=size";
        for (String path : List.of("", "api/json", "deployments.csv")) {
            Page page = get("reader", wrong.formatted(path));
            assertThat(path, page.getWebResponse().getStatusCode(), is(path.isEmpty() ? 200 : 400));
            assertThat(
                    path,
                    page.getWebResponse().getContentAsString(),
                    allOf(
                            containsString("status is"),
                            containsString("state is"),
                            containsString("changedSince is"),
                            containsString("sort is")));
        }
    }

    @Test
    void theExportHasEveryRowAndNoFormula() throws Exception {
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name, "=HYPERLINK(\"x\")")
                .recorded("staging", name, "1,\"2\"")
                .known();
        Page export = get("reader", folder.getUrl() + PAGE + "deployments.csv");
        assertThat(export.getWebResponse().getContentType(), is("text/csv"));
        List<String> lines =
                export.getWebResponse().getContentAsString().lines().toList();
        assertThat(lines.size(), is(3));
        assertThat(
                lines.get(0), startsWith("logicalEnvironment,physicalEnvironment,cluster,deploymentName,name,version"));
        assertThat(lines.get(1), startsWith("production,,eu-1," + name + ',' + name + ",\"'=HYPERLINK(\"\"x\"\")\","));
        assertThat(lines.get(2), containsString("\"1,\"\"2\"\"\""));
    }

    @Test
    void whoMayNotReadAJobLearnsNothingOfItsDeployments() throws Exception {
        Folder hidden = jenkins.createProject(Folder.class);
        WorkflowJob secret = hidden.createProject(WorkflowJob.class, "secret");
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1")
                .known();
        KnownDeployments.of(secret.getFullName())
                .recorded("hidden-environment", hidden.getName() + "-deployment", "hidden-version")
                .decommissioned("hidden-environment", hidden.getName() + "-gone")
                .known();
        for (String path : List.of("", "api/json", "deployments.csv", "?status=any", "?sort=-job")) {
            for (String user : List.of("reader", "stranger")) {
                assertThat(
                        user + ' ' + path,
                        get(user, PAGE + path).getWebResponse().getContentAsString(),
                        allOf(not(containsString("hidden-")), not(containsString(hidden.getName() + "-"))));
            }
            assertThat(
                    get("admin", PAGE + path).getWebResponse().getContentAsString(), containsString("hidden-version"));
        }
        assertThat(json("reader", PAGE + "api/json?text=hidden").path("total").intValue(), is(0));
        assertThat(
                json("reader", PAGE + "api/json?text=hidden")
                        .path("otherStatus")
                        .intValue(),
                is(0));
        assertThat(get("reader", hidden.getUrl() + PAGE).getWebResponse().getStatusCode(), is(404));
    }

    @Test
    void aLaterRecordOfAJobThatTheReaderMayNotReadIsToldWithoutDetails() throws Exception {
        WorkflowJob secret = jenkins.createProject(WorkflowJob.class);
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name, "1.0")
                .known();
        KnownDeployments.of(secret.getFullName())
                .refused("production", name, "hidden-version")
                .known();
        assertThat(
                text("reader", folder.getUrl() + PAGE),
                allOf(
                        containsString("No longer the newest state"),
                        not(containsString("hidden-version")),
                        not(containsString(secret.getName()))));
        JsonNode row = json("reader", folder.getUrl() + PAGE + "api/json").at("/deployments/0");
        assertThat(row.path("laterHidden").booleanValue(), is(true));
        assertThat(row.path("later").isNull(), is(true));
    }

    @Test
    void deploymentsOfADeletedJobAreForThoseWhoMayReadItsFolder() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        shop.delete();
        assertThat(
                text("reader", folder.getUrl() + PAGE),
                allOf(containsString("1.0"), containsString(shop.getFullName() + " (deleted)")));
        assertThat(versions("admin", ""), contains("1.0"));
        assertThat(
                get("stranger", PAGE).getWebResponse().getContentAsString(), not(containsString(shop.getFullName())));
        folder.delete();
        assertThat(
                get("reader", PAGE + "?text=" + folder.getName())
                        .getWebResponse()
                        .getContentAsString(),
                not(containsString(shop.getFullName())));
        assertThat(
                json("admin", PAGE + "api/json?text=" + folder.getName())
                        .path("total")
                        .intValue(),
                is(1));
    }

    @Test
    void aRenamedFolderIsFollowed() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        folder.renameTo(folder.getName() + "-renamed");
        assertThat(versions("admin", ""), contains("1.0"));
    }

    @Test
    void aViewHasTheDeploymentsOfItsJobsAndFolders() throws Exception {
        WorkflowJob other = jenkins.createProject(WorkflowJob.class);
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name + "-in", "1.0")
                .known();
        KnownDeployments.of(other.getFullName())
                .recorded("production", name + "-out", "2.0")
                .known();
        var view = new ListView("view of " + name);
        jenkins.jenkins.addView(view);
        view.add(folder);

        String path = "view/view%20of%20" + name + "/view-deployment-records/";
        assertThat(text("admin", path), allOf(containsString(name + "-in"), not(containsString(name + "-out"))));
        assertThat(json("admin", path + "api/json").path("total").intValue(), is(1));
    }

    @Test
    void theSidePanelsOfControllerFolderAndViewLeadToThePages() throws Exception {
        var view = new ListView("panel-" + folder.getName(), jenkins.jenkins);
        jenkins.jenkins.addView(view);
        for (String path : List.of("", folder.getUrl(), "view/" + view.getViewName() + '/')) {
            HtmlPage page = (HtmlPage) get("admin", path);
            String name = path.startsWith("view/") ? "Deployments of this view" : "Deployments";
            assertThat(
                    path,
                    page.getAnchors().stream()
                            .filter(link -> link.asNormalizedText().equals(name))
                            .map(HtmlAnchor::getHrefAttribute)
                            .map(address -> address.replaceFirst("^/jenkins/", ""))
                            .distinct()
                            .toList(),
                    contains(path + (path.startsWith("view/") ? "view-" : "") + "deployment-records"));
        }
    }

    @Test
    void theRestApiOfJenkinsDoesNotListDeployments() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        assertThat(get("admin", "api/json?depth=2").getWebResponse().getContentAsString(), not(containsString(DIGEST)));
    }
}
