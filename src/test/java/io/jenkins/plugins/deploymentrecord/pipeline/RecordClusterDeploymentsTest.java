package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step that records whole clusters, from a list of kubectl and from a list of deployments. */
class RecordClusterDeploymentsTest extends JenkinsWithStandIn {

    private static final String OTHER_DIGEST = DIGEST.replace("sha256:1b", "sha256:2c");

    private static final String CLUSTER =
            "cluster: 'shop-eu-1', logicalEnvironment: 'production', githubRepository: 'shop'";

    /** A step that records these deployments; more parameters may follow a comma. */
    private static String record(String... deployments) {
        return "recordClusterDeployments deployments: [" + String.join(", ", deployments) + "], " + CLUSTER;
    }

    private static String deployment(String name, String digest) {
        return "[name: 'shop', digest: '" + digest + "', deploymentName: 'shop-" + name + "', version: '1']";
    }

    /** A job with a list of kubectl in its workspace. */
    private static WorkflowJob jobWithList(String list, String script) throws Exception {
        WorkflowJob job = job("node { " + script + " }");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.mkdirs();
        try (InputStream content = RecordClusterDeploymentsTest.class.getResourceAsStream("../kubernetes/" + list)) {
            workspace.child("cluster.json").copyFrom(content);
        }
        return job;
    }

    /** The deployments of a request, which is for a cluster, or for a single record. */
    private static List<JsonNode> deployments(JsonNode request) {
        return request.has("deployments")
                ? StreamSupport.stream(request.get("deployments").spliterator(), false)
                        .toList()
                : List.of(request);
    }

    private static List<String> names(JsonNode request) {
        return deployments(request).stream()
                .map(deployment -> deployment.get("deployment_name").textValue())
                .toList();
    }

    @Test
    void aListOfKubectlBecomesOneRequest() throws Exception {
        WorkflowJob job = jobWithList(
                "minikube-1.25-docker-list.json",
                "def r = recordClusterDeployments kubectlFile: 'cluster.json', " + CLUSTER
                        + "; echo \"created ${r.created}, recorded ${r.recorded}, failed ${r.failed}, ${r.error}\"");
        WorkflowRun run = build(Result.SUCCESS, job);

        assertThat(names(body()), hasSize(14));
        jenkins.assertLogContains("created 14, recorded 14, failed 0, null", run);
        jenkins.assertLogContains("Recorded 14 of 14 changed deployments: shop-eu-1 in production", run);
    }

    /** Jenkins takes few classes from an agent. */
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
    void withoutChangesNothingIsSent() throws Exception {
        WorkflowJob job = job(record(deployment("web", DIGEST)));
        build(Result.SUCCESS, job);

        WorkflowRun run = build(Result.SUCCESS, job);

        assertThat(gitHub.received(), hasSize(1));
        jenkins.assertLogContains("Nothing has changed, and nothing is sent: shop-eu-1 in production", run);
    }

    @Test
    void everythingIsSentIfTheStepSaysSo() throws Exception {
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
    void everyFaultOfAListIsToldAtOnceAndNothingIsSent() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "recordClusterDeployments deployments: [[name: 'web', digest: 'sha256:1', deploymentName: 'a'],"
                        + " [nome: 'cart', deploymentName: 'a']], cluster: 'arn:aws:eks:eu-west-1:1:cluster/shop',"
                        + " labelSelector: 'a b', onMissingDigest: 'SKIPP', maxDecommissionPercent: 101, initContainer: true");

