package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One run of a step that records deployments. Submits the records of its form, and holds no thread while it waits for
 * their results. After a restart of Jenkins, it attaches to the records that it submitted, or submits them.
 *
 * @param <F> the form that consists of the step's parameters
 */
abstract class RecordingExecution<F extends DeliveryForm<F>> extends FormExecution<F> {

    private static final long serialVersionUID = 1L;

    /** The sequence number of the request, drawn when the step started; null if no outbox was open. */
    private final String number = Recorder.drawNumber();

    /** Null until the outbox has accepted the records. */
    private transient volatile Recording recording;
    /** As written in the Jenkinsfile; expanded as soon as the variables are. */
    private transient volatile String resultOnError;
    /** Whether the records were submitted or are being submitted. After that, an abort does not withdraw them. */
    private transient boolean submitted;

    RecordingExecution(F typed, List<FieldError> argumentErrors, StepContext context) {
        super(typed, argumentErrors, context);
    }

    /**
     * Resolves a form and submits its records with {@link #begin} and {@link #await}, or ends the step.
     *
     * @param workspace null unless a file must be read
     */
    abstract void submit(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException;

    /** Reports the results of records that ended, or that the build does not wait for. Called at most once. */
    abstract void reportResults(StepReport report, List<HistoryEntry> entries);

    /** Returns the step's value if no record was submitted. */
    abstract Map<String, Object> valueOf(String error);

    @Override
    final void resolve(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        resultOnError = form.form().getResultOnError();
        submit(form, variables, workspace);
    }

    /** Ends the wait at once. Submitted records are still delivered, since the deployment has happened. */
    @Override
    public void stop(@NonNull Throwable cause) {
        boolean wasSubmitted;
        synchronized (this) {
            if (!endByAbort()) {
                return;
            }
            wasSubmitted = submitted;
        }
        Recording attached = recording;
        if (attached != null) {
            attached.detach();
        }
        if (wasSubmitted) {
            report().detached();
        } else {
            cancelTasks();
        }
        getContext().onFailure(cause);
    }

    @CheckForNull
    @Override
    public String getStatus() {
        Recording attached = recording;
        return attached == null || attached.status() == null ? super.getStatus() : attached.status();
    }

    /**
     * Must be called before the records are submitted: until then, an abort withdraws them.
     *
     * @return false if the step has ended. A look-up may have swallowed the interrupt of {@link #stop}, and reading a
     *     file can take long
     */
    final synchronized boolean begin() {
        submitted |= !hasEnded();
        return !hasEnded();
    }

    final void await(Recording attached) {
        synchronized (this) {
            submitted = true;
            recording = attached;
        }
        if (hasEnded()) {
            // stop() ran before it could see the recording
            attached.detach();
            return;
        }
        attached.await().whenComplete((entries, failure) -> {
            if (failure == null) {
                finish(entries);
            } else {
                fail(failure instanceof CompletionException e ? e.getCause() : failure);
            }
        });
    }

    final void finish(List<HistoryEntry> entries) {
        if (end()) {
            reportResults(report(), entries);
        }
    }

    @Override
    final void invalid(InvalidDeploymentException invalid) {
        if (end()) {
            report().invalid(invalid, typed().isDryRun(), valueOf(invalid.getMessage()));
        }
    }

    @Override
    final void fail(Throwable failure) {
        if (end()) {
            report().failed(valueOf(failure.getMessage()), failure.getMessage());
        }
    }

    final StepReport report() {
        String result = resultOnError == null ? typed().getResultOnError() : resultOnError;
        return new StepReport(getContext(), result, isResumed());
    }

    @CheckForNull
    final String number() {
        return number;
    }

    @Override
    final void log(String line) {
        if (!hasEnded()) {
            report().log(line);
        }
    }
}
