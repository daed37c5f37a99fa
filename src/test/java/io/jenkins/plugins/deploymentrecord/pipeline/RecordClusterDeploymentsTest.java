package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import java.io.InputStream;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** The step that records a whole cluster, from a list printed by kubectl or from a list of deployments. */
class RecordClusterDeploymentsTest extends ClusterSteps {

    private static final String OTHER_DIGEST = DIGEST.replace("sha256:1b", "sha256:2c");

    /** Creates a job with a list printed by kubectl in its workspace. */
    private static WorkflowJob jobWithList(String list, String script) throws Exception {
        WorkflowJob job = job("node { " + script + " }");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.mkdirs();
        try (InputStream content = RecordClusterDeploymentsTest.class.getResourceAsStream("../kubernetes/" + list)) {
            workspace.child("cluster.json").copyFrom(content);
        }
        return job;
    }

    private static List<String> names(JsonNode request) {
        return deployments(request).stream()
                .map(deployment -> deployment.get("deployment_name").textValue())
                .toList();
    }

    @Test
    void aListPrintedByKubectlBecomesOneRequest() throws Exception {
        WorkflowJob job = jobWithList(
                "minikube-1.25-docker-list.json",
                "def r = recordClusterDeployments kubectlFile: 'cluster.json', " + CLUSTER
                        + "; echo \"created ${r.created}, recorded ${r.recorded}, failed ${r.failed}, ${r.error}\"");
        WorkflowRun run = build(Result.SUCCESS, job);

        assertThat(names(body()), hasSize(14));
        jenkins.assertLogContains("created 14, recorded 14, failed 0, null", run);
        jenkins.assertLogContains("Recorded 14 of 14 changed deployments: shop-eu-1 in production", run);
    }

    /** Jenkins accepts few classes from an agent. */
    @Test
    void aListIsReadOnItsAgent() throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        try (InputStream content = RecordClusterDeploymentsTest.class.getResourceAsStream(
                "../kubernetes/minikube-1.25-docker-list.json")) {
            agent.getRootPath().child("workspace/on-agent/cluster.json").copyFrom(content);
        }
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "on-agent");
        script(
                job,
                "node('" + agent.getNodeName() + "') { recordClusterDeployments kubectlFile: 'cluster.json',"
                        + " decommissionMissing: true, workloadsListed: false, " + CLUSTER + " }");

        build(Result.SUCCESS, job);

        assertThat(names(body()), hasSize(14));
    }

    @Test
    void onlyChangesAreSent() throws Exception {
        WorkflowJob job = job(record(deployment("web", DIGEST), deployment("cart", DIGEST)));
        build(Result.SUCCESS, job);
        script(job, record(deployment("web", DIGEST), deployment("cart", OTHER_DIGEST)));

        WorkflowRun run = build(Result.SUCCESS, job);

        assertThat(gitHub.received(), hasSize(2));
        assertThat(names(bodies().getLast()), is(List.of("shop-cart")));
        jenkins.assertLogContains("0 created, 1 updated, 0 decommissioned, 1 unchanged, 0 skipped", run);
        assertThat(
                run.getAction(DeploymentRecordsRunAction.class)
                        .getClusters()
                        .getFirst()
                        .getUnchanged(),
                is(1));
    }

    @Test
    void nothingIsSentWithoutChanges() throws Exception {
        WorkflowJob job = job(record(deployment("web", DIGEST)));
        build(Result.SUCCESS, job);

        WorkflowRun run = build(Result.SUCCESS, job);

        assertThat(gitHub.received(), hasSize(1));
        jenkins.assertLogContains("Nothing has changed, and nothing is sent: shop-eu-1 in production", run);
    }

    @Test
    void allDeploymentsAreSentIfFullIsTrue() throws Exception {
        WorkflowJob job = job(record(deployment("web", DIGEST)) + ", full: true");
        build(Result.SUCCESS, job);

        build(Result.SUCCESS, job);

        assertThat(gitHub.received(), hasSize(2));
    }

    @Test
    void aSingleRecordAndAClusterKeepTheLastRequestedState() throws Exception {
        build(Result.SUCCESS, record(deployment("web", DIGEST)));
        build(
                Result.SUCCESS,
                "recordDeployment name: 'web', digest: '" + OTHER_DIGEST + "', deploymentName: 'shop-web', " + CLUSTER);

        WorkflowRun run = build(Result.SUCCESS, record(deployment("web", DIGEST)));

        jenkins.assertLogContains("0 created, 1 updated", run);
        assertThat(gitHub.received(), hasSize(3));
    }

    @Test
    void aDryRunPrintsTheDifferences() throws Exception {
        WorkflowJob job = job(record(deployment("web", DIGEST)));
        build(Result.SUCCESS, job);
        script(job, record(deployment("web", OTHER_DIGEST), deployment("cart", DIGEST)) + ", dryRun: true");

        String log = message(build(Result.SUCCESS, job), "Dry run");

        assertThat(
                log,
                allOf(
                        containsString("created: 1\n  shop-cart: shop:1"),
                        containsString("updated: 1\n  shop-web: digest"),
                        containsString("requests: 1, records: 2")));
        assertThat(gitHub.received(), hasSize(1));
    }

    @Test
    void aMissingDeploymentIsDecommissioned() throws Exception {
        String step = "recordClusterDeployments kubectlFile: 'cluster.json', decommissionMissing: true, "
                + "maxDecommissionPercent: 100, workloadsListed: false, " + CLUSTER;
        WorkflowJob job = jobWithList("k3s-1.33.4-default-podlist.json", step);
        build(Result.SUCCESS, job);
        script(
                job,
                "node { def list = readFile('cluster.json').replace('memory-hungry-app', 'other-app');"
                        + " writeFile file: 'cluster.json', text: list; " + step + " }");

        WorkflowRun run = build(Result.SUCCESS, job);

        jenkins.assertLogContains("1 created, 0 updated, 1 decommissioned, 2 unchanged", run);
        assertThat(
                names(bodies().getLast()),
                containsInAnyOrder("default-other-app-memory-hog", "default-memory-hungry-app-memory-hog"));
    }
}
