package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.Recording;
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step that records: resolves the form on a thread of {@link SubmissionThreads}, submits the records, and
 * waits for their results without a thread. After a restart of Jenkins it goes on with the records that it submitted, or
 * submits them.
 *
 * <p>What is serialized must load in later versions: fields may be added, none renamed or retyped.
 *
 * @param <F> the form that the step's parameters make
 */
abstract class RecordingExecution<F extends DeliveryForm<F>> extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final long AGENT_POLL_SECONDS = 5;

    /** The form as the Jenkinsfile has it. */
    private final F typed;

    /** The errors of the step's arguments, which the form cannot hold. */
    private final ArrayList<FieldError> argumentErrors;

    /** The place in the order of all requests, drawn when the step started; null if there was no outbox to draw it from. */
    private final String number = Recorder.drawNumber();

    /** Whether Jenkins was restarted since the step started. */
    private transient volatile boolean resumed;
    /** The task that resolves the form, and submits unless a file is to be read; an abort interrupts it. */
    private transient volatile Future<?> submission;
    /** The task that reads a file and submits; null if there is no file. An abort interrupts it. */
    private transient volatile Future<?> reading;
    /** Null until the outbox has the records. */
    private transient volatile Recording recording;
    /** The step's activity before the outbox has the records, for a person. */
    private transient volatile String status;
    /** As typed, or expanded once the variables were. */
    private transient volatile String resultOnError;
    /** Whether the outbox was or is being given the records: from then on an abort does not take them back. */
    private transient boolean submitted;
    /** Whether the Pipeline was told; nothing is logged after that. */
    private transient boolean ended;
    /** Whether an abort ended the step, so that its tasks have nothing left to do. */
    private transient volatile boolean stopped;

    RecordingExecution(F typed, List<FieldError> argumentErrors, StepContext context) {
        super(context);
        this.typed = typed;
        this.argumentErrors = new ArrayList<>(argumentErrors);
    }

    /**
     * After a restart: goes on with the records that the step submitted before, if it has.
     *
     * @return whether nothing is left to be submitted
     */
    abstract boolean resume() throws IOException, InterruptedException;

    /** The form with its variables expanded, if it was saved before a restart; else null. */
    @CheckForNull
    abstract F saved();

    /**
     * Resolves a form and submits its records with {@link #begin} and {@link #await}, or ends the step.
     *
     * @param workspace null unless a file is to be read
     */
    abstract void submit(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException;

    /** The records ended, or the build does not wait for them any longer. Called once at most. */
    abstract void tell(StepReport report, List<HistoryEntry> entries);

    /** The step's value if no record was submitted. */
    abstract Map<String, Object> valueOf(String error);

    @Override
    public boolean start() {
        submitLater();
        return false;
    }

    @Override
    public void onResume() {
        resumed = true;
        submitLater();
    }

    /** Ends the wait at once. Records that the outbox has are delivered all the same, since the deployment has happened. */
    @Override
    public void stop(@NonNull Throwable cause) {
        boolean wasSubmitted;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            stopped = true;
            wasSubmitted = submitted;
        }
        Recording attached = recording;
        if (attached != null) {
            attached.detach();
        }
        if (wasSubmitted) {
            report().detached();
        } else {
            cancelIfStopped(submission);
            cancelIfStopped(reading);
        }
        getContext().onFailure(cause);
    }

    @CheckForNull
    @Override
    public String getStatus() {
        Recording attached = recording;
        return attached == null || attached.status() == null ? status : attached.status();
    }

    /** Nothing is read or looked up by the caller: it may be the thread that runs the Pipeline's Groovy. */
    private void submitLater() {
        status = Messages.RecordDeploymentExecution_preparing();
        submission = SubmissionThreads.submit(typed.getCredentialsId(), () -> run(this::expand));
        cancelIfStopped(submission);
    }

    /** Called by {@link #stop}, and by whoever begins a task: an abort may come before the task is known. */
    private void cancelIfStopped(@CheckForNull Future<?> task) {
        if (task != null && stopped) {
            task.cancel(true);
        }
    }

    /** Some part of the step's work, as the build's user; whatever it throws ends the step. */
    private interface Work {
        void run() throws InvalidDeploymentException, IOException, InterruptedException;
    }

    private void run(Work work) {
        try (ACLContext asBuild = ACL.as2(getContext().get(FlowExecution.class).getAuthentication2())) {
            if (!hasEnded()) {
                work.run();
            }
        } catch (InvalidDeploymentException e) {
            if (end()) {
                report().invalid(e, typed.isDryRun(), valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException | RuntimeException | Error e) {
            // an interrupt by stop() finds the step ended; any other would leave it waiting for ever
            if (end()) {
                getContext().onFailure(e);
            }
        }
    }

    private void expand() throws InvalidDeploymentException, IOException, InterruptedException {
        if (resumed && resume()) {
            return;
        }
        BuildVariables variables;
        ExpandedForm<F> form;
        Workspace workspace;
        try {
            var surroundings = new StepSurroundings(getContext());
            variables = saved() == null ? surroundings.variables(typed) : BuildVariables.NONE;
            form = saved() == null
                    ? variables.expand(typed).with(argumentErrors)
                    : new ExpandedForm<>(saved(), List.of());
            workspace = form.form().needsFile() ? surroundings.workspace() : null;
        } catch (IOException e) {
            awaitAgent(e);
            return;
        }
        resultOnError = form.form().getResultOnError();
        if (workspace == null) {
            submit(form, variables, null);
        } else {
            reading = SubmissionThreads.submitOnAgent(
                    workspace.directory(), build(), () -> run(() -> submit(form, variables, workspace)));
            cancelIfStopped(reading);
        }
    }

    /** After a restart an agent may come back later than the Pipeline. */
    private void awaitAgent(IOException absence) throws IOException {
        if (!resumed) {
            throw absence;
        }
        status = Messages.RecordDeploymentExecution_agent();
        Timer.get().schedule(this::submitLater, AGENT_POLL_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Must be asked before the outbox is given the records: an abort takes them back until then.
     *
     * @return false if the step has ended. A look-up may have swallowed the interrupt of {@link #stop}, and reading takes
     *     long
     */
    final synchronized boolean begin() {
        submitted |= !ended;
        return !ended;
    }

    final void await(Recording attached) {
        synchronized (this) {
            submitted = true;
            recording = attached;
        }
        if (hasEnded()) {
            // stop() came before it could see the recording
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
            tell(report(), entries);
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            report().failed(valueOf(failure.getMessage()), failure.getMessage());
        }
    }

    final StepReport report() {
        return new StepReport(getContext(), resultOnError == null ? typed.getResultOnError() : resultOnError, resumed);
    }

    @CheckForNull
    final String number() {
        return number;
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    /** Names the request within its build. */
    final String step() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    final void log(String line) {
        if (!hasEnded()) {
            report().log(line);
        }
    }

    /** Whether the caller may tell the Pipeline, as the first of all callers. */
    final synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private synchronized boolean hasEnded() {
        return ended;
    }
}
