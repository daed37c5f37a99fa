package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Views of a Pipeline show a step's title and may cut it off, so artifact and environment come first. */
class StepTitleTest extends JenkinsWithStandIn {

    private static final RecordDeploymentStep.DescriptorImpl STEP = new RecordDeploymentStep.DescriptorImpl();

    @Test
    void theTitleHasArtifactAndEnvironment() throws Exception {
        assertThat(label(build(Result.SUCCESS, RECORD + ", version: '1.4.2'")), is("shop 1.4.2 in production"));
        assertThat(
                label(build(Result.SUCCESS, RECORD + ", status: 'decommissioned'")),
                is("shop no longer in production"));
    }

    @Test
    void theLogReportsTheRecordOnce() throws Exception {
        String log = JenkinsRule.getLog(build(Result.SUCCESS, RECORD));

        assertThat(log, log.split("Recorded for octo-org", -1).length - 1, is(1));
    }

    @Test
    void theTitleIsKnownBeforeTheStepRuns() {
        assertThat(
                STEP.argumentsToString(Map.of("name", "shop", "version", "1.4.2", "logicalEnvironment", "production")),
                is("shop 1.4.2 in production"));
        assertThat(
                STEP.argumentsToString(
                        Map.of("image", "ghcr.io/octo-org/shop@sha256:0123", "logicalEnvironment", "staging")),
                is("shop in staging"));
        assertThat(STEP.argumentsToString(Map.of("artifact", "target/shop.jar")), is("shop.jar"));
        assertThat(STEP.argumentsToString(Map.of()), is(""));
    }

    private static String label(WorkflowRun run) {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), found -> found.getAction(LabelAction.class) != null);
        return node.getAction(LabelAction.class).getDisplayName();
    }
}
