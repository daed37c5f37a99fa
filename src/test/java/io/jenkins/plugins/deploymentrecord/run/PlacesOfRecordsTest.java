package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the places on Jenkins' pages that show deployments or link to them. */
class PlacesOfRecordsTest extends JenkinsWithStandIn {

    private static final String BADGE = "//a[contains(@href, '/deployment-records/')]/@tooltip";
    private static final String TABS = "//*[contains(@class, 'app-build-tabs')]//a";
    private static final String CARDS = "//div[@class='jenkins-card']/div[@class='jenkins-card__title']";

    @BeforeEach
    void letEverybodyIn() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    private static HtmlPage page(String path) throws Exception {
        try (var web = jenkins.createWebClient()) {
            web.setJavaScriptEnabled(false);
            return web.login("alice")
                    .getPage(URI.create(jenkins.getURL() + path).toURL());
        }
    }

    private static HtmlPage buildHistory(Job<?, ?> job) throws Exception {
        return page(job.getUrl() + "buildHistory/ajax");
    }

    private static List<String> texts(HtmlPage page, String xpath) {
        return page.<DomNode>getByXPath(xpath).stream()
                .map(node -> node.getNodeValue() == null ? node.asNormalizedText() : node.getNodeValue())
                .toList();
    }

    private static void newPages(String... flags) throws Exception {
        var values = new HashMap<String, String>();
        for (String flag : flags) {
            values.put(flag, "true");
        }
        User.getById("alice", true).addProperty(new UserExperimentalFlagsProperty(values));
    }

    @Test
    void theListOfBuildsHasABadgeWithTheRecordsOfEachBuild() throws Exception {
        WorkflowJob job = job(RECORD + ", version: '1.0.3'");
        build(Result.SUCCESS, job);
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Validation Failed\"}");
        build(
                Result.FAILURE,
                script(
                        job,
                        RECORD.replace("production", "staging") + ", version: '1.0.4', resultOnError: 'UNSTABLE'\n"
                                + "recordDeployment name: 'incomplete'"));
        build(Result.SUCCESS, script(job, RECORD + ", status: 'decommissioned'"));
        build(Result.SUCCESS, script(job, "echo 'no deployment'"));

        HtmlPage builds = buildHistory(job);

