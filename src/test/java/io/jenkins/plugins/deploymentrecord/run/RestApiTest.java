package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.export.Exported;

/** Tests of the REST API of a build's and a job's records, and of its permissions. */
class RestApiTest extends JenkinsWithStandIn {

    private static final ObjectMapper JSON = new ObjectMapper();

    @AfterEach
    void letEverybodyIn() {
        jenkins.jenkins.setAuthorizationStrategy(jenkins.jenkins.getAuthorizationStrategy().UNSECURED);
    }

    private static JsonNode get(String path) throws Exception {
        try (var web = jenkins.createWebClient()) {
            return JSON.readTree(
                    web.goTo(path, "application/json").getWebResponse().getContentAsString());
        }
    }

    @Test
    void theRestApiOfABuildReturnsTheFieldsOfItsRecords() throws Exception {
        gitHub.attest(DIGEST, 77);
        var run = build(
                Result.SUCCESS,
                RECORD
                        + ", version: '1.4.2', physicalEnvironment: 'east', cluster: 'blue', githubRepository: 'shop',"
                        + " runtimeRisks: ['internet-exposed'], tags: [team: 'shop']");

        JsonNode record = get(run.getUrl() + "deployment-records/api/json").at("/records/0");

        assertThat(record.get("id").longValue(), is(1001L));
        assertThat(record.get("attestationId").longValue(), is(77L));
        assertThat(record.get("state").textValue(), is("recorded"));
        assertThat(record.get("status").textValue(), is("deployed"));
        assertThat(record.get("name").textValue(), is("shop"));
        assertThat(record.get("version").textValue(), is("1.4.2"));
        assertThat(record.get("digest").textValue(), is(DIGEST));
        assertThat(record.get("logicalEnvironment").textValue(), is("production"));
        assertThat(record.get("physicalEnvironment").textValue(), is("east"));
        assertThat(record.get("cluster").textValue(), is("blue"));
        assertThat(record.get("deploymentName").textValue(), is("shop-web"));
        assertThat(record.get("githubRepository").textValue(), is("shop"));
        assertThat(record.get("organization").textValue(), is("octo-org"));
        assertThat(record.get("server").textValue(), is("stand-in"));
        assertThat(texts(record.get("runtimeRisks")), contains("internet-exposed"));
        assertThat(record.at("/tags/0/key").textValue(), is("team"));
        assertThat(record.at("/tags/0/value").textValue(), is("shop"));
        assertThat(record.get("build").intValue(), is(1));
        assertThat(record.get("requestedAt").longValue(), is(greaterThan(run.getStartTimeInMillis() - 1)));
        assertThat(
                record.get("endedAt").longValue(),
                is(greaterThan(record.get("requestedAt").longValue() - 1)));
        assertThat(record.get("message").isNull(), is(true));
        assertThat(record.get("url").isNull(), is(true));
        assertThat(
                get(run.getUrl() + "deployment-records/" + record.get("key").textValue() + "/api/json")
                        .get("id"),
                is(record.get("id")));
    }

    @Test
    void theRestApiOfAJobReturnsItsDeploymentsAndItsHistory() throws Exception {
        WorkflowJob job = job(RECORD + ", version: '1'");
        build(Result.SUCCESS, job);
        script(job, RECORD + ", version: '2'");
        build(Result.SUCCESS, job);
        script(job, "recordDeployment()");
        build(Result.FAILURE, job);

        String path = job.getUrl() + "deployment-records/api/json";
        JsonNode deployed = get(path).at("/deployed");
        assertThat(deployed.size(), is(1));
        assertThat(deployed.at("/0/current/version").textValue(), is("2"));
        assertThat(deployed.at("/0/replaced/version").textValue(), is("1"));

        JsonNode history = get(path + "?tree=history[build,state,version]").at("/history");
        assertThat(history.toString(), is("""
                [{"build":3,"state":"invalid","version":null},{"build":2,"state":"recorded","version":"2"},\
                {"build":1,"state":"recorded","version":"1"}]"""));
        assertThat(
                get(path + "?tree=history[build]{1,2}").at("/history/0/build").intValue(), is(2));
    }

    /** A request for many jobs must not read the files of each job. */
    @Test
    void theRestApisOfJenkinsJobAndBuildDoNotReturnRecords() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        for (String path : List.of("", run.getParent().getUrl(), run.getUrl())) {
            assertThat(path, get(path + "api/json?depth=6").toString(), not(containsString("shop-web")));
        }
    }

    /** Stapler does not escape the keys of an exported map. */
    @Test
    void theRestApiEscapesTheKeyOfATag() throws Exception {
        String key = "x\":\"\"},\"state\":\"failed\",\"server\":\"SPOOFED\",\"z\":{\"y";
        var run = build(Result.SUCCESS, RECORD + ", tags: [[key: '" + key + "', value: 'v']]");

        JsonNode record = get(run.getUrl() + "deployment-records/api/json").at("/records/0");

        assertThat(record.get("server").textValue(), is("stand-in"));
        assertThat(record.get("state").textValue(), is("recorded"));
        assertThat(record.at("/tags/0/key").textValue(), is(key));
    }

    /** Maps with arbitrary keys allow injections into JSON, XML and Python. */
    @Test
    void noExportedPropertyIsAMap() throws Exception {
        for (Class<?> bean : List.of(
                DeploymentRecordView.class,
                RecordTag.class,
                DeploymentRecordsRunAction.Exports.class,
                DeploymentRecordsJobAction.Exports.class,
                DeploymentRecordsJobAction.Deployed.class)) {
            for (Method method : bean.getMethods()) {
                if (method.isAnnotationPresent(Exported.class)) {
                    assertThat(method.toString(), Map.class.isAssignableFrom(method.getReturnType()), is(false));
                }
            }
        }
    }

    @Test
    void recordsAreReturnedOnlyToUsersWhoMayReadTheJob() throws Exception {
        var run = build(Result.SUCCESS, RECORD);
        WorkflowJob job = run.getParent();
        String key = run.getAction(DeploymentRecordsRunAction.class)
                .getRecords()
                .getFirst()
                .getKey();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "reader")
                .grant(Item.READ)
                .onItems(job)
                .to("reader"));

        var paths = List.of(
                job.getUrl() + "deployment-records/",
                job.getUrl() + "deployment-records/api/json",
                job.getUrl() + "deployment-records/api/json?tree=history[build]",
                run.getUrl() + "deployment-records/",
                run.getUrl() + "deployment-records/api/json",
                run.getUrl() + "deployment-records/" + key + "/",
                run.getUrl() + "deployment-records/" + key + "/api/json");
        try (var stranger = jenkins.createWebClient().login("stranger");
                var reader = jenkins.createWebClient().login("reader")) {
            stranger.setJavaScriptEnabled(false);
            reader.setJavaScriptEnabled(false);
            for (String path : paths) {
                stranger.assertFails(path, 404);
                reader.goTo(path, null);
            }
            assertThat(
                    stranger.goTo("api/json?depth=5", "application/json")
                            .getWebResponse()
                            .getContentAsString(),
                    not(containsString("shop-web")));
        }
    }
}
