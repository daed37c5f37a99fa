package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.FolderDefaultsProperty;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.nio.charset.StandardCharsets;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;

/** The step works in all kinds of Pipelines and blocks. */
class WaysToRunTest extends JenkinsWithStandIn {

    @Test
    void recordsInAScriptedPipelineWithoutNode() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        assertThat(body().get("name").textValue(), is("shop"));
        jenkins.assertLogContains(
                "Recorded for octo-org at 127.0.0.1:" + gitHub.port()
                        + ": shop (sha256:1bb1e949e55d) deployed in production as shop-web [record 1001]",
                run);
    }

    @Test
    void recordsInsideNode() throws Exception {
        build(Result.SUCCESS, "node { " + RECORD + " }");

        assertThat(gitHub.records().size(), is(1));
    }

    @Test
    void recordsInADeclarativePipeline() throws Exception {
        build(Result.SUCCESS, """
                pipeline {
                    agent any
                    stages {
                        stage('deploy') {
                            steps {
                                %s, tags: [team: 'shop'], runtimeRisks: ['internet-exposed'], wait: true
                            }
                        }
                    }
                }
                """.formatted(RECORD));

        assertThat(body().at("/tags/team").textValue(), is("shop"));
        assertThat(body().at("/runtime_risks/0").textValue(), is("internet-exposed"));
    }

    @Test
    void recordsInADeclarativePipelineWithoutAgent() throws Exception {
        build(Result.SUCCESS, """
                pipeline {
                    agent none
                    stages {
                        stage('deploy') {
                            steps {
                                %s
                            }
                        }
                    }
                }
                """.formatted(RECORD));

        assertThat(gitHub.records().size(), is(1));
    }

    @Test
    void recordsInPostWithoutAgent() throws Exception {
        build(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                        stage('deploy') {
                            steps {
                                error 'deploying failed'
                            }
                        }
                    }
                    post {
                        failure {
                            %s, status: 'decommissioned'
                        }
                    }
                }
                """.formatted(RECORD));

        assertThat(body().get("status").textValue(), is("decommissioned"));
    }

    @Test
    void recordsInEveryBranchOfParallel() throws Exception {
        build(Result.SUCCESS, """
                def branches = [:]
                for (int n = 1; n <= 12; n++) {
                    def number = n
                    branches["b${number}"] = {
                        recordDeployment name: 'shop', digest: '%s', logicalEnvironment: 'production',
                            deploymentName: "shop-${number}"
                    }
                }
                parallel branches
                """.formatted(DIGEST));

        assertThat(
                gitHub.records().stream()
                        .map(record -> record.get("deployment_name").textValue())
                        .toList(),
                containsInAnyOrder(
                        "shop-1", "shop-2", "shop-3", "shop-4", "shop-5", "shop-6", "shop-7", "shop-8", "shop-9",
                        "shop-10", "shop-11", "shop-12"));
    }

    @Test
    void recordsInAFolder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        var job = script(folder.createProject(WorkflowJob.class, "job"), RECORD);

        build(Result.SUCCESS, job);

        assertThat(gitHub.records().size(), is(1));
    }

    @Test
    void recordsInAMultibranchProject() throws Exception {
        try (var repositories = MockSCMController.create()) {
            repositories.createRepository("shop");
            repositories.createBranch("shop", "feature/blue");
            repositories.addFile(
                    "shop",
                    "feature/blue",
                    "a Jenkinsfile",
                    "Jenkinsfile",
                    (RECORD + ", version: env.BRANCH_NAME").getBytes(StandardCharsets.UTF_8));
            var project = jenkins.createProject(WorkflowMultiBranchProject.class);
            var values = new FolderDefaultsProperty();
            values.setCluster("of-the-project");
            project.addProperty(values);
            project.getSourcesList()
                    .add(new BranchSource(new MockSCMSource(repositories, "shop", new MockSCMDiscoverBranches())));
            project.scheduleBuild2(0).getFuture().get();
            jenkins.waitUntilNoActivity();

            jenkins.assertBuildStatusSuccess(
                    project.getItemByBranchName("feature/blue").getLastBuild());
            assertThat(body().get("version").textValue(), is("feature/blue"));
            assertThat(body().get("cluster").textValue(), is("of-the-project"));
        }
    }
}
