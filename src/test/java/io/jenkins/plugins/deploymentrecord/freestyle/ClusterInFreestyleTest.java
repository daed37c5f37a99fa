package io.jenkins.plugins.deploymentrecord.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.SingleFileSCM;

/** Tests of the build step and the post-build action that record clusters. */
class ClusterInFreestyleTest extends JenkinsWithStandIn {

    private static final String LIST = """
            [{"name": "shop", "digest": "%1$s", "deploymentName": "web"},
             {"name": "shop", "digest": "%1$s", "deploymentName": "api", "version": "$BUILD_NUMBER"}]
            """.formatted(DIGEST);

    private static ClusterForm cluster(String deployments) {
        var form = new ClusterForm();
        form.setDeployments(deployments);
        form.setCluster("eu-1");
        form.setLogicalEnvironment("production");
        form.setGithubRepository("shop");
        return form;
    }

    private static FreeStyleProject project(ClusterForm form) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordClusterDeploymentsBuilder(form));
        return project;
    }

    @Test
    void theBuildStepExpandsVariablesInAListOfDeployments() throws Exception {
        String list = LIST.replace("\"web\"", "\"web\", \"version\": \"1\"");

        var build = jenkins.buildAndAssertSuccess(project(cluster(list)));

        assertThat(body().at("/deployments/1/version").textValue(), is("1"));
        jenkins.assertLogContains("Recorded 2 of 2 changed deployments: eu-1 in production", build);
    }

    @Test
    void thePostBuildActionRecordsAFileInTheWorkspace() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setScm(new SingleFileSCM(
                "list.json", "[{\"name\": \"shop\", \"digest\": \"" + DIGEST + "\", \"deploymentName\": \"web\"}]"));
        project.getPublishersList().add(new RecordClusterDeploymentsRecorder(cluster("list.json")));

        jenkins.buildAndAssertSuccess(project);

        assertThat(gitHub.received(), hasSize(1));
    }

    @Test
    void anInvalidListGivesTheBuildTheResultOnError() throws Exception {
        ClusterForm form = cluster("[{\"name\": \"shop\"}]");
        jenkins.buildAndAssertStatus(Result.FAILURE, project(form));
        form.setResultOnError("UNSTABLE");

        var build = jenkins.buildAndAssertStatus(Result.UNSTABLE, project(form));

        jenkins.assertLogContains("deployments[0].digest", build);
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void theFormsOfClustersKeepEveryField() throws Exception {
        ClusterForm form = cluster(null);
        form.setKubectlFile("cluster.json");
        form.setDeploymentNameTemplate("{namespace}/{workload}");
        form.setNamespaces("shop, shop-*");
        form.setExcludeNamespaces("kube-*");
        form.setLabelSelector("app=shop");
        form.setGithubRepository("ghcr.io/octo-org/shop=shop\nghcr.io/octo-org/*=platform");
        form.setOnMissingDigest("FAIL");
        form.setMaxDecommissionPercent("50");
        form.setFull(true);
        form.setDecommissionMissing(true);
        form.setInitContainers(false);
        form.setWorkloadsListed("false");
        form.setPhysicalEnvironment("eu");
        form.setResultOnError("SUCCESS");
        form.setWait(false);
        form.setDryRun(true);
        form.setOrganization("octo-org");
        form.setServer("stand-in");
        form.setCredentialsId("token");
        FreeStyleProject project = project(form);
        project.getPublishersList().add(new RecordClusterDeploymentsRecorder(form));

        jenkins.configRoundtrip(project);

        String fields = "kubectlFile,deployments,deploymentNameTemplate,namespaces,excludeNamespaces,labelSelector,"
                + "githubRepository,onMissingDigest,maxDecommissionPercent,full,decommissionMissing,initContainers,"
                + "workloadsListed,cluster,logicalEnvironment,physicalEnvironment,resultOnError,wait,dryRun,organization,"
                + "server,credentialsId";
        jenkins.assertEqualBeans(
                form,
                project.getBuildersList()
                        .get(RecordClusterDeploymentsBuilder.class)
                        .getCluster(),
                fields);
        jenkins.assertEqualBeans(
                form,
                project.getPublishersList()
                        .get(RecordClusterDeploymentsRecorder.class)
                        .getCluster(),
                fields);
    }

    /** A step that sends nothing leaves no record from whose number the number of the next step could be derived. */
    @Test
    void twoClusterStepsOfABuildKeepSeparateRecords() throws Exception {
        String list = LIST.replace("\"web\"", "\"web\", \"version\": \"1\"").replace("$BUILD_NUMBER", "1");
        FreeStyleProject project = project(cluster(list));
        jenkins.buildAndAssertSuccess(project);
        ClusterForm other = cluster(list);
        other.setCluster("eu-2");
        project.getBuildersList().add(new RecordClusterDeploymentsBuilder(other));

        var build = jenkins.buildAndAssertSuccess(project);

        var records = build.getAction(DeploymentRecordsRunAction.class);
        assertThat(
                records.getClusters().stream().map(ClusterSummary::getCluster).toList(), contains("eu-1", "eu-2"));
        assertThat(
                "nothing was recorded for eu-1",
                records.getRecords().stream()
                        .filter(record -> records.getClusters().getFirst().isOf(record.getKey()))
                        .toList(),
                is(empty()));
    }
}
