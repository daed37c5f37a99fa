package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResolvedDeployment;
import io.jenkins.plugins.deploymentrecord.form.ResultOnError;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.Recording;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A deployment recorded by a build that waits for the result in its own thread. */
final class BuildDeployment {

    private BuildDeployment() {}

    /**
     * Records a deployment.
     *
     * @throws AbortException if the record is refused and its result on error is FAILURE
     * @throws InterruptedException if the build is aborted; a record that was accepted is delivered all the same
     */
    static void record(DeploymentForm form, AbstractBuild<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        String number = Recorder.drawNumber();
        EnvVars values = build.getEnvironment(listener);
        values.overrideAll(build.getBuildVariables());
        var variables = new BuildVariables(
                values, build.getSensitiveBuildVariables(), new BuildLogFilters(build), build.getCharset());
        ExpandedForm<DeploymentForm> expanded = variables.expand(form);
        String step = Recorder.nextStep(build);
        try {
            var deployment =
                    ResolvedDeployment.of(expanded, variables, Recorder.credentialsOf(build), workspace(build));
            BuildLog.nameWarning(deployment, build).ifPresent(listener.getLogger()::println);
            if (deployment.isDryRun()) {
                listener.getLogger().println(BuildLog.dryRun(deployment));
                return;
            }
            HistoryEntry entry = submit(deployment, number, build, step, listener);
            switch (entry.state()) {
                case RECORDED, SUPERSEDED, WAITING -> listener.getLogger().println(BuildLog.line(entry));
                default -> fail(entry.message(), expanded.form(), build, listener);
            }
        } catch (InvalidDeploymentException e) {
            if (!expanded.form().isDryRun()) {
                Recorder.keepInvalid(build, step, e);
            }
            fail(e.getMessage(), expanded.form(), build, listener);
        } catch (AbortException e) {
            throw e;
        } catch (IOException e) {
            fail(e.getMessage(), expanded.form(), build, listener);
        }
    }

    @CheckForNull
    private static Workspace workspace(AbstractBuild<?, ?> build) {
        FilePath directory = build.getWorkspace();
        return directory == null ? null : new Workspace(directory, null);
    }

    /** An abort ends the wait at once, also while the record is being written: the outbox has it, or is about to. */
    private static HistoryEntry submit(
            ResolvedDeployment deployment,
            @CheckForNull String number,
            AbstractBuild<?, ?> build,
            String step,
            TaskListener listener)
            throws IOException, InterruptedException {
        Recording recording = null;
        try {
            recording = Recorder.submit(deployment, number, build, step, listener.getLogger()::println);
            return recording.await().get().getFirst();
        } catch (InterruptedException e) {
            if (recording != null) {
                recording.detach();
            }
            listener.getLogger().println(BuildLog.detached(build));
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void fail(String message, DeploymentForm form, AbstractBuild<?, ?> build, TaskListener listener)
            throws AbortException {
        Result result = ResultOnError.of(form.getResultOnError()).result();
        if (result == Result.FAILURE) {
            throw new AbortException(message);
        }
        listener.getLogger().println(BuildLog.warning(message));
        build.setResult(result);
    }
}