        assertThat(
                message(run, "ERROR: "),
                allOf(
                        containsString("deployments[0].digest: "),
                        containsString("deployments[1]: has an unknown field \"nome\""),
                        containsString("cluster: "),
                        containsString("labelSelector: "),
                        containsString("onMissingDigest: "),
                        containsString("maxDecommissionPercent: "),
                        containsString("initContainer: is not a parameter of recordClusterDeployments"),
                        containsString("logicalEnvironment: ")));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void aManifestIsRefusedWithTheCommandThatPrintsAList() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "node { writeFile file: 'cluster.json', text: 'replicaCount: 1\\nimage: shop\\n';"
                        + " recordClusterDeployments kubectlFile: 'cluster.json', " + CLUSTER + " }");

        assertThat(message(run, "ERROR: "), containsString("kubectl get pods,rs,deploy,sts,ds,job,cronjob -A -o json"));
    }

    @Test
    void aDeploymentThatIsGoneIsDecommissioned() throws Exception {
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

    @Test
    void aSecretInAListIsNotSent() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "node { writeFile file: 'list.json', text: '[{\"name\": \"web\", \"digest\": \"" + DIGEST
                        + "\", \"deploymentName\": \"" + TOKEN + "\"}]';"
                        + " recordClusterDeployments deployments: 'list.json', " + CLUSTER + " }");

        assertThat(message(run, "ERROR: "), containsString("deployments: holds the token of the credential itself"));
        assertThat(gitHub.received(), empty());
        jenkins.assertLogNotContains(TOKEN, run);
    }

    @Test
    void theValueOfAVariableCannotAddFields() throws Exception {
        WorkflowRun run = build(Result.SUCCESS, """
                withEnv(['IMAGE=web", "status": "decommissioned']) {
                    recordClusterDeployments deployments: [[name: '$IMAGE', digest: '%s', deploymentName: 'a']], %s
                }
                """.formatted(DIGEST, CLUSTER));

        assertThat(deployments(body()).getFirst().get("status").textValue(), is("deployed"));
        jenkins.assertLogContains("1 created", run);
    }

    @Test
    void aSecretAsTheKeyOfATagIsNotSent() throws Exception {
        addGlobally(token("password", "hunter2-hunter2"));

        WorkflowRun run = build(
                Result.FAILURE,
                "withCredentials([string(credentialsId: 'password', variable: 'PASSWORD')]) { "
                        + record("[name: 'shop', digest: '" + DIGEST
                                + "', deploymentName: 'shop-web', tags: [(PASSWORD): 'x']]")
                        + " }");

        assertThat(
                message(run, "ERROR: "), containsString("deployments: has the secret of the variable PASSWORD in it"));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void anErrorOfAListIsToldOnce() throws Exception {
        String error = message(
                build(
                        Result.FAILURE,
                        record("[name: 'shop', digest: '" + DIGEST + "', deploymentName: 'n' * 5000, nome: 'a']")),
                "ERROR: ");

        assertThat(error, containsString("2 things are wrong"));
        assertThat(error, containsString("deployments[0].deploymentName: has more than 4096 characters"));
        assertThat(error, containsString("deployments[0]: has an unknown field \"nome\""));
        assertThat("a list in a Jenkinsfile has no lines", error, not(containsString("line 1")));
    }

    /** None of them is what its author meant. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new Date(0)          | deployments[0].version: is not a string
            { -> 1 }             | deployments[0].version: is not a string
            """)
    void aValueThatIsNoTextIsAnError(String value, String error) throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                record("[name: 'shop', digest: '" + DIGEST + "', deploymentName: 'shop-web', version: " + value + "]"));

        assertThat(message(run, "ERROR: "), containsString(error));
        assertThat(gitHub.received(), empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [name: 'shop']                  | deployments: are neither a list nor the path of a file
            '[{"name": "a", "name": "b"}]'  | deployments: is not valid JSON
            '[{"name": "a"}] [{}]'          | deployments: has another text behind the array
            """)
    void aListThatWouldLoseAPartIsAnError(String deployments, String error) throws Exception {
        WorkflowRun run =
                build(Result.FAILURE, "recordClusterDeployments deployments: " + deployments + ", " + CLUSTER);

        String message = message(run, "ERROR: ");
        assertThat(message, containsString(error));
        assertThat(message, not(containsString("kubectlFile")));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void aRepositoryThatIsNullIsAnError() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                record(deployment("web", DIGEST))
                        .replace("githubRepository: 'shop'", "githubRepository: [shop: null]"));

        assertThat(message(run, "ERROR: "), containsString("githubRepository: the value of \"shop\" is null"));
        assertThat(gitHub.received(), empty());
    }
}
