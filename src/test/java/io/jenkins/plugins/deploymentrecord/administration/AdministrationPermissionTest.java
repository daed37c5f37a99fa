package io.jenkins.plugins.deploymentrecord.administration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import java.net.URI;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.Test;

/** Tests of the permissions to view the outbox and to act on its entries. */
class AdministrationPermissionTest extends JenkinsWithOutbox {

    private static final List<String> ACTIONS =
            List.of("retry", "discard", "acknowledge", "deliver", "acknowledgeWarnings");
    private static final NameValuePair ALL = new NameValuePair("all", "true");

    @Test
    void theOutboxPageRequiresSystemRead() throws Exception {
        for (String path : List.of(PAGE, PAGE + "api/json", PAGE + "confirmDiscard?all=true")) {
            for (String user : List.of(OWNER, READER)) {
                assertThat(user + " " + path, get(user, path).getWebResponse().getStatusCode(), is(403));
            }
            assertThat(path, get(ADMINISTRATOR, path).getWebResponse().getStatusCode(), is(200));
        }
        for (String user : List.of(AUDITOR, OPERATOR)) {
            assertThat(user, get(user, PAGE).getWebResponse().getStatusCode(), is(200));
            assertThat(user, get(user, PAGE + "api/json").getWebResponse().getStatusCode(), is(200));
            assertThat(
                    user,
                    get(user, PAGE + "confirmDiscard?all=true").getWebResponse().getStatusCode(),
                    is(403));
        }
    }

