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
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step whose parameters make a form. Expands the form's variables and reads its file on threads of {@link
 * SubmissionThreads}, then passes the form to the subclass. After a restart of Jenkins, the run starts again.
 *
 * <p>Later versions must be able to load the serialized fields: fields may be
 * added, but neither renamed, retyped nor moved to another class.
 *
 * @param <F> the form
 */
abstract class FormExecution<F extends DeliveryForm<F>> extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(FormExecution.class.getName());

    private static final long AGENT_POLL_SECONDS = 5;

    /** The form as written in the Jenkinsfile. */
    private final F typed;

    /** The errors of step arguments that the form cannot hold. */
    private final ArrayList<FieldError> argumentErrors;

    /** Whether Jenkins was restarted since the step started. */
    private transient volatile boolean resumed;
    /** The task that expands the form, and resolves it unless a file must be read. An abort interrupts the task. */
    private transient volatile Future<?> expansion;
    /** The task that reads a file and resolves the form; null if there is no file. An abort interrupts the task. */
    private transient volatile Future<?> reading;
    /** The step's current activity, for people to read. */
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
     * Continues, after a restart, the work that the step began earlier.
     *
     * @return whether there is nothing left to resolve
     */
    abstract boolean resume() throws IOException, InterruptedException;

    /** Returns the form with its variables expanded if it was saved before a restart, otherwise null. */
    @CheckForNull
    abstract F saved();

    /**
     * Checks a form and does the step's work with it.
     *
     * @param workspace null unless a file must be read
     */
    abstract void resolve(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException;

    /** Ends the step because its form is invalid, unless the step has ended. */
    abstract void invalid(InvalidDeploymentException invalid);

    /** Ends the step with a failure that is not a bug, such as a disconnected agent, unless the step has ended. */
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

    /** Never blocks the calling thread, which may be the thread that runs the Pipeline's Groovy code. */
    private void expandLater() {
        status = Messages.FormExecution_preparing();
        String credentialsId = typed.getCredentialsId();
        Runnable work = () -> run(this::expand);
        expansion = credentialsId == null
                ? SubmissionThreads.submitWithDefault(folder(), work)
                : SubmissionThreads.submit(credentialsId, work);
        cancelIfStopped(expansion);
    }

    /** Returns the full name of the folder that holds the job; empty if the build cannot be found. */
    private String folder() {
        try {
            return build().getParent().getParent().getFullName();
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "no build");
            return "";
        }
    }

    /** Called by {@link #stop}, and also after a task began, since an abort may come before the task is known. */
    final void cancelIfStopped(@CheckForNull Future<?> task) {
        if (task != null && stopped) {
            task.cancel(true);
        }
    }

    /** A part of the step's work, done as the build's user. Any exception that it throws ends the step. */
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
            // an interrupt by stop() finds the step ended; after any other interrupt, it would wait forever
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

    /** Waits for an agent, which may reconnect after the Pipeline has resumed. */
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

    /** Returns the ID that identifies the request within its build. */
    final String step() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    /**
     * Marks the step as ended.
     *
     * @return whether the step had not ended before, so that the caller reports the outcome to the Pipeline
     */
    final synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Same as {@link #end}, for an abort: tasks of the step are cancelled from then on. */
    final synchronized boolean endByAbort() {
        stopped |= !ended;
        return end();
    }

    final synchronized boolean hasEnded() {
        return ended;
    }
}
