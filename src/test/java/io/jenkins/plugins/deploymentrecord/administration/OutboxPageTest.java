package io.jenkins.plugins.deploymentrecord.administration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;

/** Tests of the administrator's page of the outbox, without JavaScript. */
class OutboxPageTest extends JenkinsWithOutbox {

    private static HtmlPage click(HtmlPage page, String label) throws Exception {
        HtmlButton button = page.getFirstByXPath("//button[@aria-label='" + label + "']");
        return button.click();
    }

    @Test
    void theOutboxPageShowsWaitingEntriesAndTheReasonsOfTheirWaits() throws Exception {
        Submissions.waiting(run, "shop-web");

        String text = page(ADMINISTRATOR, PAGE).asNormalizedText();

        assertThat(text, containsString("shop 1.4.2 in production: shop-web"));
        assertThat(text, containsString(job.getFullName() + " #1"));
        assertThat(text, containsString("No server with the API URL https://api.gone.example is configured"));
        assertThat(text, containsString("No server with this API URL is configured. Its records wait."));
    }

    @Test
    void theOutboxPageLinksToJobBuildAndRecord() throws Exception {
        OutboxEntry entry = Submissions.waiting(run, "shop-web").entry();
        String step = entry.id().substring(entry.id().lastIndexOf('\n') + 1);
        Histories.of(run)
                .keep(HistoryEntry.waiting(step, entry.number(), 1, null, null, null, null, entry.parsedBody()))
                .get();
        HtmlPage page = page(ADMINISTRATOR, PAGE);

        for (String path :
                new String[] {job.getUrl(), run.getUrl(), run.getUrl() + "deployment-records/" + step + "/"}) {
            assertThat(path, page.getByXPath("//td//a[@href='/jenkins/" + path + "']"), hasSize(1));
        }
    }

    @Test
    void theOutboxPageNamesADeletedJobWithoutALink() throws Exception {
        Submissions.waiting(run, "shop-web");
        String name = job.getFullName();
        job.delete();

        HtmlPage page = page(ADMINISTRATOR, PAGE);

        assertThat(page.asNormalizedText(), containsString(name + " (deleted)"));
        assertThat(page.getByXPath("//td//a[contains(@href, '/job/" + name + "')]"), hasSize(0));
    }

    @Test
    void theOutboxPageEscapesHtmlInFieldsOfRecords() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>'\"&amp;${7*7}";
        Submissions.waiting(run, hostile);

        HtmlPage page = page(ADMINISTRATOR, PAGE);
        assertThat(page.getByXPath("//img[@src='x']"), hasSize(0));
        assertThat(page.asNormalizedText(), containsString("shop 1.4.2 in production: " + hostile));
        assertThat(json(ADMINISTRATOR, "").at("/entries/0/deploymentName").textValue(), is(hostile));

