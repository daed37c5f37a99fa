package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsProcess;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Tests with the packaged plugin in a Jenkins process of its own, which alone reveals missing classes and classes that
 * must not be serialized.
 */
class RealJenkinsTest {

    /** Without the optional plugins Git and Folders, and without the plugins that depend on them. */
    @RegisterExtension
    private final RealJenkinsExtension process = JenkinsProcess.create()
            .omitPlugins(
                    "git",
                    "github",
                    "github-branch-source",
                    "cloudbees-folder",
                    "branch-api",
                    "job-dsl",
                    "pipeline-groovy-lib",
                    "pipeline-model-definition",
                    "workflow-multibranch");

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Test
    void recordsADeploymentWithoutTheOptionalGitAndFoldersPlugins() throws Throwable {
        process.startJenkins();
        process.runRemotely(RealJenkinsTest::begin, gitHub.url());
        process.runRemotely(RealJenkinsTest::succeeds);
        process.runRemotely(RealJenkinsTest::findsNoCheckout);

        assertThat(
                gitHub.records().get(0).get("digest").textValue(),
                is("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void aStepContinuesAfterJenkinsWasKilled() throws Throwable {
        var hold = gitHub.hold();
        process.startJenkins();
        process.runRemotely(RealJenkinsTest::begin, gitHub.url());
        hold.awaitArrival();
        process.stopJenkinsForcibly();

        process.startJenkins();
        process.runRemotely(RealJenkinsTest::succeeds);

        assertThat(gitHub.received().size(), is(2));
        assertThat(gitHub.records().size(), is(1));
    }

    private static void begin(JenkinsRule jenkins, String url) throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", url));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        JenkinsWithStandIn.script(job, """
                node {
                    writeFile file: 'shop.jar', text: 'hello'
                    def value = recordDeployment(name: 'shop', artifact: 'shop.jar', logicalEnvironment: 'production',
                        deploymentName: 'shop-web', tags: [team: 'shop'], runtimeRisks: ['internet-exposed'])
                    echo "The record is ${value.id}"
                }
                """).scheduleBuild2(0).waitForStart();
    }

    private static void succeeds(JenkinsRule jenkins) throws Throwable {
        var run = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The record is 1001", run);
    }

    private static void findsNoCheckout(JenkinsRule jenkins) throws Throwable {
        assertThat(jenkins.jenkins.getPlugin("git"), is(nullValue()));
        assertThat(jenkins.jenkins.getPlugin("cloudbees-folder"), is(nullValue()));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "scm");
        JenkinsWithStandIn.script(job, JenkinsWithStandIn.RECORD + ", githubRepository: 'SCM'");
        var run = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        jenkins.assertLogContains("this build has checked out no Git repository yet", run);
    }
}
