package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.administration.UnknownServerMonitor;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record waits as long as no server has its URL, and administrators see a warning. */
class ServerOfAWaitingRecordTest extends JenkinsWithStandIn {

    private final UnknownServerMonitor monitor = ExtensionList.lookupSingleton(UnknownServerMonitor.class);
    private Hold inFlight;

    /** GitHub fails the request in flight later, so that another attempt is needed. */
    @BeforeEach
    void recordInFlight() throws Exception {
        inFlight = gitHub.hold();
        gitHub.answerNext(503, Map.of(), "{}");
        build(Result.SUCCESS, RECORD + ", wait: false");
        inFlight.awaitArrival();
    }

    private static JSONObject page() throws Exception {
        return jenkins.getJSON("manage/deployment-records/api/json").getJSONObject();
    }

    private void assertWaitsForItsServer() throws Exception {
        inFlight.release();
        await(
                "it waits for its server",
                () -> page().getJSONArray("entries")
                        .getJSONObject(0)
                        .getString("stage")
                        .equals("no_server"));
        assertThat(monitor.getText(), containsString(gitHub.url()));
        JSONObject account = page().getJSONArray("accounts").stream()
                .map(JSONObject.class::cast)
                .filter(each -> each.getString("apiUrl").equals(gitHub.url()))
                .findFirst()
                .orElseThrow();
        assertThat(account.get("server").toString(), is("null"));
        assertThat(account.getInt("waiting"), is(1));
        assertThat(gitHub.received(), hasSize(1));
    }

    private void assertDelivered() throws Exception {
        await("it is delivered", () -> gitHub.records().size() == 1);
        await("nothing waits", () -> page().getInt("waiting") == 0);
        assertThat(monitor.getText(), is(nullValue()));
    }

    @Test
    void aRecordWaitsUntilTheUrlOfItsServerIsRestored() throws Exception {
        servers(server("stand-in", "https://github.example.com/api/v3"));
        assertWaitsForItsServer();

        servers(server("stand-in"));

        assertDelivered();
    }

    @Test
    void aRecordWaitsUntilItsServerIsConfiguredUnderAnotherName() throws Exception {
        servers();
        assertWaitsForItsServer();

        servers(server("again"));

        assertDelivered();
    }

    @Test
    void aRecordWaitsUntilItsServerIsReloadedFromDisk() throws Exception {
        Path file =
                jenkins.jenkins.getRootDir().toPath().resolve(DeploymentRecordsConfiguration.class.getName() + ".xml");
        String backup = Files.readString(file);
        servers();
        assertWaitsForItsServer();
        Files.writeString(file, backup);

        jenkins.jenkins.reload();

        assertDelivered();
    }
}
