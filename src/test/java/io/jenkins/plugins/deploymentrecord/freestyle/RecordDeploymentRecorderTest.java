package io.jenkins.plugins.deploymentrecord.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.MockBuilder;

class RecordDeploymentRecorderTest extends JenkinsWithStandIn {

    private static RecordDeploymentRecorder recorder() {
        return new RecordDeploymentRecorder(form());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, SUCCESS, 1",
        "SUCCESS, UNSTABLE, 0",
        "SUCCESS, FAILURE, 0",
        "UNSTABLE, UNSTABLE, 1",
        "UNSTABLE, FAILURE, 0",
        "FAILURE, FAILURE, 1"
    })
    void thePostBuildActionRecordsIfTheResultIsAtLeastTheMinimumResult(String minimum, String result, int sent)
            throws Exception {
        var recorder = recorder();
        recorder.setMinimumResult(minimum);
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new MockBuilder(Result.fromString(result)));
        project.getPublishersList().add(recorder);

        var build = jenkins.buildAndAssertStatus(Result.fromString(result), project);

        assertThat(gitHub.received(), hasSize(sent));
        if (sent == 0) {
            jenkins.assertLogContains(
                    "The build is " + result + ", which is worse than " + minimum + ": no deployment is recorded.",
                    build);
        }
    }

    @Test
    void aRefusalByGitHubFailsTheBuildOfThePostBuildAction() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Busy\"}");
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getPublishersList().add(recorder());

        jenkins.assertLogContains("GitHub says: \"Busy\"", jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    @Test
    void thePostBuildActionRejectsAnUnknownMinimumResult() {
        var failure =
                assertThrows(IllegalArgumentException.class, () -> recorder().setMinimumResult("SUCESS"));

        assertThat(failure.getMessage(), containsString("given: \"SUCESS\"; allowed: SUCCESS, UNSTABLE, FAILURE"));
    }

    @Test
    void theDefaultMinimumResultOfThePostBuildActionIsSuccess() {
        var recorder = recorder();
        recorder.setMinimumResult(" ");

        assertThat(recorder.getMinimumResult(), is("SUCCESS"));
    }
}
