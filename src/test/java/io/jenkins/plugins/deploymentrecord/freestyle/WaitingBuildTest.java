package io.jenkins.plugins.deploymentrecord.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import io.jenkins.plugins.deploymentrecord.storage.JsonLineFile;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the wait of a freestyle build for its record. */
class WaitingBuildTest extends JenkinsWithStandIn {

    private static FreeStyleProject project(DeploymentForm form) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        return project;
    }

    private static void awaitRecorded(FreeStyleBuild build) throws Exception {
        await("the build has the result", () -> states(build).equals(List.of(HistoryEntry.State.RECORDED)));
    }

    private static List<HistoryEntry.State> states(FreeStyleBuild build) throws Exception {
        return Histories.of(build).entries().stream().map(HistoryEntry::state).toList();
    }

    /** The disk is so slow that the build is aborted before the record is written. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBuildThatIsAbortedWhileItsRecordIsBeingWrittenDoesNotFail(boolean wait) throws Exception {
        var form = form();
        form.setWait(wait);
        var isWriting = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Histories.writer()
                .file(jenkins.jenkins.getRootDir().toPath().resolve("slow.jsonl"), 1, false, JsonLineFile.Events.NONE)
                .rewrite(lines -> {
                    isWriting.countDown();
                    awaitQuietly(goOn);
                    return lines;
                });
        isWriting.await();
        FreeStyleBuild build;
        try {
            build = project(form).scheduleBuild2(0).waitForStart();
            await("the build submits its record", () -> isSubmitting(build));

            build.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        } finally {
            goOn.countDown();
        }
        jenkins.assertLogContains("The record was accepted and will still be delivered", build);
        jenkins.assertLogNotContains("\tat ", build);
        awaitRecorded(build);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isSubmitting(FreeStyleBuild build) {
        return build.getExecutor() != null
                && List.of(build.getExecutor().getStackTrace()).stream()
                        .anyMatch(frame -> frame.getClassName().equals(RecordingBuild.class.getName())
                                && frame.getMethodName().equals("await"));
    }

    @Test
    void aBuildWithoutWaitEndsBeforeGitHubAnswers() throws Exception {
        var form = form();
        form.setWait(false);
        var hold = gitHub.hold();

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project(form));

        hold.awaitArrival();
        jenkins.assertLogContains("still being delivered", build);
        assertThat(states(build), contains(HistoryEntry.State.WAITING));
        hold.release();
        awaitRecorded(build);
    }
}
