package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import java.util.List;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the comparison of this controller's records with GitHub's. */
class CompareTest extends JenkinsWithDeployments {

    private static final String READ = "/orgs/octo-org/artifacts/" + DIGEST + "/metadata/deployment-records";
    private static final String OTHER = "sha256:" + "ab".repeat(32);
    private static final String FIELDS = "\"logical_environment\": \"production\", \"deployment_name\": \"shop-web\"";

    private WorkflowRun recorded(String more) throws Exception {
        script(shop, RECORD + more);
        return build(Result.SUCCESS, shop);
    }

    private String comparison() {
        return folder.getUrl() + PAGE + "comparison/";
    }

    private JsonNode compared(String user, String address, NameValuePair... parameters) throws Exception {
        assertThat(post(user, address + "start", parameters), is(200));
        String api = address.replaceFirst("\\?.*", "") + "api/json";
        await("the comparison has ended", () -> !json(user, api).path("running").booleanValue());
        return json(user, api);
    }

    private JsonNode compared() throws Exception {
        return compared("builder", comparison());
    }

    @Test
    void equalRecordsAreReportedAndAnArtifactIsReadOnce() throws Exception {
        WorkflowRun run = recorded(", tags: [team: 'shop'], runtimeRisks: ['sensitive-data'], cluster: 'eu'\n"
                + RECORD.replace("production", "staging"));

        JsonNode all = compared();

        assertThat(all.findValuesAsText("result"), contains("same", "same"));
        assertThat(all.path("total").intValue(), is(1));
        assertThat(all.path("done").intValue(), is(1));
        assertThat(gitHub.reads(), contains(READ));
        assertThat(gitHub.readHeaders("Authorization"), everyItem(is("Bearer " + TOKEN)));
        assertThat(text("builder", comparison()), containsString("GitHub has the same record."));
        for (String path : List.of("", "api/json")) {
            assertThat(
                    get("builder", comparison() + path).getWebResponse().getContentAsString(),
                    not(containsString(TOKEN)));
        }

        String record = run.getUrl() + "compare-deployment-record/";
        String key = json("admin", run.getUrl() + PAGE + "api/json")
                .at("/records/0/key")
                .textValue();
        assertThat(
                compared("builder", record, new NameValuePair("key", key)).findValuesAsText("result"),
                contains("same"));
        assertThat(text("builder", run.getUrl() + PAGE + key), containsString("GitHub"));
        assertThat(gitHub.reads(), hasSize(2));

        recorded(", cluster: 'eu'");
        assertThat(
                "a newer record is there", post("builder", record + "start", new NameValuePair("key", key)), is(400));
        assertThat(gitHub.reads(), hasSize(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "same            |              | \"tags\": {\"team\": \"shop\"}, \"cluster\": \"eu\"",
                "different       | tags         | \"tags\": {\"team\": \"cart\"}, \"cluster\": \"eu\"",
                "different       | runtimeRisks | \"runtime_risks\": [], \"cluster\": \"eu\"",
                "different       | digest       | \"digest\": \"sha256:1\", \"cluster\": \"eu\"",
                "otherDeployment | cluster      | \"cluster\": \"us\"",
            })
    void differingFieldsAreNamed(String result, String field, String more) throws Exception {
        recorded(", tags: [team: 'shop'], runtimeRisks: ['sensitive-data'], cluster: 'eu'");
        gitHub.answerReads(READ, 200, "{\"total_count\": 1, \"deployment_records\": [{" + FIELDS + ", " + more + "}]}");

        JsonNode all = compared();

        assertThat(all.findValuesAsText("result"), contains(result));
        assertThat(all.findValuesAsText("field"), is(field == null ? List.of() : List.of(field)));
        if (field != null) {
            assertThat(text("builder", comparison()), containsString(field));
        }
    }

    @Test
    void anArtifactThatGitHubDoesNotKnowIsReported() throws Exception {
        recorded("");
        gitHub.answerReads(READ, 404, "{\"message\": \"no artifacts found\"}");

        assertThat(compared().findValuesAsText("result"), contains("none"));

        assertThat(
                text("builder", comparison()),
                containsString("no record of this deployment for this digest, or the token may not read it"));
    }

    @Test
    void aDeploymentWithAnotherArtifactAtGitHubIsReportedIfThatArtifactIsComparedToo() throws Exception {
        recorded("\n" + RECORD.replace("shop-web", "cart").replace(DIGEST, OTHER));
        gitHub.answerReads(READ, 404, "{\"message\": \"no artifacts found\"}");
        gitHub.answerReads(
                READ.replace(DIGEST, OTHER),
                200,
                "{\"total_count\": 1, \"deployment_records\": [{" + FIELDS + ", \"digest\": \"" + OTHER + "\"}]}");

        JsonNode all = compared();

        assertThat(all.findValuesAsText("result"), contains("otherArtifact", "otherDeployment"));
        assertThat(all.at("/deployments/0/differences/0/gitHub").textValue(), is(OTHER));
    }

    @Test
    void aDecommissionedDeploymentThatGitHubStillHasIsReportedAsTheSame() throws Exception {
        recorded("\n" + RECORD + ", status: 'decommissioned'");

        assertThat(
                compared("builder", comparison(), new NameValuePair("status", "any"))
                        .findValuesAsText("result"),
                contains("same"));

        assertThat(
                text("builder", comparison()),
                containsString("it is not known whether the record is decommissioned at GitHub"));
    }

    @Test
    void aRefusedReadIsReportedAndNoTokenIsSentToAServerThatIsNotConfigured() throws Exception {
        recorded("");
        gitHub.answerReads(READ, 403, "{\"message\": \"Resource not accessible\"}");
        assertThat(compared().findValuesAsText("result"), contains("failed"));
        assertThat(text("builder", comparison()), containsString("may not read deployment records (403)"));
        assertThat(gitHub.reads(), hasSize(1));

        servers(server("another", "http://127.0.0.1:1"));
        assertThat(compared().findValuesAsText("result"), contains("failed"));
        assertThat(gitHub.reads(), hasSize(1));
    }

    @Test
    void eachRecordIsComparedWithItsOwnCredential() throws Exception {
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(Domain.global(), List.of(token("own", "ghp_TheTokenOfTheFolderAndOfNoOtherPlace00")))
        }));
        recorded(", credentialsId: 'own'");
        build(
                Result.SUCCESS,
                script(folder.createProject(WorkflowJob.class, "other"), RECORD.replace("shop-web", "other")));

        compared("admin", comparison());

        assertThat(
                gitHub.readHeaders("Authorization").stream().sorted().toList(),
                contains("Bearer ghp_TheTokenOfTheFolderAndOfNoOtherPlace00", "Bearer " + TOKEN));
    }

    @Test
    void aUserWhoMayNotBuildAJobCannotCompareItsDeployments() throws Exception {
        WorkflowRun run = recorded("");
        String key = json("admin", run.getUrl() + PAGE + "api/json")
                .at("/records/0/key")
                .textValue();
        String record = run.getUrl() + "compare-deployment-record/";

        JsonNode none = compared("reader", comparison());
        assertThat(none.path("leftOut").intValue(), is(1));
        assertThat(none.path("deployments").size(), is(0));
        assertThat(text("reader", comparison()), containsString("no permission to build their jobs: 1"));
        assertThat(post("reader", record + "start", new NameValuePair("key", key)), is(403));
        assertThat(get("reader", record).getWebResponse().getStatusCode(), is(403));
        assertThat(
                text("reader", run.getUrl() + PAGE + key) + text("reader", folder.getUrl() + PAGE),
                not(containsString("Compare")));
        for (String address : List.of(comparison(), record)) {
            for (String method : List.of("start", "cancel")) {
                assertThat(get("admin", address + method).getWebResponse().getStatusCode(), anyOf(is(404), is(405)));
            }
        }
        assertThat(gitHub.reads(), is(empty()));

        assertThat(compared().findValuesAsText("result"), contains("same"));
        assertThat(text("builder", folder.getUrl() + PAGE), containsString("Compare with GitHub"));
        assertThat(
                "another user's result",
                text("admin", comparison()),
                containsString("You have not started a comparison"));
    }

    @Test
    void aUserHasOneComparisonOnAPageUntilItIsCancelled() throws Exception {
        recorded("");
        var hold = gitHub.holdRead();
        assertThat(post("builder", comparison() + "start"), is(200));
        hold.awaitArrival();
        assertThat(json("builder", comparison() + "api/json").path("running").booleanValue(), is(true));
        assertThat(
                text("builder", comparison()),
                allOf(containsString("read from GitHub: 0 of 1"), containsString("Cancel")));
        assertThat(post("builder", comparison() + "start"), is(409));

        assertThat(post("admin", comparison() + "cancel"), is(200));
        assertThat(json("builder", comparison() + "api/json").path("running").booleanValue(), is(true));
        assertThat(post("builder", comparison() + "cancel"), is(200));

        JsonNode all = json("builder", comparison() + "api/json");
        assertThat(all.path("running").booleanValue(), is(false));
        assertThat(all.path("stoppedBecause").textValue(), containsString("cancelled"));
        assertThat(all.findValuesAsText("result"), contains("pending"));
        hold.release();
        assertThat(compared().findValuesAsText("result"), contains("same"));
    }

    @Test
    void aSingleRowOfTheListCanBeCompared() throws Exception {
        recorded("\n" + RECORD.replace("shop-web", "cart"));
        String row = json("builder", folder.getUrl() + PAGE + "api/json?deploymentName=cart")
                .at("/deployments/0/name")
                .textValue();

        JsonNode one = compared("builder", comparison(), new NameValuePair("deployment", row));

        assertThat(one.findValuesAsText("deploymentName"), contains("cart"));
    }

    @Test
    void aComparisonOfTooManyDeploymentsIsRefused() throws Exception {
        KnownDeployments known = KnownDeployments.of(shop.getFullName());
        for (int i = 0; i <= Comparison.MAX_DEPLOYMENTS; i++) {
            known.recorded("many", folder.getName() + i, "1");
        }
        known.known();

        assertThat(post("builder", comparison() + "start"), is(400));
        assertThat(json("builder", comparison() + "api/json").path("started").booleanValue(), is(false));
    }
}
