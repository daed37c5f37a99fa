package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Leaks;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A record that is waiting while Jenkins is restarted is sent again, and its step attaches to it. */
class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    /** After an orderly shutdown, with each durability. */
    @ParameterizedTest
    @EnumSource(FlowDurabilityHint.class)
    void aWaitingRecordIsSentAgainAfterARestart(FlowDurabilityHint durability) throws Throwable {
        var hold = gitHub.hold();
        sessions.then(jenkins -> {
            begin(jenkins, JenkinsWithStandIn.RECORD + "\necho 'went on'", new DurabilityHintJobProperty(durability));
            hold.awaitArrival();
        });
        assertThat(
                Leaks.of(JenkinsWithStandIn.TOKEN, sessions.getHome().toPath().resolve("jobs")), empty());

        sessions.then(jenkins -> {
            WorkflowRun run = completed(jenkins);

            jenkins.assertLogContains("[record 1001]", run);
            jenkins.assertLogContains("went on", run);
            assertThat(gitHub.received().size(), is(2));
        });
    }

    @Test
    void theArtifactIsNotReadAgainAfterARestart() throws Throwable {
        var hold = gitHub.hold();
        sessions.then(jenkins -> {
            WorkflowRun run = begin(jenkins, """
                    node {
                        writeFile file: 'shop.jar', text: 'hello'
                        withEnv(['WHERE=production']) {
                            recordDeployment name: 'shop', artifact: 'shop.jar', logicalEnvironment: '$WHERE',
                                deploymentName: 'shop-web'
                        }
                    }
                    """);
            hold.awaitArrival();
            jenkins.jenkins.getWorkspaceFor(run.getParent()).child("shop.jar").delete();
        });

        sessions.then(jenkins -> {
            completed(jenkins);

            var record = gitHub.records().get(0);
            assertThat(
                    record.get("digest").textValue(),
                    is("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
            assertThat(record.get("logical_environment").textValue(), is("production"));
        });
    }

    @Test
    void theListOfAClusterIsNotReadAgainAfterARestart() throws Throwable {
        var hold = gitHub.hold();
        sessions.then(jenkins -> {
            WorkflowRun run = begin(jenkins, """
                    node {
                        writeFile file: 'list.json', text: '[{"name": "shop", "digest": "%1$s", "deploymentName": "web"},' +
                            '{"name": "shop", "digest": "%1$s", "deploymentName": "api"}]'
                        def r = recordClusterDeployments deployments: 'list.json', cluster: 'eu-1',
                            logicalEnvironment: 'production', githubRepository: 'shop'
                        echo "recorded ${r.recorded} of ${r.created}"
                    }
                    """.formatted(JenkinsWithStandIn.DIGEST));
            hold.awaitArrival();
            jenkins.jenkins.getWorkspaceFor(run.getParent()).child("list.json").delete();
        });
        assertThat(
                Leaks.of(JenkinsWithStandIn.TOKEN, sessions.getHome().toPath().resolve("jobs")), empty());

        // GitHub answers 409 as long as it is processing the first request
        hold.release();

        sessions.then(jenkins -> {
            jenkins.assertLogContains("recorded 2 of 2", completed(jenkins));
            assertThat(gitHub.received(), hasSize(2));
        });
    }

    /**
     * A kill can leave this state: Pipeline saves the program after the graph. A step that had just ended waits again,
     * at a node that is finished and accepts no log lines.
     */
    @Test
    void aStepWhoseNodeIsFinishedDoesNotSendItsRecordAgain() throws Throwable {
        var first = gitHub.hold();
        var second = gitHub.hold();
        Path older = sessions.getHome().toPath().resolve("older-program.dat");
        var program = new AtomicReference<Path>();
        sessions.then(jenkins -> {
            WorkflowRun run = begin(
                    jenkins,
                    JenkinsWithStandIn.RECORD + '\n' + JenkinsWithStandIn.RECORD.replace("shop-web", "shop-api"),
                    new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
            first.awaitArrival();
            ((CpsFlowExecution) run.getExecution()).waitForSuspension();
            program.set(run.getRootDir().toPath().resolve("program.dat"));
            Files.copy(program.get(), older);
            first.release();
            second.awaitArrival();
        });
        Files.move(older, program.get(), StandardCopyOption.REPLACE_EXISTING);

        sessions.then(jenkins -> {
            WorkflowRun run = completed(jenkins);

            assertThat(gitHub.received(), hasSize(3));
            assertThat(
                    JenkinsRule.getLog(run)
                            .lines()
                            .filter(line -> line.contains("[record 1001]"))
                            .toList(),
                    hasSize(2));
        });
    }

    /** The build is finished, and is not resumed. */
    @Test
    void aFinishedBuildSendsNothingAfterARestart() throws Throwable {
        sessions.then(jenkins -> jenkins.waitForCompletion(begin(jenkins, JenkinsWithStandIn.RECORD)));

        sessions.then(jenkins -> {
            completed(jenkins);

            assertThat(gitHub.received().size(), is(1));
        });
    }

    /** The outbox continues without the build, and waits until a server has the URL of the record. */
    @Test
    void aRecordWaitsForItsServerAfterARestart() throws Throwable {
        var hold = gitHub.hold();
        sessions.then(jenkins -> {
            begin(jenkins, JenkinsWithStandIn.RECORD);
            hold.awaitArrival();
            DeploymentRecordsConfiguration.get().setServers(List.of());
        });

        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
            jenkins.waitForMessage("No server with the API URL", run);
            DeploymentRecordsConfiguration.get()
                    .setServers(List.of(JenkinsWithStandIn.patientServer("again", gitHub.url())));
            JenkinsWithStandIn.await("it is recorded", () -> gitHub.received().size() == 2);
            jenkins.waitForCompletion(run);
        });
    }

    @Test
    void aStepThatListsRecordsSendsItsQueryAgainAfterARestart() throws Throwable {
        var hold = gitHub.holdRead();
        sessions.then(jenkins -> {
            begin(
                    jenkins,
                    "def records = listDeploymentRecords digest: '" + JenkinsWithStandIn.DIGEST
                            + "'\necho \"records: ${records}\"");
            hold.awaitArrival();
        });

        sessions.then(jenkins -> {
            jenkins.assertLogContains("records: []", completed(jenkins));
            assertThat(gitHub.reads(), hasSize(2));
        });
    }

    private WorkflowRun begin(JenkinsRule jenkins, String script, DurabilityHintJobProperty... durability)
            throws Exception {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", gitHub.url()));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        for (DurabilityHintJobProperty property : durability) {
            job.addProperty(property);
        }
        return JenkinsWithStandIn.script(job, script).scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun completed(JenkinsRule jenkins) throws Exception {
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
        return jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }
}
