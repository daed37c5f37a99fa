package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a build whose deployment could not be recorded. */
class ResultOnErrorTest extends JenkinsWithStandIn {

    private static final String INVALID = "The deployment cannot be recorded, nothing was sent. One thing is wrong:\n"
            + "  - status: is not a status; given: \"gone\"; allowed: deployed, decommissioned";

    static List<Arguments> typed() {
        return List.of(
                Arguments.of("resultOnError: 'FAILURE'", Result.FAILURE),
                Arguments.of("resultOnError: null", Result.FAILURE),
                Arguments.of("resultOnError: 'UNSTABLE'", Result.UNSTABLE),
                Arguments.of("resultOnError: 'SUCCESS'", Result.SUCCESS),
                Arguments.of("resultOnError: '$WANTED'", Result.UNSTABLE));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void anInvalidRecordSetsTheResult(String typed, Result expected) throws Exception {
        check(expected, buildWith("status: 'gone', " + typed, expected), INVALID);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void anErrorFromGitHubSetsTheResult(String typed, Result expected) throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Odd\"}");

        check(
                expected,
                buildWith(typed, expected),
                "127.0.0.1:" + gitHub.port() + " does not accept the record (422). GitHub says: \"Odd\"\n");
    }

    private static WorkflowRun buildWith(String more, Result expected) throws Exception {
        return build(expected, """
                withEnv(['WANTED=UNSTABLE']) {
                    def value = %s, %s
                    echo "The error is <${value.error}>"
                }
                """.formatted(RECORD.replaceFirst(" ", "("), more + ")"));
    }

    private static void check(Result expected, WorkflowRun run, String message) throws Exception {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), new NodeStepTypePredicate("recordDeployment"));
        WarningAction warning = node.getPersistentAction(WarningAction.class);
        if (expected == Result.FAILURE) {
            assertThat(message(run, "ERROR: "), startsWith("ERROR: " + message));
            assertThat(node.getPersistentAction(ErrorAction.class), notNullValue());
            jenkins.assertLogNotContains("The error is", run);
        } else {
            assertThat(message(run, "WARNING: "), startsWith("WARNING: " + message));
            assertThat(message(run, "The error is <"), startsWith("The error is <" + message));
            assertThat(node.getPersistentAction(ErrorAction.class), nullValue());
        }
        if (expected == Result.UNSTABLE) {
            assertThat(warning.getResult(), is(Result.UNSTABLE));
            assertThat(warning.getMessage(), startsWith(message));
        } else {
            assertThat(warning, nullValue());
        }
        jenkins.assertLogNotContains("\tat ", run);
    }
}
