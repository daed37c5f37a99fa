package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedCluster;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.ClusterRecorder;
import io.jenkins.plugins.deploymentrecord.service.ClusterResult;
import io.jenkins.plugins.deploymentrecord.service.ClusterSubmission;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One run of {@code recordClusterDeployments}. */
final class RecordClusterDeploymentsExecution extends RecordingExecution<ClusterForm> {

    private static final long serialVersionUID = 1L;

    /** The records to send; null until the list was read and compared with the records of earlier builds. */
    private volatile ClusterSubmission submission;

    /** The records that had ended before Jenkins was restarted; null until they are known. */
    private transient volatile List<HistoryEntry> ended;

    RecordClusterDeploymentsExecution(ClusterForm typed, List<FieldError> argumentErrors, StepContext context) {
        super(typed, argumentErrors, context);
    }

    @CheckForNull
    @Override
    ClusterForm saved() {
        return null;
    }

    @Override
    boolean resume() throws IOException, InterruptedException {
        if (submission == null) {
            return false;
        }
        submit(ClusterRecorder.ended(submission, build()));
        return true;
    }

    @Override
    void submit(ExpandedForm<ClusterForm> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var cluster = ResolvedCluster.of(
                form,
                variables,
                Recorder.credentialsOf(build()),
                Recorder.defaultsOf(build()),
                Recorder.checkoutsOf(build()),
                build().getParent().getFullName(),
                workspace);
        var recorder = new ClusterRecorder(cluster, build(), step());
        if (cluster.isDryRun()) {
            log(BuildLog.clusterDryRun(recorder.plan(), recorder.summary(), cluster));
            var result = new ClusterResult(recorder.summary(), List.of());
            if (end()) {
                report().succeeded(result.title(), result.value());
            }
            return;
        }
        log(BuildLog.clusterPlan(recorder.plan(), recorder.summary(), cluster));
        submission = recorder.submission(number());
        // from here on, neither the file nor its agent is needed, even after a restart
        getContext().saveState();
        ClusterRecorder.keep(submission.summary(), build());
        submit(List.of());
    }

    /** @param before the records that had ended before Jenkins was restarted */
    private void submit(List<HistoryEntry> before) throws IOException, InterruptedException {
        ended = before;
        if (ClusterRecorder.isDone(submission, ended)) {
            finish(List.of());
        } else if (begin()) {
            await(ClusterRecorder.submit(submission, ended, build(), this::log));
        }
    }

    @Override
    void reportResults(StepReport report, List<HistoryEntry> entries) {
        var result = new ClusterResult(
                submission.summary(),
                Stream.concat(ended.stream(), entries.stream()).toList());
        report.log(result.line());
        String error = result.error();
        if (error == null) {
            report.succeeded(result.title(), result.value());
        } else {
            report.failed(result.value(), error);
        }
    }

    @Override
    Map<String, Object> valueOf(String error) {
        return ClusterResult.value(error);
    }
}
