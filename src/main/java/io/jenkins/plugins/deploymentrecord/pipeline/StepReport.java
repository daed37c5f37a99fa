package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.ResultOnError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Reports how a step ended to its Pipeline: in the log, the step's title, the result of stage and build, and the value.
 *
 * @param resultOnError as written in the Jenkinsfile
 * @param isResumed whether Jenkins was restarted since the step started
 */
record StepReport(StepContext context, String resultOnError, boolean isResumed) {

    private static final Logger LOGGER = Logger.getLogger(StepReport.class.getName());

    /** @param title of the step, for views of a Pipeline's steps */
    void succeeded(String title, Map<String, Object> value) {
        report(() -> {
            context.get(FlowNode.class).addAction(new LabelAction(title));
            context.onSuccess(value);
        });
    }

    /** Reports that the form is invalid. */
    void invalid(InvalidDeploymentException invalid, boolean isDryRun, Map<String, Object> value) {
        report(() -> {
            if (!isDryRun) {
                Recorder.keepInvalid(
                        context.get(Run.class), context.get(FlowNode.class).getId(), invalid);
            }
            failed(value, invalid.getMessage());
        });
    }

    /** Marks stage and build in the same way as the step {@code unstable}. */
    void failed(Map<String, Object> value, String message) {
        report(() -> {
            Result result = ResultOnError.of(resultOnError).result();
            if (result == Result.FAILURE) {
                context.onFailure(new AbortException(message));
                return;
            }
            if (result != Result.SUCCESS) {
                context.get(FlowNode.class).addOrReplaceAction(new WarningAction(result).withMessage(message));
                context.get(Run.class).setResult(result);
            }
            log(BuildLog.warning(message));
            context.onSuccess(value);
        });
    }

    /** Logs that the build ends and that its record is still delivered. */
    void detached() {
        try {
            log(BuildLog.detached(context.get(Run.class)));
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "a build that is gone has no log");
        }
    }

    void log(String line) {
        try {
            listener().getLogger().println(line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "not logged: " + line);
        }
    }

    /**
     * Returns the listener of the step. After a kill, a step can wait at a node that is saved as finished, and such a
     * node accepts no more log lines. In this case, returns the listener of the build.
     */
    private TaskListener listener() throws IOException, InterruptedException {
        try {
            return context.get(TaskListener.class);
        } catch (IOException e) {
            if (!isResumed) {
                throw e;
            }
            return context.get(FlowExecution.class).getOwner().getListener();
        }
    }

    private interface Reporting {
        void run() throws IOException, InterruptedException;
    }

    private void report(Reporting reporting) {
        try {
            reporting.run();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            context.onFailure(e);
        }
    }
}
