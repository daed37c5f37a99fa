package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Snippet Generator converts the form to a step, and the form shows the values of a step. */
class SnippetTest extends JenkinsWithStandIn {

    private static RecordDeploymentStep required() {
        var step = new RecordDeploymentStep();
        step.setName("shop");
        step.setDigest(DIGEST);
        step.setLogicalEnvironment("production");
        step.setDeploymentName("shop-web");
        return step;
    }

    private RecordDeploymentStep full() throws Exception {
        servers(server("first"), server("second"));
        addGlobally(token("mine", TOKEN));
        RecordDeploymentStep step = required();
        step.setOrganization("other-org");
        step.setVersion("1.2.3");
        step.setStatus("decommissioned");
        step.setPhysicalEnvironment("eu-central-1");
        step.setCluster("blue");
        step.setGithubRepository("other-org/shop");
        step.setTags(List.of(new Tag("team", "pay's"), new Tag("data", "public")));
        step.setRuntimeRisks(List.of("internet-exposed", "sensitive-data"));
        step.setServer("second");
        step.setCredentialsId("mine");
        step.setResultOnError("UNSTABLE");
        step.setDryRun(true);
        return step;
    }

    private static void roundTrip(RecordDeploymentStep step, String snippet) throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(step, snippet);
    }

    @Test
    void anEmptyFormBecomesAStepWithoutParameters() throws Exception {
        roundTrip(new RecordDeploymentStep(), "recordDeployment()");
    }

    @Test
    void everyFieldBecomesAParameter() throws Exception {
        String snippet =
                "recordDeployment cluster: 'blue', credentialsId: 'mine', deploymentName: 'shop-web', digest: '"
                        + DIGEST
                        + "', dryRun: true, githubRepository: 'other-org/shop', logicalEnvironment: 'production', "
                        + "name: 'shop', organization: 'other-org', physicalEnvironment: 'eu-central-1', "
                        + "resultOnError: 'UNSTABLE', runtimeRisks: ['internet-exposed', 'sensitive-data'], server: 'second', "
                        + "status: 'decommissioned', tags: [team: 'pay\\'s', data: 'public'], version: '1.2.3'";
        roundTrip(full(), snippet);

        jenkins.assertLogContains("\"team\" : \"pay's\"", build(Result.SUCCESS, snippet));
    }

    /** Groovy accepts such a key only in quotes, which the generator does not write. */
    @Test
    void aTagKeyThatIsNotAnIdentifierBecomesAListOfKeysAndValues() throws Exception {
        RecordDeploymentStep step = required();
        step.setTags(List.of(new Tag("data.class", "public"), new Tag("a b", ""), new Tag("in", "groovy")));
        String snippet = "recordDeployment deploymentName: 'shop-web', digest: '" + DIGEST
                + "', logicalEnvironment: 'production', name: 'shop', tags: [[key: 'data.class', value: 'public'], "
                + "[key: 'a b', value: ''], [key: 'in', value: 'groovy']]";
        roundTrip(step, snippet);

        build(Result.SUCCESS, snippet);
        assertThat(body().get("tags").toString(), is("{\"data.class\":\"public\",\"a b\":\"\",\"in\":\"groovy\"}"));
    }

    /** Keywords of Groovy that Java does not have; a map may have each of them as a key without quotes. */
    @Test
    void aTagKeyMayBeAKeywordOfGroovy() throws Exception {
        RecordDeploymentStep step = required();
        step.setTags(List.of(new Tag("in", "1"), new Tag("as", "2"), new Tag("def", "3"), new Tag("größe", "4")));
        String snippet = Snippetizer.object2Groovy(step);
        new SnippetizerTester(jenkins).assertParseStep(step, snippet);

        build(Result.SUCCESS, snippet);
        assertThat(body().get("tags").toString(), is("{\"in\":\"1\",\"as\":\"2\",\"def\":\"3\",\"größe\":\"4\"}"));
    }

    @Test
    void bothTagsWithTheSameKeyAreKept() throws Exception {
        RecordDeploymentStep step = required();
        step.setTags(List.of(new Tag("team", "a"), new Tag("team", "b")));

        assertThat(
                Snippetizer.object2Groovy(step),
                containsString("tags: [[key: 'team', value: 'a'], [key: 'team', value: 'b']]"));
    }

    @Test
    void emptyListsBecomeParameters() throws Exception {
        RecordDeploymentStep step = required();
        step.setTags(List.of());
        step.setRuntimeRisks(List.of());
        String snippet = "recordDeployment deploymentName: 'shop-web', digest: '" + DIGEST
                + "', logicalEnvironment: 'production', name: 'shop', runtimeRisks: [], tags: []";
        roundTrip(step, snippet);

        build(Result.SUCCESS, snippet);
        assertThat(body().get("tags").toString(), is("{}"));
        assertThat(body().get("runtime_risks").toString(), is("[]"));
    }

    @Test
    void theReferenceIsGenerated() throws Exception {
        SnippetizerTester.assertDocGeneration(RecordDeploymentStep.class);
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        RecordDeploymentStep step = full();
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theFormKeepsBothImageAndArtifact() throws Exception {
        var step = new RecordDeploymentStep();
        step.setImage("ghcr.io/octo-org/shop@" + DIGEST);
        step.setArtifact("target/shop.jar");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void aDigestFileBecomesAParameter() throws Exception {
        var step = new RecordDeploymentStep();
        step.setDigestFile("target/jib-image.json");
        roundTrip(step, "recordDeployment digestFile: 'target/jib-image.json'");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    /** If the step says nothing, the folder decides. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAStepThatSaysWhetherItWaits(boolean wait) throws Exception {
        var step = new RecordDeploymentStep();
        step.setWait(wait);
        roundTrip(step, "recordDeployment wait: " + wait);
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
        var cluster = new RecordClusterDeploymentsStep();
        cluster.setWait(wait);
        jenkins.assertEqualDataBoundBeans(cluster, new StepConfigTester(jenkins).configRoundTrip(cluster));
    }

    @Test
    void anUntouchedFormSetsNothing() throws Exception {
        var step = new StepConfigTester(jenkins).configRoundTrip(new RecordDeploymentStep());

        assertThat(Snippetizer.object2Groovy(step), is("recordDeployment()"));
    }

    /**
     * The form also keeps a server and a credential that no longer exist: otherwise another server would get the
     * record.
     */
    @Test
    void theFormKeepsAServerAndACredentialThatNoLongerExist() throws Exception {
        RecordDeploymentStep step = required();
        step.setServer("gone");
        step.setCredentialsId("gone, too");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    /** The JSON that the page of the Snippet Generator posts. */
    @Test
    void theSnippetGeneratorPageProducesTheStep() throws Exception {
        new SnippetizerTester(jenkins)
                .assertGenerateSnippet("""
                        {"stapler-class": "%1$s", "$class": "%1$s", "name": "shop", "version": "", "digest": "", \
                        "digestFile": "", "artifact": "target/shop.jar", "image": "", "githubRepository": "", "deploymentName": "shop-web", \
                        "logicalEnvironment": "production", "physicalEnvironment": "", "cluster": "", \
                        "status": "deployed", "server": "", "organization": "", "credentialsId": "", \
                        "runtimeRisks": ["internet-exposed"], "tags": {"key": "team", "value": "shop"}, \
                        "clearTags": false, "clearRuntimeRisks": false, "resultOnError": "FAILURE", "wait": "", "dryRun": false}""".formatted(RecordDeploymentStep.class.getName()), """
                        recordDeployment artifact: 'target/shop.jar', deploymentName: 'shop-web', \
                        logicalEnvironment: 'production', name: 'shop', runtimeRisks: ['internet-exposed'], \
                        tags: [team: 'shop']""", null);
    }
}
