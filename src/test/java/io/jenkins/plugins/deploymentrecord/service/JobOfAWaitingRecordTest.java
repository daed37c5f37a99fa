package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.ExtensionList;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.administration.UnattendedFailuresMonitor;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job is deleted, renamed or moved while its record waits for the second attempt. */
class JobOfAWaitingRecordTest extends JenkinsWithStandIn {

    private static final String OF_FOLDER = "ghp_TheTokenOfTheFolderThatIsNotReal12345";
    private static final String OF_ANOTHER_FOLDER = "ghp_TheTokenOfAnotherFolderNotReal123456";

    private Folder folder;
    private WorkflowJob job;
    private WorkflowRun run;
    private Hold inFlight;

    /** A wider context has a credential with the same ID, which must not be used. */
    @BeforeEach
    void recordInFlight() throws Exception {
        addGlobally(token("mine", TOKEN));
        folder = folder(OF_FOLDER);
        job = script(folder.createProject(WorkflowJob.class, "job"), RECORD + ", credentialsId: 'mine', wait: false");
        inFlight = gitHub.hold();
        gitHub.answerNext(503, Map.of(), "{}");
        run = build(Result.SUCCESS, job);
        inFlight.awaitArrival();
    }

    private static Folder folder(String token) throws Exception {
        Folder made = jenkins.createProject(Folder.class);
        made.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(token("mine", token)))}));
        return made;
    }

    private static JSONObject page() throws Exception {
        return jenkins.getJSON("manage/deployment-records/api/json").getJSONObject();
    }

    private List<String> sentTokens() {
        return requests().stream()
                .map(request ->
                        request.at("/headers/authorization/0").textValue().replaceFirst("^Bearer ", ""))
                .toList();
    }

    private void assertDeliveredWith(String token) throws Exception {
        inFlight.release();
        await("it is delivered", () -> gitHub.records().size() == 1);
        await("nothing waits", () -> page().getInt("waiting") == 0);
        assertThat(sentTokens(), contains(OF_FOLDER, token));
    }

    private static List<HistoryEntry> ofBuild(WorkflowRun build) throws Exception {
        return Histories.of(build).entries();
    }

    private static void assertRecorded(WorkflowJob moved) throws Exception {
        assertThat(
                ofBuild(moved.getLastBuild()).stream().map(HistoryEntry::state).toList(),
                contains(HistoryEntry.State.RECORDED));
        assertThat(
                Histories.of(moved).contents().entries().stream()
                        .map(entry -> entry.record().state())
                        .toList(),
                contains(HistoryEntry.State.RECORDED));
    }

    @Test
    void aRecordIsRefusedWithAReasonIfItsFolderIsDeleted() throws Exception {
        var monitor = ExtensionList.lookupSingleton(UnattendedFailuresMonitor.class);
        Path directory = folder.getRootDir().toPath();
        String name = job.getFullName();
        folder.delete();

        inFlight.release();
        await("it is refused", () -> !page().getJSONArray("failures").isEmpty());

        JSONObject failure = page().getJSONArray("failures").getJSONObject(0);
        assertThat(failure.getString("state"), is("refused"));
        assertThat(
                failure.getString("message"),
                containsString(
                        "The job " + name + " and its folder no longer exist, so its credential cannot be looked up"));
        assertThat(failure.getString("job"), is(name));
        assertThat(failure.getBoolean("nobodyWaited"), is(true));
        assertThat(monitor.isActivated(), is(true));
        assertThat(sentTokens(), contains(OF_FOLDER));
        assertThat(Files.exists(directory), is(false));
    }

    @Test
    void theRecordOfADeletedJobIsSentWithTheCredentialOfItsFolder() throws Exception {
        Path directory = job.getRootDir().toPath();
        job.delete();

        assertDeliveredWith(OF_FOLDER);
        assertThat(Files.exists(directory), is(false));
    }

    @Test
    void aStepOfARenamedJobFindsItsRecord() throws Exception {
        String step = ofBuild(run).getFirst().id();
        job.renameTo("renamed");

        await("it is found", () -> Recorder.find(run, step, line -> {}).isPresent());
        assertDeliveredWith(OF_FOLDER);
    }

    @Test
    void aRenamedJobKeepsTheResult() throws Exception {
        Path old = job.getRootDir().toPath();
        job.renameTo("renamed");

        assertDeliveredWith(OF_FOLDER);
        assertRecorded(job);
        assertThat(Files.exists(old), is(false));
    }

    @Test
    void theRecordOfAMovedJobIsSentWithTheCredentialOfItsNewFolder() throws Exception {
        Path old = job.getRootDir().toPath();
        WorkflowJob moved = Items.move(job, folder(OF_ANOTHER_FOLDER));

        assertDeliveredWith(OF_ANOTHER_FOLDER);
        assertRecorded(moved);
        assertThat(Files.exists(old), is(false));
    }

    @Test
    void aJobInARenamedFolderKeepsTheResult() throws Exception {
        Path old = folder.getRootDir().toPath();
        folder.renameTo("renamed-folder");

        assertDeliveredWith(OF_FOLDER);
        assertRecorded(job);
        assertThat(Files.exists(old), is(false));
    }

    @Test
    void onlyTheJobKeepsTheResultOfADeletedBuild() throws Exception {
        Path directory = run.getRootDir().toPath();
        run.delete();

        assertDeliveredWith(OF_FOLDER);
        assertThat(Files.exists(directory), is(false));
        assertThat(
                Histories.of(job).contents().entries().stream()
                        .map(JobHistory.Entry::record)
                        .map(HistoryEntry::state)
                        .toList(),
                contains(HistoryEntry.State.RECORDED));
    }
}
