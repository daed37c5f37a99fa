package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of a Pipeline become the fields of the request to GitHub. */
class FieldsTest extends JenkinsWithStandIn {

    @Test
    void sendsEveryField() throws Exception {
        build(Result.SUCCESS, """
                recordDeployment organization: 'other-org', name: 'ghcr.io/other-org/shop', version: '1.2.3',
                    digest: '%s', status: 'decommissioned', logicalEnvironment: 'production',
                    physicalEnvironment: 'eu-central-1', cluster: 'blue', deploymentName: 'shop-web',
                    githubRepository: 'other-org/shop', tags: [team: 'payments', 'data.class': 'public'],
                    runtimeRisks: ['internet-exposed', 'sensitive-data'], server: 'stand-in',
                    credentialsId: 'token', resultOnError: 'FAILURE', dryRun: false
                """.formatted(DIGEST));

        assertThat(
                requests().get(0).get("path").textValue(), is("/orgs/other-org/artifacts/metadata/deployment-record"));
        assertThat(body(), is(new ObjectMapper().readTree("""
                {
                  "name": "ghcr.io/other-org/shop",
                  "digest": "%s",
                  "version": "1.2.3",
                  "status": "decommissioned",
                  "logical_environment": "production",
                  "physical_environment": "eu-central-1",
                  "cluster": "blue",
                  "deployment_name": "shop-web",
                  "github_repository": "shop",
                  "tags": {"team": "payments", "data.class": "public"},
                  "runtime_risks": ["internet-exposed", "sensitive-data"]
                }
                """.formatted(DIGEST))));
    }

    @Test
    void emptyParametersAreNotSent() throws Exception {
        build(
                Result.SUCCESS,
                RECORD + ", version: '', cluster: ' ', physicalEnvironment: null, tags: null, runtimeRisks: null");

        assertThat(body(), is(new ObjectMapper().readTree("""
                {
                  "name": "shop",
                  "digest": "%s",
                  "status": "deployed",
                  "logical_environment": "production",
                  "deployment_name": "shop-web"
                }
                """.formatted(DIGEST))));
    }

    @Test
    void sendsTextInAllWritingSystems() throws Exception {
        build(Result.SUCCESS, RECORD + ", version: 'Größe-中文-🚀', cluster: 'Ж', tags: ['größe': '\\\"<&>\\'']");

        assertThat(body().get("version").textValue(), is("Größe-中文-🚀"));
        assertThat(body().get("cluster").textValue(), is("Ж"));
        assertThat(body().at("/tags/größe").textValue(), is("\"<&>'"));
    }

    /** An artifact may no longer be exposed to the internet. */
    @Test
    void emptyListsRemoveTagsAndRisksAtGitHub() throws Exception {
        build(Result.SUCCESS, RECORD + ", tags: [:], runtimeRisks: []");

        assertThat(body().get("tags"), is(new ObjectMapper().readTree("{}")));
        assertThat(body().get("runtime_risks"), is(new ObjectMapper().readTree("[]")));
    }

    @Test
    void anEmptyListOfTagsRemovesTheTags() throws Exception {
        build(Result.SUCCESS, RECORD + ", tags: []");

        assertThat(body().get("tags"), is(new ObjectMapper().readTree("{}")));
        assertThat(body().has("runtime_risks"), is(false));
    }

