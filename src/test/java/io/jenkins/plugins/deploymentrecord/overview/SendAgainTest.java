package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import java.util.Map;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Records that were refused or given up are sent again. */
class SendAgainTest extends JenkinsWithDeployments {

    private WorkflowRun refused(String version) throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"not now\"}");
        shop.setDefinition(script(job(""), RECORD + ", version: '" + version + "', cluster: '" + folder.getName() + "'")
                .getDefinition());
        return build(Result.FAILURE, shop);
    }

    @Test
    void thePagesShowThatARecordThatIsSentAgainWaitsAgain() throws Exception {
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
                "the build's page says so",
                () -> json("admin", records + "api/json").at(state).textValue().equals("waiting"));
        assertThat(text("admin", records + key), containsString("Waiting again"));
        assertThat(text("admin", records + key), not(containsString("Send again")));
        assertThat(text("admin", shop.getUrl() + PAGE), containsString("Waiting again"));
        hold.release();
        await(
                "it is recorded",
                () -> json("admin", records + "api/json").at(state).textValue().equals("recorded"));
    }
}
