package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.delivery.Delivery;
import io.jenkins.plugins.deploymentrecord.delivery.Outcome;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.publisher.BuildVariables;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentRecordPublisher;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentValue;
import io.jenkins.plugins.deploymentrecord.publisher.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.publisher.PreparedDeployment;
import io.jenkins.plugins.deploymentrecord.publisher.PublisherThreads;
import io.jenkins.plugins.deploymentrecord.publisher.ResultOnError;
import io.jenkins.plugins.deploymentrecord.publisher.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One step on its way: prepared on a thread of {@link PublisherThreads}, sent without one, and after a restart of
 * Jenkins prepared and sent again, which harms nothing, as the same record again is an update.
 *
 * <p>What is serialized must load in later versions: fields may be added, none renamed or retyped.
 */
final class RecordDeploymentExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final long AGENT_POLL_SECONDS = 5;

    private final DeploymentForm typed;

    /** What was wrong with the step's arguments, and is not in the form therefore. */
    private final ArrayList<Fault> argumentFaults;

    /** Null until its artifact was read: with its variables expanded then, and with the digest in the artifact's place. */
    private volatile DeploymentForm expanded;

    /** When the step was started: of two records of one deployment the later one counts, also after a restart. */
    private final long askedAt = DeploymentRecordPublisher.askedNow();

    private transient volatile boolean resumed;
    private transient volatile Future<?> preparation;
    private transient volatile Delivery delivery;
    private transient volatile String status;
    /** Null until the variables were expanded. */
    private transient volatile String resultOnError;

    private transient boolean ended;

    RecordDeploymentExecution(DeploymentForm typed, List<Fault> argumentFaults, StepContext context) {
        super(context);
        this.typed = typed;
        this.argumentFaults = new ArrayList<>(argumentFaults);
    }

    @Override
    public boolean start() throws Exception {
        prepareLater();
        return false;
    }

    @Override
    public void onResume() {
        resumed = true;
        prepareLater();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        if (end()) {
            if (delivery != null) {
                PublisherThreads.abort(delivery);
            }
            if (preparation != null) {
                preparation.cancel(true);
            }
            getContext().onFailure(cause);
        }
    }

    @CheckForNull
    @Override
    public String getStatus() {
        return delivery == null ? status : delivery.status();
    }

    /** Nothing is read or looked up by the caller: it may be the thread that runs the Pipeline's Groovy. */
    private void prepareLater() {
        status = Messages.RecordDeploymentExecution_preparing();
        preparation = expanded == null && typed.needsFile()
                ? PublisherThreads.prepareWithArtifact(this::prepare)
                : PublisherThreads.prepare(this::prepare);
    }

    private void prepare() {
        try (ACLContext asBuild = ACL.as2(getContext().get(FlowExecution.class).getAuthentication2())) {
            if (hasEnded()) {
                return;
            }
            var surroundings = new StepSurroundings(getContext());
            BuildVariables variables;
            ExpandedForm form;
            Workspace workspace;
            try {
                if (expanded == null) {
                    variables = surroundings.variables(typed);
                    form = variables.expand(typed).with(argumentFaults);
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
            if (hasEnded()) {
                // a look-up may have swallowed the interrupt of stop(), and reading takes long
                return;
            }
            send(prepare(form, variables, workspace));
        } catch (InvalidDeploymentException | IOException e) {
            fail(null, e.getMessage());
        } catch (InterruptedException | RuntimeException | Error e) {
            // an interrupt by stop() finds the step ended; any other would leave it waiting for ever
            if (end()) {
                getContext().onFailure(e);
            }
        }
    }

    private PreparedDeployment prepare(ExpandedForm form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var deployment = PreparedDeployment.of(form, variables, getContext().get(Run.class), workspace);
        if (form.form().needsFile()) {
            // from here on neither the file nor its agent is needed, a restart in between or not
            expanded = form.form()
                    .withDigest(
                            deployment.record().digest(), deployment.record().name());
            getContext().saveState();
        }
        return deployment;
    }

    /** After a restart an agent may come back later than the Pipeline. */
    private void awaitAgent(IOException absence) throws IOException {
        if (!resumed) {
            throw absence;
        }
        status = Messages.RecordDeploymentExecution_agent();
        Timer.get().schedule(this::prepareLater, AGENT_POLL_SECONDS, TimeUnit.SECONDS);
    }

    private void send(PreparedDeployment deployment) throws IOException, InterruptedException {
        TaskListener listener = listener();
        if (deployment.dryRun()) {
            Run<?, ?> run = getContext().get(Run.class);
            log(() -> DeploymentRecordPublisher.print(deployment, run, listener));
            succeed(deployment, null);
            return;
        }
        var sending = DeploymentRecordPublisher.send(
                deployment,
                askedAt,
                getContext().get(Run.class),
                line -> log(() -> listener.getLogger().println(line)));
        delivery = sending.delivery();
        if (hasEnded()) {
            // stop() came before it could see the delivery
            delivery.cancel();
        }
        sending.outcome().whenComplete((outcome, failure) -> {
            if (failure == null) {
                succeed(deployment, outcome);
            } else {
                fail(deployment, (failure instanceof CompletionException e ? e.getCause() : failure).getMessage());
            }
        });
    }

    /**
     * After a kill a step can wait at a node that is saved as finished, and such a node takes no log any more; the build's
     * own does.
     */
    private TaskListener listener() throws IOException, InterruptedException {
        try {
            return getContext().get(TaskListener.class);
        } catch (IOException e) {
            if (!resumed) {
                throw e;
            }
            return getContext().get(FlowExecution.class).getOwner().getListener();
        }
    }

    /** Nothing is logged once the Pipeline was told. */
    private synchronized void log(Runnable line) {
        if (!ended) {
            line.run();
        }
    }

    private void succeed(PreparedDeployment deployment, @CheckForNull Outcome outcome) {
        if (!end()) {
            return;
        }
        try {
            if (outcome != null) {
                getContext()
                        .get(FlowNode.class)
                        .addAction(new LabelAction(deployment.record().title()));
            }
            getContext().onSuccess(DeploymentValue.of(deployment, outcome, null));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            getContext().onFailure(e);
        }
    }

    /** Marks stage and build the way the step {@code unstable} does. */
    private void fail(@CheckForNull PreparedDeployment deployment, String message) {
        if (!end()) {
            return;
        }
        try {
            if (deployment == null && !typed.isDryRun()) {
                DeploymentRecordPublisher.keepRefused(getContext().get(Run.class), askedAt, message);
            }
            Result result = ResultOnError.of(resultOnError == null ? typed.getResultOnError() : resultOnError)
                    .result();
            if (result == Result.FAILURE) {
                getContext().onFailure(new AbortException(message));
                return;
            }
            if (result != Result.SUCCESS) {
                getContext().get(FlowNode.class).addOrReplaceAction(new WarningAction(result).withMessage(message));
                getContext().get(Run.class).setResult(result);
            }
            DeploymentRecordPublisher.warn(message, listener());
            getContext().onSuccess(DeploymentValue.of(deployment, null, message));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            getContext().onFailure(e);
        }
    }

    /** @return true to the one caller that may tell the Pipeline, after which nothing more is logged */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private synchronized boolean hasEnded() {
        return ended;
    }
}
