package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedDeployment;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import java.io.IOException;

/** Records a deployment in a build. */
final class BuildDeployment extends RecordingBuild<DeploymentForm> {

    BuildDeployment(AbstractBuild<?, ?> build, TaskListener listener) throws IOException {
        super(build, listener);
    }

    @CheckForNull
    @Override
    String submit(ExpandedForm<DeploymentForm> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        var deployment = ResolvedDeployment.of(
                form,
                variables,
                Recorder.credentialsOf(build),
                Recorder.defaultsOf(build),
                Recorder.checkoutsOf(build),
                workspace);
        BuildLog.notices(deployment, build).forEach(this::log);
        if (deployment.isDryRun()) {
            log(BuildLog.dryRun(deployment));
            return null;
        }
        HistoryEntry entry = await(() -> Recorder.submit(deployment, number, build, step, this::log))
                .getFirst();
        return switch (entry.state()) {
            case RECORDED, SUPERSEDED, WAITING -> {
                log(BuildLog.line(entry));
                yield null;
            }
            default -> entry.message();
        };
    }
}