        assertThat(
                texts(builds, BADGE),
                contains(
                        is("Recorded as decommissioned in production: shop"),
                        allOf(containsString("Refused in staging: shop 1.0.4"), containsString("Not sent: incomplete")),
                        is("Recorded in production: shop 1.0.3")));
        assertThat(
                texts(
                        builds,
                        "//a[@tooltip and contains(@href, '/2/deployment-records/')]//*[contains(@class, 'error')]"),
                hasSize(1));
    }

    @Test
    void theBadgeOfABuildNamesTheFirstRecordsAndCountsTheRest() throws Exception {
        WorkflowJob job = job(IntStream.rangeClosed(1, 7)
                .mapToObj(i -> RECORD.replace("shop-web", "web-" + i).replace("'shop'", "'<br><b>\"x'"))
                .collect(Collectors.joining("\n")));
        build(Result.SUCCESS, job);

        String badge = texts(buildHistory(job), BADGE).getFirst();

        assertThat(badge.lines().toList(), hasSize(6));
        assertThat(badge, allOf(startsWith("Recorded in production: <br><b>\"x"), containsString("\nMore records: 2")));
    }

    @Test
    void theBadgeOfARecordThatIsSentAgainSaysThatTheRecordWaits() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Validation Failed\"}");
        WorkflowRun run = build(Result.FAILURE, RECORD);
        var action = run.getAction(DeploymentRecordsRunAction.class);
        HistoryEntry refused = Histories.of(run).entries().getFirst();
        assertThat(action.getBuildBadge().isFailure(), is(true));

        Histories.of(run).keep(refused.waitingAgain()).get();

        assertThat(action.getBuildBadge().isWaiting(), is(true));
        assertThat(action.getBuildBadge().text(), is("Waiting again in production: shop"));
    }

    /** A browser that shows a list of builds requests it every few seconds. */
    @Test
    void theBadgeOfABuildReadsTheHistoryOnlyIfItHasGrown() throws Exception {
        WorkflowRun run = build(Result.SUCCESS, RECORD);
        var action = run.getAction(DeploymentRecordsRunAction.class);
        BuildBadge first = action.getBuildBadge();

        assertThat(action.getBuildBadge(), is(sameInstance(first)));

        Histories.of(run)
                .keep(HistoryEntry.invalid("later", 1, null, JsonNodeFactory.instance.objectNode(), "why"))
                .get();
        assertThat(action.getBuildBadge().isFailure(), is(true));
    }

    @Test
    void jenkinsNewBuildPageHasADeploymentsCardAndTab() throws Exception {
        WorkflowRun run = build(Result.SUCCESS, RECORD + ", version: '1.0.3'");
        newPages("new-build-page.flag");

        HtmlPage overview = page(run.getUrl());

        assertThat(texts(overview, TABS), hasItem("Deployments"));
        assertThat(texts(overview, CARDS), hasItem("Deployments"));
        assertThat(
                texts(overview, "//div[@class='jenkins-card'][div[contains(., 'Legacy')]]")
                        .getFirst(),
                not(containsString("1.0.3")));
        assertThat(overview.getElementById("main-panel").asNormalizedText(), containsString("shop 1.0.3"));
        String tab = overview.<HtmlAnchor>getFirstByXPath(TABS + "[contains(., 'Deployments')]")
                .getHrefAttribute()
                .replaceFirst("^/jenkins/", "");
        HtmlPage records = page(tab);
        assertThat(texts(records, TABS), hasItem("Deployments"));
        assertThat(texts(records, "//table//td"), hasItem(containsString("shop-web in production")));
        HtmlPage record = page(records.<HtmlAnchor>getFirstByXPath("//td/a[contains(@href, 'deployment-records')]")
                .getHrefAttribute()
                .replaceFirst("^/jenkins/", ""));
        assertThat(texts(record, TABS), hasItem("Deployments"));

        newPages();
        assertThat(texts(page(run.getUrl()), "//*[@id='tasks']//a"), hasItem("Deployments"));
        assertThat(texts(page(run.getUrl()), TABS), is(empty()));
    }

    @Test
    void jenkinsNewJobPageHasADeploymentsCardAndTab() throws Exception {
        WorkflowJob job = build(Result.SUCCESS, RECORD + ", version: '1.0.3'").getParent();
        WorkflowJob other = build(Result.SUCCESS, "echo 'no deployment'").getParent();
        newPages("new-job-page.flag");

        HtmlPage overview = page(job.getUrl());

        assertThat(texts(overview, TABS), hasItem("Deployments"));
        assertThat(texts(overview, CARDS), hasItem("Deployments"));
        assertThat(
                texts(overview, "//div[@class='jenkins-card'][div[contains(., 'Legacy')]]")
                        .getFirst(),
                not(containsString("1.0.3")));
        assertThat(overview.getElementById("main-panel").asNormalizedText(), containsString("shop 1.0.3"));
        HtmlPage deployments = page(job.getUrl() + "deployment-records/");
        assertThat(texts(deployments, TABS), hasItem("Deployments"));
        assertThat(texts(deployments, "//h2"), hasItem("Current deployments"));
        assertThat(texts(page(other.getUrl()), CARDS), not(hasItem("Deployments")));

        newPages();
        assertThat(texts(page(job.getUrl()), "//*[@id='tasks']//a"), hasItem("Deployments"));
        assertThat(texts(page(job.getUrl()), CARDS), not(hasItem("Deployments")));
    }

    @Test
    void pagesNameAndLinkTheUserWhoDeployed() throws Exception {
        User alice = User.getById("alice", true);
        alice.setFullName("Alice <b>Jones");
        WorkflowJob job = job(RECORD);
        WorkflowRun run = jenkins.assertBuildStatusSuccess(
                job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("alice"))));
        String record = run.getUrl() + "deployment-records/"
                + run.getAction(DeploymentRecordsRunAction.class)
                        .getRecords()
                        .getFirst()
                        .getKey() + '/';

        for (String path : List.of(record, "deployment-records/?job=" + job.getFullName())) {
            HtmlPage page = page(path);
            assertThat(path, texts(page, "//td//a[contains(@href, '/user/alice')]"), contains("Alice <b>Jones"));
        }
        alice.delete();
        assertThat(page(record).getElementById("main-panel").asNormalizedText(), containsString("Deployed by\talice"));
    }
}
