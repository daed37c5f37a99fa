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
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step whose parameters make a form: expands the form's variables and reads its file on threads of {@link
 * SubmissionThreads}, then hands the form to its subclass. After a restart of Jenkins it begins again.
 *
 * <p>What is serialized must load in later versions: fields may be added, none renamed or retyped.
 *
 * @param <F> the form
 */
abstract class FormExecution<F extends DeliveryForm<F>> extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final long AGENT_POLL_SECONDS = 5;

    /** The form as the Jenkinsfile has it. */
    private final F typed;

    /** The errors of the step's arguments, which the form cannot hold. */
    private final ArrayList<FieldError> argumentErrors;

    /** Whether Jenkins was restarted since the step started. */
    private transient volatile boolean resumed;
    /** The task that expands the form, and resolves it unless a file is to be read; an abort interrupts the task. */
    private transient volatile Future<?> expansion;
    /** The task that reads a file and resolves the form; null if there is no file. An abort interrupts the task. */
    private transient volatile Future<?> reading;
    /** The step's activity, for a person. */
    private transient volatile String status;
    /** Whether the Pipeline has the step's outcome; nothing is logged after that. */
    private transient boolean ended;
    /** Whether an abort ended the step, so that its tasks have nothing left to do. */
    private transient volatile boolean stopped;

    FormExecution(F typed, List<FieldError> argumentErrors, StepContext context) {
        super(context);
        this.typed = typed;
        this.argumentErrors = new ArrayList<>(argumentErrors);
    }

    /**
     * After a restart: goes on with the work that the step began before.
     *
     * @return whether nothing is left to be resolved
     */
    abstract boolean resume() throws IOException, InterruptedException;

    /** The form with its variables expanded, if it was saved before a restart; else null. */
    @CheckForNull
    abstract F saved();

    /**
     * Checks a form and does the step's work with it.
     *
     * @param workspace null unless a file is to be read
     */
    abstract void resolve(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException;

    /** Ends the step whose form is invalid, unless it has ended. */
    abstract void invalid(InvalidDeploymentException invalid);

    /** Ends the step with a failure that is no defect, such as an agent that is away, unless it has ended. */
    abstract void fail(Throwable failure);

    abstract void log(String line);

    @Override
    public boolean start() {
        expandLater();
        return false;
    }

    @Override
    public void onResume() {
        resumed = true;
        expandLater();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        if (endByAbort()) {
            cancelTasks();
            getContext().onFailure(cause);
        }
    }

    final void cancelTasks() {
        cancelIfStopped(expansion);
        cancelIfStopped(reading);
    }

    @CheckForNull
    @Override
    public String getStatus() {
        return status;
    }

    final void setStatus(String activity) {
        status = activity;
    }

    /** Nothing is read or looked up by the caller: it may be the thread that runs the Pipeline's Groovy. */
    private void expandLater() {
        status = Messages.FormExecution_preparing();
        expansion = SubmissionThreads.submit(typed.getCredentialsId(), () -> run(this::expand));
        cancelIfStopped(expansion);
    }

    /** Called by {@link #stop}, and after a task began: an abort may come before the task is known. */
    final void cancelIfStopped(@CheckForNull Future<?> task) {
        if (task != null && stopped) {
            task.cancel(true);
        }
    }

    /** A part of the step's work, as the build's user; whatever it throws ends the step. */
    private interface Work {
        void run() throws InvalidDeploymentException, IOException, InterruptedException;
    }

    private void run(Work work) {
        try (ACLContext asBuild = ACL.as2(getContext().get(FlowExecution.class).getAuthentication2())) {
            if (!hasEnded()) {
                work.run();
            }
        } catch (InvalidDeploymentException e) {
            invalid(e);
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
        if (workspace == null) {
            resolve(form, variables, null);
        } else {
            reading = SubmissionThreads.submitOnAgent(
                    workspace.directory(), build(), () -> run(() -> resolve(form, variables, workspace)));
            cancelIfStopped(reading);
        }
    }

    /** After a restart an agent may come back later than the Pipeline. */
    private void awaitAgent(IOException absence) throws IOException {
        if (!resumed) {
            throw absence;
        }
        status = Messages.FormExecution_agent();
        Timer.get().schedule(this::expandLater, AGENT_POLL_SECONDS, TimeUnit.SECONDS);
    }

    final F typed() {
        return typed;
    }

    final boolean isResumed() {
        return resumed;
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    /** Names the request within its build. */
    final String step() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    /** Whether the caller is the first to end the step, and so gives the Pipeline its outcome. */
    final synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** As {@link #end}, for an abort: tasks of the step are cancelled from then on. */
    final synchronized boolean endByAbort() {
        stopped |= !ended;
        return end();
    }

    final synchronized boolean hasEnded() {
        return ended;
    }
}
