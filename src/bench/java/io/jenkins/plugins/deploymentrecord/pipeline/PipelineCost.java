package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.nio.charset.StandardCharsets;
import io.jenkins.plugins.deploymentrecord.github.KeepAliveServer;
import org.junit.jupiter.api.AfterEach;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cost of one record in a Pipeline, compared with a step that only saves an action: {@code mvn -P benchmark test
 * -Dtest=PipelineCost}. Both alternate in one warm Jenkins; the result is the median of five rounds. The server in
 * GitHub's place costs next to nothing, and there is no rate limit, so that only the cost of this plugin is measured.
 * The aim is at most 1.5 times the cost of the other step.
 */
class PipelineCost extends JenkinsWithStandIn {

    private static final int STEPS = 200;
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 5;
    private static final String ANSWER = """
        {"total_count": 1, "deployment_records": [{"id": 123, "digest": "%s", "logical_environment": "production",
          "physical_environment": "", "cluster": "", "deployment_name": "shop-web", "tags": {}, "runtime_risks": [],
          "created_at": "2011-01-26T19:14:43Z", "updated_at": "2011-01-26T19:14:43Z", "attestation_id": 456}]}
        """.formatted(DIGEST);

    private KeepAliveServer quick;

    @BeforeEach
    void connectToQuickServer() throws Exception {
        quick = new KeepAliveServer(ANSWER.getBytes(StandardCharsets.UTF_8));
        var unpaced = server("quick", quick.url());
        unpaced.setRequestsPerMinute(0);
        servers(unpaced);
    }

    @AfterEach
    void closeQuickServer() throws Exception {
        quick.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PERFORMANCE_OPTIMIZED", "MAX_SURVIVABILITY"})
    void recordOverSavedAction(FlowDurabilityHint durability) throws Exception {
        WorkflowJob saving = looping("saveAction()", durability);
        WorkflowJob recording = looping(RECORD, durability);
        for (int round = 0; round < WARM_UP; round++) {
            time(saving);
            time(recording);
        }
        var saved = new ArrayList<Double>();
        var recorded = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            saved.add(time(saving));
            recorded.add(time(recording));
        }
        System.out.printf(
                "%s: saveAction %.2f ms, recordDeployment %.2f ms, %.2f times%n",
                durability, median(saved), median(recorded), median(recorded) / median(saved));
        assertThat(quick.answered(), is((WARM_UP + ROUNDS) * STEPS));
    }

    private static WorkflowJob looping(String step, FlowDurabilityHint durability) throws Exception {
        WorkflowJob job = job("for (int i = 0; i < " + STEPS + "; i++) { " + step + " }");
        job.addProperty(new DurabilityHintJobProperty(durability));
        return job;
    }

    /** Returns milliseconds per step. */
    private static double time(WorkflowJob job) throws Exception {
        long start = System.nanoTime();
        jenkins.buildAndAssertSuccess(job);
        return (System.nanoTime() - start) / 1e6 / STEPS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /**
     * The minimum work of an asynchronous step that leaves a trace in its build: saves one action on another thread.
     */
    public static final class SaveActionStep extends Step {

        @DataBoundConstructor
        public SaveActionStep() {}

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context);
        }

        /** The saved action. */
        public static final class Trace extends InvisibleAction {
            private final long at = System.currentTimeMillis();

            public long getAt() {
                return at;
            }
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;

            Execution(StepContext context) {
                super(context);
            }

            @Override
            public boolean start() {
                SubmissionThreads.submit(null, () -> {
                    try {
                        Run<?, ?> run = getContext().get(Run.class);
                        run.replaceAction(new Trace());
                        run.save();
                        getContext().onSuccess(null);
                    } catch (Exception e) {
                        getContext().onFailure(e);
                    }
                });
                return false;
            }
        }

        /** Registered only in the benchmark's Jenkins. */
        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "saveAction";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(Run.class);
            }
        }
    }
}