    @Test
    void actionsOfTheOutboxPageRequireAdminister() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");
        for (String action : ACTIONS) {
            for (String user : List.of(AUDITOR, OPERATOR, OWNER, READER)) {
                assertThat(user + " " + action, post(user, PAGE + action, ALL), is(403));
            }
        }
        assertThat(accepted.result().isDone(), is(false));
        for (String action : ACTIONS) {
            assertThat(action, post(ADMINISTRATOR, PAGE + action, ALL), is(302));
        }
        assertThat(accepted.result().get().by(), is(ADMINISTRATOR));
    }

    @Test
    void actionsOfTheOutboxPageRejectGet() throws Exception {
        for (String action : ACTIONS) {
            assertThat(
                    action,
                    get(ADMINISTRATOR, PAGE + action + "?all=true")
                            .getWebResponse()
                            .getStatusCode(),
                    anyOf(is(404), is(405)));
        }
    }

    /** A request from another site has the administrator's session but no crumb. */
    @Test
    void actionsOfTheOutboxPageRequireACrumb() throws Exception {
        for (String action : ACTIONS) {
            var request = new WebRequest(
                    URI.create(jenkins.getURL() + PAGE + action + "?all=true").toURL(), HttpMethod.POST);
            assertThat(
                    action,
                    browser(ADMINISTRATOR).getPage(request).getWebResponse().getStatusCode(),
                    is(403));
        }
    }

    @Test
    void actionsOfTheOutboxPageRequireASelectionOfEntries() throws Exception {
        for (String action : List.of("retry", "discard", "acknowledge")) {
            assertThat(action, post(ADMINISTRATOR, PAGE + action), is(400));
            assertThat(action, post(ADMINISTRATOR, PAGE + action, ALL, new NameValuePair("id", "x")), is(400));
        }
    }

    @Test
    void aUserWithoutAdministerSeesNoButtonsOnTheOutboxPage() throws Exception {
        Submissions.waiting(run, "shop-web");

        HtmlPage page = page(AUDITOR, PAGE);

        assertThat(page.asNormalizedText(), containsString("shop-web"));
        assertThat(
                page.getByXPath("//form[contains(@class, 'github-deployment-record-post')]")
                        .size(),
                is(0));
        assertThat(page.asNormalizedText(), not(containsString("Discard")));
    }

    @Test
    void aJobThatTheUserMayNotReadIsNotNamedOnTheOutboxPage() throws Exception {
        Submissions.waiting(run, "shop-web");

        JsonNode json = json(OPERATOR, "");
        assertThat(json.get("waiting").intValue(), is(1));
        assertThat(json.at("/entries/0/stage").textValue(), is("no_server"));
        for (String text :
                List.of(json.toString(), get(OPERATOR, PAGE).getWebResponse().getContentAsString())) {
            assertThat(text, not(containsString(job.getFullName())));
            assertThat(text, not(containsString("shop-web")));
            assertThat(text, not(containsString("alice")));
        }
    }

    @Test
    void aUserWhoMayCancelABuildMayDiscardItsRecord() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");
        String id = accepted.entry().id();
        var key = new NameValuePair("key", id.substring(id.lastIndexOf('\n') + 1));
        String path = run.getUrl() + "discard-deployment-record/";

        for (String user : List.of(READER, AUDITOR)) {
            assertThat(
                    user,
                    get(user, path + "?key=" + key.getValue()).getWebResponse().getStatusCode(),
                    is(403));
            assertThat(user, post(user, path + "discard", key), is(403));
        }
        assertThat(post(OPERATOR, path + "discard", key), is(404));
        assertThat(
                get(OWNER, path + "discard?key=" + key.getValue())
                        .getWebResponse()
                        .getStatusCode(),
                anyOf(is(404), is(405)));
        assertThat(accepted.result().isDone(), is(false));

        assertThat(get(OWNER, path + "?key=" + key.getValue()).getWebResponse().getStatusCode(), is(200));
        assertThat(post(OWNER, path + "discard", key), is(200));
        assertThat(accepted.result().get().by(), is(OWNER));
    }

    @Test
    void aUserWhoMayBuildAJobMaySendItsFailedRecordAgain() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not this version\"}");
        var accepted = Submissions.submit(run, gitHub.url(), "shop-web", System.currentTimeMillis());
        assertThat(accepted.result().get().kind(), is(EntryResult.Kind.REFUSED));
        String id = accepted.entry().id();
        var key = new NameValuePair("key", id.substring(id.lastIndexOf('\n') + 1));
        String path = run.getUrl() + "send-deployment-record-again/send";

        for (String user : List.of(READER, AUDITOR, OWNER)) {
            assertThat(user, post(user, path, key), is(403));
        }
        assertThat(post(OPERATOR, path, key), is(404));
        assertThat(get(ADMINISTRATOR, path).getWebResponse().getStatusCode(), anyOf(is(404), is(405)));
        assertThat(gitHub.received().size(), is(1));

        assertThat(post(ADMINISTRATOR, path, new NameValuePair("key", "another")), is(200));
        assertThat(gitHub.received().size(), is(1));
        assertThat(post(ADMINISTRATOR, path, key), is(200));
        gitHub.awaitReceived(2);
        await("GitHub has the record", () -> gitHub.records().size() == 1);
    }

    @Test
    void theDiscardActionOfABuildDiscardsOnlyTheBuildsOwnRecords() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");
        String id = accepted.entry().id();
        var key = new NameValuePair("key", id.substring(id.lastIndexOf('\n') + 1));
        var next = jenkins.buildAndAssertSuccess(job);

        assertThat(post(OWNER, next.getUrl() + "discard-deployment-record/discard", key), is(200));
        assertThat(post(OWNER, run.getUrl() + "discard-deployment-record/discard"), is(400));

        assertThat(accepted.result().isDone(), is(false));
    }

    @Test
    void monitorsRequireSystemReadAndTheirDismissalRequiresAdminister() throws Exception {
        Submissions.waiting(run, "shop-web");
        var monitor = Jenkins.get().getExtensionList(UnknownServerMonitor.class).getFirst();

        for (String user : List.of(OWNER, READER, AUDITOR, OPERATOR)) {
            assertThat(user, post(user, monitor.getUrl() + "/disable"), is(403));
        }
        assertThat(monitor.isEnabled(), is(true));
        assertThat(
                page(AUDITOR, "manage/").asNormalizedText(), containsString("servers that are no longer configured"));
        assertThat(page(ADMINISTRATOR, "manage/").asNormalizedText(), containsString("Dismiss"));

        assertThat(post(ADMINISTRATOR, monitor.getUrl() + "/disable"), is(302));

        assertThat(monitor.isEnabled(), is(false));
        monitor.disable(false);
    }
}
