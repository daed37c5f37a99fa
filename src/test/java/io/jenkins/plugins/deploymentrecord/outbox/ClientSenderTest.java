package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Unclear;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of entries that are sent to a stand-in for GitHub. */
class ClientSenderTest {

    private static final OkHttpClient HTTP =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();
    private static final GitHubToken TOKEN = GitHubToken.of("a-token").orElseThrow();

    private final GitHubStandIn gitHub = GitHubStandIn.start();
    private final SharedEntries shared = new SharedEntries(new OutboxTestBed());
    private final ClientSender sender = new ClientSender(
            new DeploymentRecordClient(HTTP, ApiUrl.of(gitHub.url()), "client-test/1.0", Clock.systemUTC()));

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private List<Answer> send(OutboxEntry... entries) throws Exception {
        return sender.send(List.of(entries), TOKEN).get(20, TimeUnit.SECONDS);
    }

    private OutboxEntry entry(String id) throws NotOwnedException {
        return shared.entry(id, "token", body -> body.put("github_repository", id));
    }

    @Test
    void aSingleEntryIsSentWithTheOperationForOneRecord() throws Exception {
        var confirmed = (Confirmed) send(entry("a")).getFirst();
        assertThat(confirmed.record().id(), is(notNullValue()));
        assertThat(gitHub.received().toString(), containsString("/metadata/deployment-record\n"));
    }

    @Test
    void severalEntriesAreSentWithTheOperationForAClusterAndEachHasAnAnswer() throws Exception {
        gitHub.lackRepository("b");
        List<Answer> answers = send(entry("a"), entry("b"), entry("c"));
        assertThat(answers.get(0), is(new Confirmed(DeploymentRecordResponse.UNRETURNED)));
        var failed = (Failed) answers.get(1);
        assertThat(failed.cause(), is(instanceOf(GitHubException.NotFound.class)));
        assertThat(failed.isTogether(), is(false));
        assertThat(answers.get(2), is(new Confirmed(DeploymentRecordResponse.UNRETURNED)));
        assertThat(gitHub.received().toString(), containsString("/deployment-record/cluster/moda-1\n"));
        assertThat(
                gitHub.records().stream()
                        .map(record -> record.path("deployment_name").textValue())
                        .toList(),
                contains("a", "c"));
    }

    @Test
    void aFailureOfTheWholeRequestIsTheAnswerForEachEntry() throws Exception {
        gitHub.answerNext(409, Map.of(), "{\"message\": \"a job is running\"}");
        for (Answer answer : send(entry("a"), entry("b"))) {
            var failed = (Failed) answer;
            assertThat(failed.cause(), is(instanceOf(GitHubException.Conflict.class)));
            assertThat(failed.inDoubt(), is(false));
            assertThat(failed.isTogether(), is(true));
        }
    }

    @Test
    void a207AnswerThatDoesNotNameTheRefusedRecordsConfirmsNoEntry() throws Exception {
        gitHub.answerNext(207, Map.of(), "{\"total_count\": 1, \"errors\": [{\"cause\": \"not_found\"}]}");
        assertThat(send(entry("a"), entry("b")), everyItem(is(instanceOf(Unclear.class))));
    }

    @Test
    void aRequestOfAThousandLargeEntriesArrivesCompletely() throws Exception {
        var entries = new OutboxEntry[1_000];
        for (int i = 0; i < entries.length; i++) {
            String name = "d" + i;
            entries[i] = shared.entry(name, "token", body -> {
                body.put("name", "\u4e2d".repeat(256)).put("deployment_name", name + "\u4e2d".repeat(250));
                var tags = body.putObject("tags");
                for (int tag = 0; tag < 5; tag++) {
                    tags.put(tag + "\u4e2d".repeat(99), "\u4e2d".repeat(100));
                }
            });
        }
        assertThat(send(entries), everyItem(is(instanceOf(Confirmed.class))));
        assertThat(gitHub.records().size(), is(1_000));
        assertThat(
                new ObjectMapper().writeValueAsString(gitHub.records().getLast().path("deployment_name")),
                endsWith("\u4e2d\""));
    }
}
