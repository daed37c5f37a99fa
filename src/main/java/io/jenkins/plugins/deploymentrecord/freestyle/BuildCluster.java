package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.ClusterForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedCluster;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.ClusterRecorder;
import io.jenkins.plugins.deploymentrecord.service.ClusterResult;
import io.jenkins.plugins.deploymentrecord.service.ClusterSubmission;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import java.io.IOException;
import java.util.List;

/** Records the deployments of a cluster in a build. */
final class BuildCluster extends RecordingBuild<ClusterForm> {

    BuildCluster(AbstractBuild<?, ?> build, TaskListener listener) throws IOException {
        super(build, listener);
    }

    @CheckForNull
    @Override
    String submit(ExpandedForm<ClusterForm> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var cluster = ResolvedCluster.of(
                form,
                variables,
                Recorder.credentialsOf(build),
                Recorder.defaultsOf(build),
                Recorder.checkoutsOf(build),
                build.getParent().getFullName(),
                workspace);
        var recorder = new ClusterRecorder(cluster, build, step);
        if (cluster.isDryRun()) {
            log(BuildLog.clusterDryRun(recorder.plan(), recorder.summary(), cluster));
            return null;
        }
        log(BuildLog.clusterPlan(recorder.plan(), recorder.summary(), cluster));
        ClusterSubmission submission = recorder.submission(number);
        ClusterRecorder.keep(submission.summary(), build);
        List<HistoryEntry> entries = ClusterRecorder.isDone(submission, List.of())
                ? List.of()
                : await(() -> ClusterRecorder.submit(submission, List.of(), build, this::log));
        var result = new ClusterResult(submission.summary(), entries);
        log(result.line());
        return result.error();
    }
}
