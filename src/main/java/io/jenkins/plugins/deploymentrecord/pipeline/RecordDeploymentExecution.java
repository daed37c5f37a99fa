package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
import io.jenkins.plugins.deploymentrecord.service.StepResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One run of {@code recordDeployment}. */
final class RecordDeploymentExecution extends RecordingExecution<DeploymentForm> {

    private static final long serialVersionUID = 1L;

    /**
     * The form with its variables expanded and with the digest in place of the artifact; null until the artifact was
     * read.
     */
    private volatile DeploymentForm expanded;

    RecordDeploymentExecution(DeploymentForm typed, List<FieldError> argumentErrors, StepContext context) {
        super(typed, argumentErrors, context);
    }

    @CheckForNull
    @Override
    DeploymentForm saved() {
        return expanded;
    }

    /** Attaches to the record that the step submitted earlier, or reads the record's result from the history. */
    @Override
    boolean resume() throws IOException, InterruptedException {
        Optional<Recording> found = Recorder.find(build(), step(), this::log);
        if (found.isPresent()) {
            await(found.get());
            return true;
        }
        Optional<HistoryEntry> result = Recorder.findEnded(build(), step(), number());
        result.ifPresent(entry -> finish(List.of(entry)));
        return result.isPresent();
    }

    @Override
    void submit(ExpandedForm<DeploymentForm> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var deployment = ResolvedDeployment.of(
                form,
                variables,
                Recorder.credentialsOf(build()),
                Recorder.defaultsOf(build()),
                Recorder.checkoutsOf(build()),
                workspace);
        if (workspace != null) {
            // from here on, neither the file nor its agent is needed, even after a restart
            expanded = form.form()
                    .withDigest(
                            deployment.record().digest(), deployment.record().name());
            getContext().saveState();
        }
        BuildLog.notices(deployment, build()).forEach(this::log);
        if (deployment.isDryRun()) {
            log(BuildLog.dryRun(deployment));
            HistoryEntry entry = Recorder.notSent(deployment, build(), step());
            if (end()) {
                report().succeeded(BuildLog.title(entry), StepResult.of(entry, false, null));
            }
        } else if (begin()) {
            await(Recorder.submit(deployment, number(), build(), step(), this::log));
        }
    }

    @Override
    void reportResults(StepReport report, List<HistoryEntry> entries) {
        HistoryEntry entry = entries.getFirst();
        switch (entry.state()) {
            case RECORDED, SUPERSEDED, WAITING -> {
                report.log(BuildLog.line(entry));
                boolean isPending = entry.state() == HistoryEntry.State.WAITING;
                report.succeeded(BuildLog.title(entry), StepResult.of(entry, isPending, null));
            }
            default -> report.failed(StepResult.of(entry, false, entry.message()), entry.message());
        }
    }

    @Override
    Map<String, Object> valueOf(String error) {
        return StepResult.of(null, false, error);
    }
}
