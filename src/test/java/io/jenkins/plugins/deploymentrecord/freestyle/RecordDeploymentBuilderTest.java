package io.jenkins.plugins.deploymentrecord.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.slaves.DumbSlave;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.util.List;
import java.util.TreeSet;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.SingleFileSCM;

class RecordDeploymentBuilderTest extends JenkinsWithStandIn {

    private static FreeStyleProject project(DeploymentForm form) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        return project;
    }

    @Test
    void theBuildStepExpandsTheBuildsVariables() throws Exception {
        var form = form();
        form.setVersion("$VERSION-${BUILD_NUMBER}");
        form.setTags(List.of(new Tag("job", "$JOB_BASE_NAME")));
        form.setRuntimeRisks(List.of("internet-exposed"));
        FreeStyleProject project = project(form);
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "1.0")));

        var build = jenkins.assertBuildStatusSuccess(
                project.scheduleBuild2(0, new ParametersAction(new StringParameterValue("VERSION", "2.0"))));

        assertThat(body().get("version").textValue(), is("2.0-1"));
        assertThat(body().at("/tags/job").textValue(), is(project.getName()));
        assertThat(texts(body().get("runtime_risks")), is(List.of("internet-exposed")));
        jenkins.assertLogContains("Recorded for octo-org at 127.0.0.1:" + gitHub.port() + ": shop 2.0-1", build);
    }

    @Test
    void anUnknownVariableInTheFormFailsTheBuild() throws Exception {
        var form = form();
        form.setVersion("$VERSION");
        form.setCluster("$$5");

        var build = jenkins.buildAndAssertStatus(Result.FAILURE, project(form));

        jenkins.assertLogContains(
                "One thing is wrong:\n  - version: names the variable \"VERSION\", which this build does not have",
                build);
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void theBuildStepSendsADoubledDollarSignAsASingleDollarSign() throws Exception {
        var form = form();
        form.setCluster("$$5");
        form.setTags(List.of(new Tag("job", "$$JOB_NAME")));

        jenkins.buildAndAssertSuccess(project(form));

        assertThat(body().get("cluster").textValue(), is("$5"));
        assertThat(body().at("/tags/job").textValue(), is("$JOB_NAME"));
    }

    @Test
    void emptyListsOfTheBuildStepRemoveTheTagsAndRisksAtGitHub() throws Exception {
        var form = form();
        form.setTags(List.of());
        form.setRuntimeRisks(List.of());

        jenkins.buildAndAssertSuccess(project(form));

        assertThat(body().get("tags").toString(), is("{}"));
        assertThat(body().get("runtime_risks").toString(), is("[]"));
    }

    @Test
    void theBuildStepWarnsOfADeploymentNameThatChangesWithEachBuild() throws Exception {
        var form = form();
        form.setDeploymentName("shop-$BUILD_NUMBER");

        var build = jenkins.buildAndAssertSuccess(project(form));

        jenkins.assertLogContains(
                "WARNING: the deployment name \"shop-1\" seems to have this build's number 1 in it.", build);
        assertThat(body().get("deployment_name").textValue(), is("shop-1"));
    }

    @Test
    void theBuildStepReadsTheArtifactOnTheAgent() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        var form = form();
        form.setDigest(null);
        form.setArtifact("shop.txt");
        FreeStyleProject project = project(form);
        project.setAssignedNode(agent);
        project.setScm(new SingleFileSCM("shop.txt", "hello"));

        jenkins.buildAndAssertSuccess(project);

        assertThat(
                body().get("digest").textValue(),
                is("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void theBuildStepUsesACredentialOfTheFolder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new StringCredentialsImpl(
                            CredentialsScope.GLOBAL, "mine", null, Secret.fromString("ghp_ofTheFolder0123456789"))))
        }));
        var form = form();
        form.setCredentialsId("mine");
        FreeStyleProject project = folder.createProject(FreeStyleProject.class, "job");
        project.getBuildersList().add(new RecordDeploymentBuilder(form));

        jenkins.buildAndAssertSuccess(project);

        assertThat(sentToken(), is("ghp_ofTheFolder0123456789"));
    }

    @Test
    void theBuildStepRecordsForEachConfigurationOfAMatrixProject() throws Exception {
        var form = form();
        form.setCluster("$CLUSTER");
        MatrixProject project = jenkins.createProject(MatrixProject.class);
        project.setAxes(new AxisList(new TextAxis("CLUSTER", "blue", "green")));
        project.getBuildersList().add(new RecordDeploymentBuilder(form));

        jenkins.buildAndAssertSuccess(project);

        var clusters = new TreeSet<String>();
        bodies().forEach(body -> clusters.add(body.get("cluster").textValue()));
        assertThat(List.copyOf(clusters), is(List.of("blue", "green")));
    }

    @Test
    void anInvalidFormFailsTheBuildAndNamesEveryError() throws Exception {
        var form = form();
        form.setName(null);
        form.setStatus("gone");
        FreeStyleProject project = project(form);

        var build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        jenkins.assertLogContains("2 things are wrong:\n  - name: is missing", build);
        jenkins.assertLogContains("- status: is not a status; given: \"gone\"", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void resultOnErrorUnstableMakesTheBuildUnstable() throws Exception {
        var form = form();
        form.setName(null);
        form.setResultOnError("UNSTABLE");

        var build = jenkins.buildAndAssertStatus(Result.UNSTABLE, project(form));

        jenkins.assertLogContains("WARNING: The deployment cannot be recorded", build);
    }

    @Test
    void aDryRunOfTheBuildStepSendsNothing() throws Exception {
        var form = form();
        form.setDryRun(true);

        var build = jenkins.buildAndAssertSuccess(project(form));

        jenkins.assertLogContains("\"deployment_name\" : \"shop-web\"", build);
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void abortingTheBuildEndsTheWaitOfTheBuildStep() throws Exception {
        var held = gitHub.hold();
        try {
            var build = project(form()).scheduleBuild2(0).waitForStart();
            held.awaitArrival();

            build.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        } finally {
            held.release();
        }
    }
}
