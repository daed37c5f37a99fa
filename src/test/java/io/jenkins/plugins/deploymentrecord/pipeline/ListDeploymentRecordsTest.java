package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;

/** The step {@code listDeploymentRecords} lists GitHub's records of an artifact. */
class ListDeploymentRecordsTest extends JenkinsWithStandIn {

    private static final String LIST = "def records = listDeploymentRecords(digest: '" + DIGEST + "')\n";
    private static final String PATH = "/orgs/octo-org/artifacts/" + DIGEST + "/metadata/deployment-records";
    private static final String ECHO =
            "records.each { echo \"${it.logicalEnvironment} ${it.status} ${it.version} ${it.job} ${it.build}\" }\n";

    /** Creates a record that this Jenkins did not send. */
    private void sendFromElsewhere(String environment, String deploymentName) throws Exception {
        String body = "{\"name\": \"shop\", \"digest\": \"" + DIGEST
                + "\", \"status\": \"deployed\", \"logical_environment\": \"" + environment
                + "\", \"deployment_name\": \"" + deploymentName + "\"}";
        var request = HttpRequest.newBuilder(
                        URI.create(gitHub.url() + "/orgs/octo-org/artifacts/metadata/deployment-record"))
                .header("Authorization", "Bearer abc")
                .header("User-Agent", "another")
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode(), is(200));
        }
    }

    @Test
    void returnsGitHubsRecordsWithTheStatusThatThisControllerKnows() throws Exception {
        WorkflowRun recorded = build(Result.SUCCESS, RECORD + ", version: '1.2', cluster: 'blue'");
        sendFromElsewhere("staging", "shop-web");

        WorkflowRun run = build(
                Result.SUCCESS,
                LIST + ECHO + "def first = records[0]\n"
                        + "echo \"keys: ${first.keySet().join(' ')}\"\n"
                        + "echo \"values: ${first.id} ${first.digest} ${first.deploymentName} ${first.cluster} "
                        + "${first.physicalEnvironment} ${first.attestationId} ${first.createdAt == first.updatedAt}\"");

        String job = recorded.getParent().getFullName();
        jenkins.assertLogContains("production deployed 1.2 " + job + " 1\n", run);
        jenkins.assertLogContains("staging null null null null\n", run);
        jenkins.assertLogContains(
                "keys: id digest deploymentName logicalEnvironment physicalEnvironment cluster status version job build"
                        + " attestationId createdAt updatedAt url",
                run);
        jenkins.assertLogContains("values: 1001 " + DIGEST + " shop-web blue null null true", run);
        assertThat(gitHub.reads(), contains(PATH));
        assertThat(gitHub.readHeaders("Authorization"), everyItem(is("Bearer " + TOKEN)));
        assertThat(gitHub.received(), hasSize(2));
        assertThat(
                "the use of the credential is noted",
                CredentialsProvider.getFingerprintOf(SystemCredentialsProvider.getInstance()
                                .getCredentials()
                                .get(0))
                        .getJobs(),
                hasItem(run.getParent().getFullName()));
    }

    @Test
    void returnsAnEmptyListForAnArtifactThatGitHubDoesNotKnow() throws Exception {
        jenkins.assertLogContains("records: []", build(Result.SUCCESS, LIST + "echo \"records: ${records}\""));
    }

    @Test
    void returnsNoStatusIfAnotherArtifactWasRecordedSince() throws Exception {
        build(Result.SUCCESS, RECORD + ", version: '1'");
        build(Result.SUCCESS, RECORD.replace(DIGEST, "sha256:" + "ab".repeat(32)) + ", version: '2'");
        sendFromElsewhere("production", "shop-web");

        jenkins.assertLogContains("production null null null null\n", build(Result.SUCCESS, LIST + ECHO));
    }

    @Test
    void returnsTheStatusOfADecommissionedDeployment() throws Exception {
        build(Result.SUCCESS, RECORD + "\n" + RECORD + ", status: 'decommissioned'");

        jenkins.assertLogContains("production decommissioned null", build(Result.SUCCESS, LIST + ECHO));
    }

    @Test
    void filtersByEnvironmentsClusterAndNameButNotByDefaults() throws Exception {
        build(
                Result.SUCCESS,
                RECORD + ", cluster: 'blue', physicalEnvironment: 'east'\n" + RECORD.replace("production", "staging"));
        for (String filter :
                List.of("logicalEnvironment: 'production'", "cluster: 'blue'", "physicalEnvironment: 'east'")) {
            jenkins.assertLogContains(
                    "found: [production]",
                    build(
                            Result.SUCCESS,
                            LIST.replace(")", ", " + filter + ")") + "echo \"found: ${records*.logicalEnvironment}\""));
        }
        var defaults = new DeploymentDefaults();
        defaults.setLogicalEnvironment("qa");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        jenkins.assertLogContains(
                "found: [production, staging]",
                build(Result.SUCCESS, LIST + "echo \"found: ${records*.logicalEnvironment}\""));
        jenkins.assertLogContains(
                "found: []",
                build(Result.SUCCESS, LIST.replace(")", ", deploymentName: 'shop')") + "echo \"found: ${records}\""));
    }

    @Test
    void reportsAllErrorsTogetherAndSendsNoQuery() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "listDeploymentRecords digest: 'abc', clustr: 'x', organization: 'a/b', server: 'stand-in', "
                        + "deploymentName: '" + "n".repeat(300) + "'");

        assertThat(
                message(run, "ERROR: "),
                allOf(
                        containsString(
                                "The deployment records cannot be listed, nothing was requested. 4 things are wrong:"),
                        containsString("clustr: is not a parameter of listDeploymentRecords; did you mean cluster?"),
                        containsString("digest: is not a SHA-256 digest"),
                        containsString("organization: has characters that are not allowed"),
                        containsString("deploymentName: has 300 characters")));
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(gitHub.reads(), is(empty()));
    }

    @Test
    void requiresExactlyOneArtifactAndAConfiguredServer() throws Exception {
        WorkflowRun run = build(Result.FAILURE, "listDeploymentRecords server: 'https://evil.example'");

        assertThat(
                message(run, "ERROR: "),
                allOf(
                        containsString("digest: is missing; one of digest"),
                        containsString("server: there is no server of this name")));
    }

    @Test
    void sendsNoSecretOfTheBuild() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "withCredentials([string(credentialsId: 'token', variable: 'SECRET')]) {\n"
                        + "listDeploymentRecords digest: '" + DIGEST + "', organization: '$SECRET' }");

        jenkins.assertLogContains("organization: names the variable SECRET, which holds a secret", run);
        jenkins.assertLogNotContains(TOKEN, run);
        assertThat(gitHub.reads(), is(empty()));
    }

    @Test
    void readsADigestFileInADeclarativePipeline() throws Exception {
        build(Result.SUCCESS, RECORD);

        jenkins.assertLogContains("found: 1", build(Result.SUCCESS, """
                        pipeline {
                            agent any
                            stages {
                                stage('Gate') {
                                    steps {
                                        writeFile file: 'digest.txt', text: '%s'
                                        script {
                                            def found = listDeploymentRecords digestFile: 'digest.txt', deploymentName: 'shop-web'
                                            echo "found: ${found.size()}"
                                        }
                                        listDeploymentRecords image: 'ghcr.io/octo-org/shop@%s'
                                    }
                                }
                            }
                        }
                        """.formatted(DIGEST, DIGEST)));
        assertThat(gitHub.reads(), contains(PATH, PATH));
    }

    @Test
    void waitsForTheEndOfAnOutage() throws Exception {
        gitHub.answerNext(503, Map.of(), "{\"message\": \"down\"}");

        WorkflowRun run = build(Result.SUCCESS, LIST + "echo \"records: ${records}\"");

        jenkins.assertLogContains("The deployment records cannot be read now; another attempt follows.", run);
        jenkins.assertLogContains("records: []", run);
        assertThat(gitHub.reads(), contains(PATH, PATH));
    }

    @Test
    void failsIfARateLimitLastsLongerThanBuildsWait() throws Exception {
        servers(impatientServer("stand-in", gitHub.url()));
        gitHub.answerNext(429, Map.of("Retry-After", "60"), "{\"message\": \"slow down\"}");

        assertThat(
                message(build(Result.FAILURE, LIST), "ERROR: "),
                allOf(
                        containsString("could not be read within 5 seconds"),
                        containsString("limits the token (429)"),
                        containsString("slow down")));
        assertThat(gitHub.reads(), contains(PATH));
    }

    @Test
    void failsAtOnceIfTheTokenMayNotRead() throws Exception {
        gitHub.answerNext(403, Map.of(), "{\"message\": \"Resource not accessible\"}");

        assertThat(
                message(build(Result.FAILURE, LIST), "ERROR: "),
                containsString("The token may not read deployment records (403)."));
    }

    @Test
    void endsAtOnceIfTheBuildIsAborted() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        var hold = gitHub.holdRead();
        WorkflowRun run = start(job(LIST + "echo 'went on'"));
        hold.awaitArrival();

        run.getExecutor().doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogNotContains("went on", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void endsAtOnceIfTheBuildIsAbortedBetweenTwoAttempts() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        gitHub.answerNext(429, Map.of("Retry-After", "60"), "{\"message\": \"slow down\"}");
        WorkflowRun run = start(job(LIST));
        jenkins.waitForMessage("another attempt follows", run);

        run.getExecutor().doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(gitHub.reads(), contains(PATH));
    }

    @Test
    void namesNoJobThatTheBuildMayNotRead() throws Exception {
        WorkflowRun recorded = build(Result.SUCCESS, RECORD + ", version: '1.2'");
        WorkflowJob gate = job(LIST + ECHO);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice")
                .grant(Item.READ, Item.BUILD, CredentialsProvider.USE_ITEM)
                .onItems(gate)
                .to("alice")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("alice"));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                gate.getFullName(), User.getById("alice", true).impersonate2()));
        try {
            WorkflowRun run = build(Result.SUCCESS, gate);

            jenkins.assertLogContains("production deployed 1.2 null null\n", run);
            assertThat(
                    JenkinsRule.getLog(run),
                    not(containsString(recorded.getParent().getFullName() + " 1")));
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
            jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        }
    }

    @Test
    void hasASnippetOfEveryField() throws Exception {
        servers(server("first"), server("second"));
        addGlobally(token("mine", TOKEN));
        var step = new ListDeploymentRecordsStep();
        step.setDigest(DIGEST);
        step.setOrganization("other-org");
        step.setLogicalEnvironment("staging");
        step.setPhysicalEnvironment("east");
        step.setCluster("blue");
        step.setDeploymentName("shop-web");
        step.setServer("second");
        step.setCredentialsId("mine");

        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        step,
                        "listDeploymentRecords cluster: 'blue', credentialsId: 'mine', deploymentName: 'shop-web', digest:"
                                + " '" + DIGEST
                                + "', logicalEnvironment: 'staging', organization: 'other-org', physicalEnvironment:"
                                + " 'east', server: 'second'");
        new SnippetizerTester(jenkins).assertRoundTrip(new ListDeploymentRecordsStep(), "listDeploymentRecords()");
    }

    @Test
    void aPipelineDeploysToProductionOnlyIfTheArtifactRunsInStaging() throws Exception {
        String gate = "def staging = listDeploymentRecords digest: '" + DIGEST + "', logicalEnvironment: 'staging'\n"
                + "if (!staging.any { it.status == 'deployed' }) { error 'It does not run in staging' }\n" + RECORD;
        jenkins.assertLogContains("It does not run in staging", build(Result.FAILURE, gate));

        build(Result.SUCCESS, RECORD.replace("production", "staging"));
        build(Result.SUCCESS, gate);

        build(Result.SUCCESS, RECORD.replace("production", "staging") + ", status: 'decommissioned'");
        jenkins.assertLogContains("It does not run in staging", build(Result.FAILURE, gate));
    }
}