    /**
     * Everything that Groovy scripts use as a list: arrays, such as the result of {@code split}, sets, and views of a
     * map.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'internet-exposed,sensitive-data'.split(',')",
                "['internet-exposed', 'sensitive-data'] as String[]",
                "['internet-exposed', 'sensitive-data'] as Object[]",
                "['internet-exposed', 'sensitive-data'] as Set",
                "'internet-exposed sensitive-data'.tokenize()",
                "[a: 'internet-exposed', b: 'sensitive-data'].values()",
                "[\"${'internet'}-exposed\", 'sensitive-data'] as LinkedHashSet"
            })
    void acceptsRuntimeRisksInAnyCollection(String risks) throws Exception {
        build(Result.SUCCESS, RECORD + ", runtimeRisks: " + risks);

        assertThat(texts(body().get("runtime_risks")), contains("internet-exposed", "sensitive-data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[key: 'team', value: 'shop'], [key: 'tier', value: 'gold']] as Object[]",
                "[[key: 'team', value: 'shop'], [key: 'tier', value: 'gold']] as Set",
                "[team: 'shop', tier: 'gold'].entrySet()"
            })
    void acceptsTagsInAnyCollection(String tags) throws Exception {
        build(Result.SUCCESS, RECORD + ", tags: " + tags);

        assertThat(body().get("tags"), is(new ObjectMapper().readTree("{\"team\": \"shop\", \"tier\": \"gold\"}")));
    }

    @Test
    void acceptsTagsAsAListOfKeysAndValues() throws Exception {
        build(Result.SUCCESS, RECORD + ", tags: [[key: 'a.b', value: 'one'], [key: 'c d', value: 'two']]");

        assertThat(body().get("tags"), is(new ObjectMapper().readTree("{\"a.b\": \"one\", \"c d\": \"two\"}")));
    }

    @Test
    void sendsNumbersAndBooleansAsStrings() throws Exception {
        build(Result.SUCCESS, RECORD + ", version: 42, tags: [attempt: 3, canary: true]");

        assertThat(body().get("version").textValue(), is("42"));
        assertThat(body().get("tags"), is(new ObjectMapper().readTree("{\"attempt\": \"3\", \"canary\": \"true\"}")));
    }

    @Test
    void acceptsGroovyStrings() throws Exception {
        build(Result.SUCCESS, """
                def n = 7
                def risk = 'internet'
                %s, version: "1.${n}", tags: [("k${n}".toString()): "v${n}"], runtimeRisks: ["${risk}-exposed"]
                """.formatted(RECORD));

        assertThat(body().get("version").textValue(), is("1.7"));
        assertThat(body().at("/tags/k7").textValue(), is("v7"));
        assertThat(texts(body().get("runtime_risks")), contains("internet-exposed"));
    }

    /** Groovy does not expand a variable in single quotes. */
    @Test
    void expandsVariablesOfTheEnvironment() throws Exception {
        var job = job("""
                withEnv(['VERSION=1.2.3', 'TEAM=payments', 'RISK=sensitive-data', 'WHERE=blue']) {
                    %s, version: '$VERSION', cluster: '${WHERE}-1', tags: [team: '$TEAM', job: '${JOB_NAME}'],
                        runtimeRisks: ['$RISK'], physicalEnvironment: '$$WHERE'
                }
                """.formatted(RECORD));

        build(Result.SUCCESS, job);

        assertThat(body().get("version").textValue(), is("1.2.3"));
        assertThat(body().get("cluster").textValue(), is("blue-1"));
        assertThat(body().at("/tags/team").textValue(), is("payments"));
        assertThat(body().at("/tags/job").textValue(), is(job.getName()));
        assertThat(texts(body().get("runtime_risks")), contains("sensitive-data"));
        assertThat(body().get("physical_environment").textValue(), is("$WHERE"));
    }

    @Test
    void expandsVariablesOutsideOfNode() throws Exception {
        build(Result.SUCCESS, """
                pipeline {
                    agent none
                    environment { VERSION = '9.9' }
                    stages { stage('deploy') { steps { %s, version: '$VERSION' } } }
                }
                """.formatted(RECORD));

        assertThat(body().get("version").textValue(), is("9.9"));
    }

