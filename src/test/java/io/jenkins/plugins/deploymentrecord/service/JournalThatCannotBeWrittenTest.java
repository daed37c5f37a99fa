package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.administration.OutboxFilesMonitor;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The journal cannot be written, as on a full disk: a directory has the journal's name, so that not even root can write
 * the file.
 */
class JournalThatCannotBeWrittenTest extends JenkinsWithStandIn {

    private Path journal;

    @BeforeEach
    void putADirectoryInItsPlace() throws Exception {
        journal = jenkins.jenkins
                .getRootDir()
                .toPath()
                .resolve(OutboxService.DIRECTORY)
                .resolve("outbox.jsonl");
        Files.deleteIfExists(journal);
        Files.createDirectory(journal);
        Files.createDirectory(journal.resolve("content"));
    }

    @AfterEach
    void makeRoom() throws Exception {
        Files.delete(journal.resolve("content"));
        Files.delete(journal);
    }

    @Test
    void aRecordThatABuildWaitsForIsSentWithAWarning() throws Exception {
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();

        jenkins.waitForMessage("it could not be written to the disk: a restart of Jenkins would lose it", run);
        var page = jenkins.getJSON("manage/deployment-records/api/json").getJSONObject();
        assertThat(page.getString("state"), is("delivering"));
        assertThat(page.getInt("unprotected"), is(1));
        assertThat(page.getJSONArray("entries").getJSONObject(0).getBoolean("onDisk"), is(false));
        assertThat(
                ExtensionList.lookupSingleton(OutboxFilesMonitor.class).getText(),
                allOf(
                        containsString("The journal of deployment records cannot be written since"),
                        containsString("Records that a restart of Jenkins would lose: 1"),
                        containsString("outbox.jsonl could not be written: java.")));
        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("[record 1001]", run);
    }

    @Test
    void aRecordThatNoBuildWaitsForIsNotAccepted() throws Exception {
        var run = build(Result.FAILURE, RECORD + ", wait: false");

        jenkins.assertLogContains("ERROR: The record was not accepted because it cannot be written to the disk", run);
        jenkins.assertLogContains("outbox.jsonl", run);
        jenkins.assertLogNotContains("\tat ", run);
        jenkins.assertLogContains("[record 1001]", build(Result.SUCCESS, RECORD.replace("shop-web", "another")));
        assertThat(gitHub.received(), hasSize(1));
    }
}
