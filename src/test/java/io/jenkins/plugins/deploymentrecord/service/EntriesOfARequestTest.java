package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Each request is an entry of its own, however the build repeats it, and GitHub has the newest record in the end. */
class EntriesOfARequestTest extends JenkinsWithStandIn {

    private static List<String> versions(WorkflowRun run) throws Exception {
        return Histories.of(run).entries().stream()
                .map(entry -> entry.body().get("version").textValue())
                .toList();
    }

    private static List<String> ids(WorkflowRun run) throws Exception {
        return Histories.of(run).entries().stream()
                .map(HistoryEntry::id)
                .distinct()
                .toList();
    }

    private void assertGitHubHas(String version) {
        assertThat(gitHub.records(), hasSize(1));
        assertThat(gitHub.records().getFirst().at("/tags/version").textValue(), is(version));
    }

    private static String record(String version) {
        return RECORD + ", version: " + version + ", tags: [version: " + version + "]";
    }

    @Test
    void recordsEachIterationOfALoop() throws Exception {
        var run = build(Result.SUCCESS, "for (int i = 1; i <= 2; i++) { " + record("\"${i}\"") + " }");

        assertThat(versions(run), contains("1", "2"));
        assertThat(ids(run), hasSize(2));
        assertGitHubHas("2");
        var deployed = Histories.of(run.getParent()).contents().deployed();
        assertThat(deployed, hasSize(1));
        assertThat(deployed.getFirst().current().record().body().get("version").textValue(), is("2"));
    }

    /** The bodies are equal, so that only the step differs. */
    @Test
    void recordsEqualBodiesInALoopAsTwoEntries() throws Exception {
        var run = build(Result.SUCCESS, "for (int i = 1; i <= 2; i++) { " + record("'1'") + ", wait: false }");

        await("both have ended", () -> waiting().isEmpty());
        assertThat(ids(run), hasSize(2));
        assertGitHubHas("1");
    }

    @Test
    void recordsEachAttemptOfARetry() throws Exception {
        var run = build(Result.SUCCESS, """
                int attempt = 0
                retry(2) {
                    attempt++
                    %s
                    if (attempt == 1) {
                        error 'the deployment failed afterwards'
                    }
                }
                """.formatted(record("\"${attempt}\"")));

        assertThat(versions(run), contains("1", "2"));
        assertThat(ids(run), hasSize(2));
        assertGitHubHas("2");
    }

    @Test
    void recordsAReplayedBuild() throws Exception {
        var first = build(Result.SUCCESS, record("env.BUILD_NUMBER"));

        first.getAction(ReplayAction.class)
                .run(((CpsFlowDefinition) first.getParent().getDefinition()).getScript(), Map.of());
        jenkins.waitUntilNoActivity();
        var second = jenkins.assertBuildStatusSuccess(first.getParent().getLastBuild());

        assertThat(second.getNumber(), is(2));
        assertThat(versions(first), contains("1"));
        assertThat(versions(second), contains("2"));
        assertGitHubHas("2");
    }

    @Test
    void recordsABuildRestartedFromAStage() throws Exception {
        var first = build(Result.SUCCESS, """
                pipeline {
                    agent none
                    stages {
                        stage('build') { steps { echo 'built' } }
                        stage('deploy') { steps { %s } }
                    }
                }
                """.formatted(record("env.BUILD_NUMBER")));

        first.getAction(RestartDeclarativePipelineAction.class).run("deploy");
        jenkins.waitUntilNoActivity();
        var second = jenkins.assertBuildStatusSuccess(first.getParent().getLastBuild());

        assertThat(second.getNumber(), is(2));
        assertThat(versions(first), contains("1"));
        assertThat(versions(second), contains("2"));
        assertGitHubHas("2");
    }

    /** A kill leaves this state if the build's directory was not written yet. */
    @Test
    void recordsTwoBuildsWithTheSameNumber() throws Exception {
        var hold = gitHub.hold();
        gitHub.answerNext(503, Map.of(), "{}");
        WorkflowJob job = job(record("'1'") + ", wait: false");
        var lost = build(Result.SUCCESS, job);
        hold.awaitArrival();
        lost.delete();
        Files.writeString(job.getRootDir().toPath().resolve("nextBuildNumber"), "1");
        job.doReload();
        job = jenkins.jenkins.getItemByFullName(job.getFullName(), WorkflowJob.class);
        script(job, record("'2'") + ", wait: false");

        var again = build(Result.SUCCESS, job);
        assertThat(again.getNumber(), is(lost.getNumber()));
        assertThat(again.getStartTimeInMillis(), is(not(lost.getStartTimeInMillis())));
        assertThat(waiting(), hasSize(2));
        hold.release();

        await("both have ended", () -> waiting().isEmpty());
        assertThat(versions(again), contains("2"));
        assertGitHubHas("2");
    }

    /** Returns a record of a cluster. The name is used for the deployment and for its repository. */
    private OutboxEntry ofCluster(WorkflowRun run, String name) throws Exception {
        String body = """
                {"name": "%1$s", "digest": "sha256:%2$s", "status": "deployed", "logical_environment": "production",
                 "cluster": "moda-1", "deployment_name": "%1$s", "github_repository": "%1$s"}
                """.formatted(name, name.substring(0, 1).repeat(64));
        return OutboxEntry.of(
                EntryId.of(run, name).toString(),
                OutboxService.outbox().nextNumber(),
                new OutboxEntry.Origin(run.getParent().getFullName(), run.getNumber(), 0, null),
                new OutboxEntry.Destination("stand-in", gitHub.url(), "octo-org", "token"),
                body,
                true,
                Duration.ofHours(1).toMillis());
    }

    @Test
    void recordsOrRefusesEachEntryOfARequestForACluster() throws Exception {
        gitHub.lackRepository("bad");
        var run = build(Result.SUCCESS, "echo 'deployed'");
        List<OutboxEntry> entries = List.of(ofCluster(run, "api"), ofCluster(run, "bad"), ofCluster(run, "cart"));

        var accepted = OutboxService.outbox().submit(entries, true, null).get();
        var results = new ArrayList<EntryResult>();
        for (Outbox.Acceptance acceptance : accepted) {
            results.add(acceptance.result().get());
        }

        assertThat(gitHub.received(), hasSize(1));
        assertThat(gitHub.received().toString(), containsString("/deployment-record/cluster/moda-1\n"));
        assertThat(
                results.stream().map(EntryResult::kind).toList(),
                contains(EntryResult.Kind.RECORDED, EntryResult.Kind.REFUSED, EntryResult.Kind.RECORDED));
        assertThat(results.get(1).message(), containsString("octo-org/bad"));
        assertThat(gitHub.records(), hasSize(2));
    }

    private static List<OutboxSnapshot.EntryStatus> waiting() throws Exception {
        return OutboxService.outbox().snapshot(entry -> true, 0, 10).get().entries();
    }
}
