package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests of the records of a build and a job after a restart. */
class KeptOverRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    private void begin(JenkinsRule jenkins) throws Exception {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", gitHub.url()));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        JenkinsWithStandIn.script(job, JenkinsWithStandIn.RECORD);
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowJob job(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
    }

    private static List<DeploymentRecordView> records(JenkinsRule jenkins) throws Exception {
        return job(jenkins)
                .getLastBuild()
                .getAction(DeploymentRecordsRunAction.class)
                .getRecords();
    }

    @Test
    void recordsAreKeptAcrossARestart() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins);
            jenkins.assertBuildStatusSuccess(
                    jenkins.waitForCompletion(job(jenkins).getLastBuild()));
        });
        sessions.then(jenkins -> {
            assertThat(records(jenkins), hasSize(1));
            assertThat(records(jenkins).getFirst().getState(), is("recorded"));
            assertThat(records(jenkins).getFirst().getId(), is(1001L));
            var deployed =
                    job(jenkins).getAction(DeploymentRecordsJobAction.class).getDeployed();
            assertThat(deployed.getFirst().getCurrent().getBuild(), is(1));
        });
    }

    @Test
    void aRecordThatIsSentAgainAfterARestartIsASingleRecord() throws Throwable {
        var hold = gitHub.hold();
        sessions.then(jenkins -> {
            begin(jenkins);
            hold.awaitArrival();
        });
        sessions.then(jenkins -> {
            jenkins.assertBuildStatusSuccess(
                    jenkins.waitForCompletion(job(jenkins).getLastBuild()));

            assertThat(records(jenkins), hasSize(1));
            assertThat(records(jenkins).getFirst().getState(), is("recorded"));
            var action = job(jenkins).getAction(DeploymentRecordsJobAction.class);
            assertThat(action.matrix(null).rows(), hasSize(1));
        });
    }

    /** A later version of the plugin may have written other content. */
    @Test
    void aBuildLoadsIfItsActionHasUnknownContent() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins);
            var run = jenkins.waitForCompletion(job(jenkins).getLastBuild());
            var file = run.getRootDir().toPath().resolve("build.xml");
            String mark = "<" + DeploymentRecordsRunAction.class.getName();
            String before = Files.readString(file);
            String after = before.replaceFirst(
                    mark + "( plugin=\"[^\"]*\")?/>",
                    mark + "><later>1</later></" + DeploymentRecordsRunAction.class.getName() + ">");
            assertThat(after.equals(before), is(false));
            Files.writeString(file, after);
        });
        sessions.then(jenkins -> assertThat(records(jenkins), hasSize(1)));
    }
}