    @Test
    void defaultsFillEmptyFields() throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setLogicalEnvironment("staging");
        defaults.setPhysicalEnvironment("eu-central-1");
        defaults.setCluster("blue");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);

        build(Result.SUCCESS, "recordDeployment name: 'shop', digest: '" + DIGEST + "', deploymentName: 'shop-web'");

        assertThat(
                requests().get(0).get("path").textValue(), is("/orgs/octo-org/artifacts/metadata/deployment-record"));
        assertThat(body().get("logical_environment").textValue(), is("staging"));
        assertThat(body().get("physical_environment").textValue(), is("eu-central-1"));
        assertThat(body().get("cluster").textValue(), is("blue"));
    }

    @Test
    void parametersWinOverDefaults() throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setLogicalEnvironment("staging");
        defaults.setCluster("blue");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);

        build(Result.SUCCESS, RECORD + ", organization: 'other-org', cluster: 'green'");

        assertThat(
                requests().get(0).get("path").textValue(), is("/orgs/other-org/artifacts/metadata/deployment-record"));
        assertThat(body().get("logical_environment").textValue(), is("production"));
        assertThat(body().get("cluster").textValue(), is("green"));
    }

    @Test
    void usesTheNamedServer() throws Exception {
        DeploymentRecordServer second = server("second");
        second.setOrganization("second-org");
        servers(server("first"), second);

        build(Result.SUCCESS, RECORD + ", server: 'second'");

        assertThat(
                requests().get(0).get("path").textValue(), is("/orgs/second-org/artifacts/metadata/deployment-record"));
    }

    @Test
    void readsNameAndDigestFromAnImage() throws Exception {
        build(
                Result.SUCCESS,
                "recordDeployment image: 'ghcr.io/octo-org/shop:1.2@" + DIGEST
                        + "', logicalEnvironment: 'production', deploymentName: 'shop-web'");

        assertThat(body().get("name").textValue(), is("ghcr.io/octo-org/shop"));
        assertThat(body().get("digest").textValue(), is(DIGEST));
    }

    @Test
    void theNameParameterWinsOverTheNameOfTheImage() throws Exception {
        build(
                Result.SUCCESS,
                "recordDeployment name: 'shop', image: 'ghcr.io/octo-org/shop@" + DIGEST
                        + "', logicalEnvironment: 'production', deploymentName: 'shop-web'");

        assertThat(body().get("name").textValue(), is("shop"));
    }

    /** {@code kubectl get pods} prints images in this form. */
    @Test
    void acceptsAnImageWithTheSchemeOfItsRuntime() throws Exception {
        build(
                Result.SUCCESS,
                "recordDeployment image: 'docker-pullable://ghcr.io/octo-org/shop@SHA256:" + DIGEST.substring(7)
                        + "', logicalEnvironment: 'production', deploymentName: 'shop-web'");

        assertThat(body().get("name").textValue(), is("ghcr.io/octo-org/shop"));
        assertThat(body().get("digest").textValue(), is(DIGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://github.com/octo-org/shop.git", "git@github.com:octo-org/shop.git"})
    void acceptsTheUrlOfARepository(String url) throws Exception {
        build(Result.SUCCESS, "withEnv(['GIT_URL=" + url + "']) { " + RECORD + ", githubRepository: env.GIT_URL }");

        assertThat(body().get("github_repository").textValue(), is("shop"));
    }

    @Test
    void removesWhiteSpaceOfEveryKind() throws Exception {
        build(
                Result.SUCCESS,
                RECORD.replace("'production'", "'\\u00a0production\\u3000'")
                        + ", cluster: '\\ufeffblue\\r\\n', server: 'stand-in\\u00a0', tags: ['\\u2003team': 'shop\\u2003']");

        assertThat(body().get("logical_environment").textValue(), is("production"));
        assertThat(body().get("cluster").textValue(), is("blue"));
        assertThat(body().get("tags").toString(), is("{\"team\":\"shop\"}"));
    }

    /** In the form that PowerShell's {@code >} writes. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-8"})
    void acceptsADigestWithByteOrderMarkAndLineBreak(String encoding) throws Exception {
        build(Result.SUCCESS, """
                node {
                    writeFile file: 'digest.txt', text: '\\ufeff%s\\r\\n', encoding: '%s'
                    recordDeployment name: 'shop', digest: readFile('digest.txt'), logicalEnvironment: 'production',
                        deploymentName: 'shop-web'
                }
                """.formatted(DIGEST.substring(7).toUpperCase(), encoding));

        assertThat(body().get("digest").textValue(), is(DIGEST));
    }

    @Test
    void acceptsADigestInUpperCaseWithoutAlgorithm() throws Exception {
        build(
                Result.SUCCESS,
                "recordDeployment name: 'shop', digest: '" + DIGEST.substring(7).toUpperCase()
                        + "', logicalEnvironment: 'production', deploymentName: 'shop-web'");

        assertThat(body().get("digest").textValue(), is(DIGEST));
    }

    @Test
    void recordingADeploymentAgainUpdatesTheRecord() throws Exception {
        build(Result.SUCCESS, RECORD + ", version: '1'\n" + RECORD + ", version: '2', status: 'decommissioned'");

        assertThat(bodies().size(), is(2));
        assertThat(gitHub.records().size(), is(1));
    }
}