        HtmlPage question = page.getAnchors().stream()
                .filter(link -> link.getHrefAttribute().startsWith("confirmDiscard?id="))
                .findFirst()
                .orElseThrow()
                .click();
        assertThat(question.getByXPath("//img[@src='x']"), hasSize(0));
    }

    @Test
    void theRestApiOfTheOutboxReturnsTheDataOfThePage() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");

        JsonNode json = json(ADMINISTRATOR, "");

        assertThat(json.get("state").textValue(), is("delivering"));
        assertThat(json.get("waiting").intValue(), is(1));
        JsonNode entry = json.at("/entries/0");
        assertThat(entry.get("job").textValue(), is(job.getFullName()));
        assertThat(entry.get("build").intValue(), is(1));
        assertThat(entry.get("stage").textValue(), is("no_server"));
        assertThat(entry.get("requestedBy").textValue(), is("alice"));
        assertThat(entry.get("attempts").intValue(), is(0));
        assertThat(entry.get("onDisk").booleanValue(), is(true));
        assertThat(
                entry.get("giveUpAt").longValue(),
                is(accepted.entry().acceptedAt() + accepted.entry().giveUpAfterMillis()));
        JsonNode account = StreamSupport.stream(json.get("accounts").spliterator(), false)
                .filter(each -> each.get("apiUrl").textValue().equals(Submissions.UNKNOWN_SERVER))
                .findFirst()
                .orElseThrow();
        assertThat(account.get("server").isNull(), is(true));
        assertThat(account.get("waiting").intValue(), is(1));
    }

    @Test
    void theOutboxPageDividesManyEntriesIntoPages() throws Exception {
        for (int i = 0; i < OutboxPage.SIZE + 1; i++) {
            Submissions.waiting(run, "shop-" + i);
        }

        JsonNode second = json(ADMINISTRATOR, "?page=2");
        assertThat(second.get("pages").intValue(), is(2));
        assertThat(second.get("entries").size(), is(1));
        assertThat(second.at("/entries/0/deploymentName").textValue(), is("shop-50"));
        assertThat(json(ADMINISTRATOR, "?page=99").get("page").intValue(), is(2));
        assertThat(json(ADMINISTRATOR, "?page=-1").get("page").intValue(), is(1));

        HtmlPage first = page(ADMINISTRATOR, PAGE);
        HtmlPage next = first.getAnchorByText("Next").click();
        assertThat(next.asNormalizedText(), allOf(containsString("shop-50"), not(containsString("shop-49"))));
    }

    @Test
    void anEntryIsDiscardedAfterAConfirmation() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");
        var other = Submissions.waiting(run, "shop-db");

        HtmlPage question = page(ADMINISTRATOR, PAGE).getAnchors().stream()
                .filter(link -> link.getAttribute("aria-label").endsWith("shop-web"))
                .findFirst()
                .orElseThrow()
                .click();
        assertThat(
                question.asNormalizedText(),
                allOf(
                        containsString("the older record may then be delivered"),
                        containsString("The record has not reached GitHub")));
        HtmlPage done = click(question, "Discard");

        EntryResult result = accepted.result().get();
        assertThat(result.kind(), is(EntryResult.Kind.DISCARDED));
        assertThat(result.by(), is(ADMINISTRATOR));
        assertThat(done.asNormalizedText(), containsString("Records that were discarded: 1"));
        assertThat(other.result().isDone(), is(false));
    }

    @Test
    void allEntriesOfAServerCanBeDiscarded() throws Exception {
        var accepted = Submissions.waiting(run, "shop-web");

        HtmlPage question = page(ADMINISTRATOR, PAGE).getAnchors().stream()
                .filter(link -> link.getHrefAttribute().endsWith("api.gone.example"))
                .findFirst()
                .orElseThrow()
                .click();
        click(question, "Discard");

        assertThat(accepted.result().get().kind(), is(EntryResult.Kind.DISCARDED));
    }

    @Test
    void aRecordInFlightIsDiscardedAfterGitHubsAnswer() throws Exception {
        var hold = gitHub.hold();
        var accepted = Submissions.submit(run, gitHub.url(), "shop-web", System.currentTimeMillis());
        hold.awaitArrival();

        HtmlPage question = page(ADMINISTRATOR, PAGE).getAnchors().stream()
                .filter(link -> link.getHrefAttribute().startsWith("confirmDiscard?id="))
                .findFirst()
                .orElseThrow()
                .click();
        assertThat(question.asNormalizedText(), containsString("GitHub may have the record already"));
        HtmlPage done = click(question, "Discard");
        assertThat(done.asNormalizedText(), containsString("unless GitHub confirms them: 1"));

        hold.release();
        assertThat(accepted.result().get().kind(), is(EntryResult.Kind.RECORDED));
    }

    @Test
    void aFailedRecordCanBeAcknowledgedAndSentAgain() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\":\"Invalid <b>digest</b>\"}");
        var accepted = Submissions.submit(run, gitHub.url(), "shop-failed", System.currentTimeMillis());
        assertThat(accepted.result().get().kind(), is(EntryResult.Kind.REFUSED));

        HtmlPage page = page(ADMINISTRATOR, PAGE);
        assertThat(page.asNormalizedText(), containsString("Invalid <b>digest</b>"));
        JsonNode failure = json(ADMINISTRATOR, "").at("/failures/0");
        assertThat(failure.get("state").textValue(), is("refused"));
        assertThat(failure.get("nobodyWaited").booleanValue(), is(true));
        assertThat(failure.get("acknowledged").booleanValue(), is(false));

        click(page, "Acknowledge: shop 1.4.2 in production: shop-failed");
        assertThat(json(ADMINISTRATOR, "").at("/failures/0/acknowledged").booleanValue(), is(true));

        click(page, "Retry now: shop 1.4.2 in production: shop-failed");
        await("the record is sent again", () -> gitHub.records().size() == 1);
    }

    @Test
    void theOutboxPageShowsWarningsAboutFilesUntilTheyAreAcknowledged() throws Exception {
        var warnings = new ArrayList<String>();
        // as the outbox reports it
        OutboxService.get().warnings().add(Warning.FILE_BEGUN_ANEW, Path.of("outbox.jsonl"), "");
        json(ADMINISTRATOR, "").get("warnings").forEach(warning -> warnings.add(warning.textValue()));
        assertThat(warnings, hasSize(1));
        assertThat(warnings.getFirst(), containsString("outbox.jsonl was moved, replaced or deleted"));

        click(page(ADMINISTRATOR, PAGE), "Acknowledge: Warnings");

        assertThat(json(ADMINISTRATOR, "").get("warnings").size(), is(0));
    }
}
