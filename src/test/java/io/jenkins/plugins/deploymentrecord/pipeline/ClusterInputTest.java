package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of a list of deployments, and secrets in a list, are reported before anything is sent. */
class ClusterInputTest extends ClusterSteps {

    @Test
    void allErrorsOfAListAreReportedTogetherAndNothingIsSent() throws Exception {
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
    void aSecretInAListIsNotSent() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "node { writeFile file: 'list.json', text: '[{\"name\": \"web\", \"digest\": \"" + DIGEST
                        + "\", \"deploymentName\": \"" + TOKEN + "\"}]';"
                        + " recordClusterDeployments deployments: 'list.json', " + CLUSTER + " }");

        assertThat(message(run, "ERROR: "), containsString("deployments: contains the token of the credential itself"));
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
    void anErrorOfAListIsReportedOnce() throws Exception {
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

    /** Values that their author did not mean as strings. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new Date(0)          | deployments[0].version: is not a string
            { -> 1 }             | deployments[0].version: is not a string
            """)
    void aValueThatIsNotAStringIsAnError(String value, String error) throws Exception {
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
            '[{"name": "a"}] [{}]'          | deployments: has other text after the array
            """)
    void anInvalidListIsAnError(String deployments, String error) throws Exception {
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
