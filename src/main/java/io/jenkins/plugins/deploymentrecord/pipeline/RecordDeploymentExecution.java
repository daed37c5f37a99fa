package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedDeployment;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.Recording;
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of the step: resolves the form on a thread of {@link SubmissionThreads}, submits the record, and waits for its
 * result without a thread. After a restart of Jenkins it attaches to the record that it submitted, or submits it.
 *
 * <p>What is serialized must load in later versions: fields may be added, none renamed or retyped.
 */
final class RecordDeploymentExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final long AGENT_POLL_SECONDS = 5;

    /** The form as the Jenkinsfile has it. */
    private final DeploymentForm typed;

    /** The errors of the step's arguments, which the form cannot hold. */
    private final ArrayList<FieldError> argumentErrors;

    /** Null until its artifact was read: with its variables expanded then, and with the digest in the artifact's place. */
    private volatile DeploymentForm expanded;

    /** The place in the order of all requests, drawn when the step started; null if there was no outbox to draw it from. */
    private final String number = Recorder.drawNumber();

    /** Whether Jenkins was restarted since the step started. */
    private transient volatile boolean resumed;
    /** The task that resolves the form, and submits unless a file is to be read; an abort interrupts it. */
    private transient volatile Future<?> submission;
    /** The task that reads a file and submits; null if there is no file. An abort interrupts it. */
    private transient volatile Future<?> reading;
    /** Null until the outbox has the record. */
    private transient volatile Recording recording;
    /** The step's activity before the outbox has the record, for a person. */
    private transient volatile String status;
    /** As typed, or expanded once the variables were. */
    private transient volatile String resultOnError;
    /** Whether the outbox was or is being given the record: from then on an abort does not take it back. */
    private transient boolean submitted;
    /** Whether the Pipeline was told; nothing is logged after that. */
    private transient boolean ended;
    /** Whether an abort ended the step, so that its tasks have nothing left to do. */
    private transient volatile boolean stopped;

    RecordDeploymentExecution(DeploymentForm typed, List<FieldError> argumentErrors, StepContext context) {
        super(context);
        this.typed = typed;
        this.argumentErrors = new ArrayList<>(argumentErrors);
    }

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

    /** Ends the wait at once. A record that the outbox has is delivered all the same, since the deployment has happened. */
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
                report().invalid(e, typed.isDryRun());
            }
        } catch (IOException e) {
            if (end()) {
                report().failed(null, e.getMessage());
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            // an interrupt by stop() finds the step ended; any other would leave it waiting for ever
            if (end()) {
                getContext().onFailure(e);
            }
        }
    }

    private void expand() throws InvalidDeploymentException, IOException, InterruptedException {
        if (resumed && isKnown()) {
            return;
        }
        BuildVariables variables;
        ExpandedForm form;
        Workspace workspace;
        try {
            var surroundings = new StepSurroundings(getContext());
            if (expanded == null) {
                variables = surroundings.variables(typed);
                form = variables.expand(typed).with(argumentErrors);
            } else {
                variables = BuildVariables.NONE;
                form = new ExpandedForm(expanded, List.of());
            }
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
                    workspace.directory(),
                    getContext().get(Run.class),
                    () -> run(() -> submit(form, variables, workspace)));
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

    /** After a restart: attaches to the record that the step submitted before, or takes its result from the history. */
    private boolean isKnown() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        Optional<Recording> found = Recorder.find(run, step(), this::log);
        if (found.isPresent()) {
            await(found.get());
            return true;
        }
        Optional<HistoryEntry> result = Recorder.findEnded(run, step(), number);
        result.ifPresent(this::finish);
        return result.isPresent();
    }

    private void submit(ExpandedForm form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        var deployment = ResolvedDeployment.of(form, variables, Recorder.credentialsOf(run), workspace);
        if (workspace != null) {
            // from here on neither the file nor its agent is needed, a restart in between or not
            expanded = form.form()
                    .withDigest(
                            deployment.record().digest(), deployment.record().name());
            getContext().saveState();
        }
        BuildLog.nameWarning(deployment, run).ifPresent(this::log);
        if (deployment.isDryRun()) {
            log(BuildLog.dryRun(deployment));
            if (end()) {
                report().succeeded(Recorder.notSent(deployment, run, step()), false);
            }
            return;
        }
        synchronized (this) {
            // a look-up may have swallowed the interrupt of stop(), and reading takes long
            if (ended) {
                return;
            }
            submitted = true;
        }
        await(Recorder.submit(deployment, number, run, step(), this::log));
    }

    private void await(Recording attached) throws IOException, InterruptedException {
        synchronized (this) {
            submitted = true;
            recording = attached;
        }
        if (hasEnded()) {
            // stop() came before it could see the recording
            attached.detach();
            return;
        }
        attached.await().whenComplete((entry, failure) -> {
            if (failure == null) {
                finish(entry);
            } else if (end()) {
                report().failed(null, (failure instanceof CompletionException e ? e.getCause() : failure).getMessage());
            }
        });
    }

    private void finish(HistoryEntry entry) {
        if (end()) {
            report().ended(entry);
        }
    }

    private StepReport report() {
        return new StepReport(getContext(), resultOnError == null ? typed.getResultOnError() : resultOnError, resumed);
    }

    /** Names the request within its build. */
    private String step() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    private void log(String line) {
        if (!hasEnded()) {
            report().log(line);
        }
    }

    /** Whether the caller may tell the Pipeline, as the first of all callers. */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private synchronized boolean hasEnded() {
        return ended;
    }
}
