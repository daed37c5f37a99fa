package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.service.RecordQuery;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One run of {@code listDeploymentRecords}. Holds no thread while it waits for GitHub's response, and sends the query
 * again after a restart.
 */
final class ListDeploymentRecordsExecution extends FormExecution<DeploymentForm> {

    private static final long serialVersionUID = 1L;

    /** The query to GitHub; null until the form is resolved. An abort cancels the query. */
    private transient volatile Future<?> query;

    ListDeploymentRecordsExecution(DeploymentForm typed, List<FieldError> argumentErrors, StepContext context) {
        super(typed, argumentErrors, context);
    }

    /**
     * Returns false: a query leaves nothing behind that the step could find after a restart, so the step starts again.
     */
    @Override
    boolean resume() {
        return false;
    }

    @CheckForNull
    @Override
    DeploymentForm saved() {
        return null;
    }

    @Override
    void resolve(ExpandedForm<DeploymentForm> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var resolved = ResolvedQuery.of(
                form, variables, Recorder.credentialsOf(build()), Recorder.defaultsOf(build()), workspace);
        setStatus(Messages.ListDeploymentRecordsExecution_waiting());
        var answer = RecordQuery.run(
                resolved, build(), getContext().get(FlowExecution.class).getAuthentication2(), this::log);
        query = answer;
        cancelIfStopped(answer);
        answer.whenComplete((records, failure) -> {
            if (failure == null) {
                succeed(records);
            } else {
                fail(failure instanceof CompletionException e ? e.getCause() : failure);
            }
        });
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        super.stop(cause);
        cancelIfStopped(query);
    }

    private void succeed(Object records) {
        if (end()) {
            getContext().onSuccess(records);
        }
    }

    @Override
    void invalid(InvalidDeploymentException invalid) {
        fail(new AbortException(invalid.getMessage()));
    }

    @Override
    void fail(Throwable failure) {
        if (end()) {
            getContext().onFailure(failure instanceof IOException ? new AbortException(failure.getMessage()) : failure);
        }
    }

    @Override
    void log(String line) {
        if (!hasEnded()) {
            new StepReport(getContext(), typed().getResultOnError(), isResumed()).log(line);
        }
    }
}
