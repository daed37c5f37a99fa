package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import java.util.List;
import java.util.Map;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Tests of sending refused and given up records again. */
class SendAgainTest extends JenkinsWithDeployments {

    private WorkflowRun refused(String version) throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not now\"}");
        shop.setDefinition(script(job(""), RECORD + ", version: '" + version + "', cluster: '" + folder.getName() + "'")
                .getDefinition());
        return build(Result.FAILURE, shop);
    }

    @Test
    void failedRecordsThatAFilterFindsAreSentAgainIfTheUserMayBuildTheirJobs() throws Exception {
        refused("1.0");
        WorkflowJob other = script(
                folder.createProject(WorkflowJob.class, "other"),
                RECORD.replace("shop-web", "other-web") + ", cluster: '" + folder.getName() + "'");
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not now\"}");
        build(Result.FAILURE, other);
        build(Result.SUCCESS, job(RECORD.replace("shop-web", "third") + ", cluster: '" + folder.getName() + "'"));
        int sent = gitHub.received().size();
        String page = folder.getUrl() + PAGE + "sendAgain/";
        String filter = "?logicalEnvironment=production";

        assertThat(text("admin", page + filter), containsString("sent again: 2."));
        assertThat(
                text("reader", page + filter),
                allOf(
                        containsString("that you may send again"),
                        containsString("no permission to build their jobs: 1")));
        assertThat(
                text("builder", page + filter),
                allOf(containsString("sent again: 1."), not(containsString("no permission"))));
        assertThat(text("admin", page + "?logicalEnvironment=staging"), containsString("None of these deployments"));
        for (String user : List.of("reader", "stranger")) {
            post(user, page + "send" + filter);
        }
        assertThat(get("admin", page + "send").getWebResponse().getStatusCode(), anyOf(is(404), is(405)));
        assertThat(post("admin", page + "send?status=up"), is(400));
        assertThat(gitHub.received().size(), is(sent));

        assertThat(post("builder", page + "send" + filter), is(200));
        gitHub.awaitReceived(sent + 1);
        await(
                "the record is recorded",
                () -> json("admin", folder.getUrl() + PAGE + "api/json?state=recorded")
                                .path("total")
                                .intValue()
                        == 1);
        assertThat(post("admin", page + "send" + filter), is(200));
        gitHub.awaitReceived(sent + 2);
        await(
                "both records are recorded",
                () -> json("admin", folder.getUrl() + PAGE + "api/json?state=recorded")
                                .path("total")
                                .intValue()
                        == 2);
    }

    @Test
    void thePagesShowThatARecordIsWaitingAgainAfterItIsSentAgain() throws Exception {
        WorkflowRun run = refused("1.0");
        String records = run.getUrl() + PAGE;
        String key = json("admin", records + "api/json").at("/records/0/key").textValue();
        String state = "/records/0/state";
        assertThat(json("admin", records + "api/json").at(state).textValue(), is("refused"));
        var hold = gitHub.hold();

        assertThat(
                post("admin", run.getUrl() + "send-deployment-record-again/send", new NameValuePair("key", key)),
                is(200));
        hold.awaitArrival();

        await(
                "the build's page shows the waiting record",
                () -> json("admin", records + "api/json").at(state).textValue().equals("waiting"));
        assertThat(text("admin", records + key), containsString("Waiting again"));
        assertThat(text("admin", records + key), not(containsString("Send again")));
        assertThat(text("admin", shop.getUrl() + PAGE), containsString("Waiting again"));
        hold.release();
        await(
                "the record is recorded",
                () -> json("admin", records + "api/json").at(state).textValue().equals("recorded"));
    }
}
