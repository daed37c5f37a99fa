package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.service.RecordQuery;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.SubmissionThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * One run of the step: resolves the form on a thread of {@link SubmissionThreads}, and waits for GitHub's answer without a
 * thread. After a restart of Jenkins it asks again.
 *
 * <p>What is serialized must load in later versions: fields may be added, none renamed or retyped.
 */
final class ListDeploymentRecordsExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(ListDeploymentRecordsExecution.class.getName());

    private static final long AGENT_POLL_SECONDS = 5;

    /** The form as the Jenkinsfile has it. */
    private final DeploymentForm typed;

    /** The errors of the step's arguments, which the form cannot hold. */
    private final ArrayList<FieldError> argumentErrors;

    /** Whether Jenkins was restarted since the step started. */
    private transient volatile boolean resumed;
    /** The task or the query that is underway; an abort ends it. */
    private transient volatile Future<?> underway;
    /** The step's activity, for a person. */
    private volatile String status;
    /** Whether the Pipeline was told; nothing is logged after that. */
    private transient boolean ended;

    ListDeploymentRecordsExecution(DeploymentForm typed, List<FieldError> argumentErrors, StepContext context) {
        super(context);
        this.typed = typed;
        this.argumentErrors = new ArrayList<>(argumentErrors);
    }

    @Override
    public boolean start() {
        askLater();
        return false;
    }

    @Override
    public void onResume() {
        resumed = true;
        askLater();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        if (end()) {
            cancelIfEnded(underway);
            getContext().onFailure(cause);
        }
    }

    @CheckForNull
    @Override
    public String getStatus() {
        return status;
    }

    /** Nothing is read or looked up by the caller: it may be the thread that runs the Pipeline's Groovy. */
    private void askLater() {
        status = Messages.ListDeploymentRecordsExecution_preparing();
        underway(SubmissionThreads.submit(typed.getCredentialsId(), () -> run(this::expand)));
    }

    private void underway(Future<?> begun) {
        underway = begun;
        cancelIfEnded(begun);
    }

    /** Called by {@link #stop}, and by whoever begins something: an abort may come before it is known. */
    private void cancelIfEnded(@CheckForNull Future<?> begun) {
        if (begun != null && hasEnded()) {
            begun.cancel(true);
        }
    }

    /** Some part of the step's work, as the build's user; whatever it throws ends the step. */
    private interface Work {
        void run(Authentication user) throws InvalidDeploymentException, IOException, InterruptedException;
    }

    private void run(Work work) {
        try {
            Authentication user = getContext().get(FlowExecution.class).getAuthentication2();
            try (ACLContext asBuild = ACL.as2(user)) {
                if (!hasEnded()) {
                    work.run(user);
                }
            }
        } catch (InvalidDeploymentException | IOException e) {
            fail(new AbortException(e.getMessage()));
        } catch (InterruptedException | RuntimeException | Error e) {
            // an interrupt by stop() finds the step ended; any other would leave it waiting for ever
            fail(e);
        }
    }

    private void expand(Authentication user) throws IOException, InterruptedException, InvalidDeploymentException {
        BuildVariables variables;
        ExpandedForm<DeploymentForm> form;
        Workspace workspace;
        try {
            var surroundings = new StepSurroundings(getContext());
            variables = surroundings.variables(typed);
            form = variables.expand(typed).with(argumentErrors);
            workspace = form.form().needsFile() ? surroundings.workspace() : null;
        } catch (IOException e) {
            if (!resumed) {
                throw e;
            }
            // the agent may come back later than the Pipeline
            status = Messages.RecordDeploymentExecution_agent();
            underway(Timer.get().schedule(this::askLater, AGENT_POLL_SECONDS, TimeUnit.SECONDS));
            return;
        }
        if (workspace == null) {
            ask(form, variables, null, user);
        } else {
            underway(SubmissionThreads.submitOnAgent(
                    workspace.directory(),
                    getContext().get(Run.class),
                    () -> run(asUser -> ask(form, variables, workspace, asUser))));
        }
    }

    private void ask(
            ExpandedForm<DeploymentForm> form,
            BuildVariables variables,
            @CheckForNull Workspace workspace,
            Authentication user)
            throws InvalidDeploymentException, IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        ResolvedQuery query = ResolvedQuery.of(form, variables, Recorder.credentialsOf(run), workspace);
        status = Messages.ListDeploymentRecordsExecution_asking();
        var answer = RecordQuery.run(query, run, user, this::log);
        underway(answer);
        answer.whenComplete((records, failure) -> {
            if (failure == null) {
                succeed(records);
            } else {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                fail(cause instanceof IOException ? new AbortException(cause.getMessage()) : cause);
            }
        });
    }

    private void succeed(Object records) {
        if (end()) {
            getContext().onSuccess(records);
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            getContext().onFailure(failure);
        }
    }

    private void log(String line) {
        if (hasEnded()) {
            return;
        }
        try {
            getContext().get(TaskListener.class).getLogger().println(line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "not logged: " + line);
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
