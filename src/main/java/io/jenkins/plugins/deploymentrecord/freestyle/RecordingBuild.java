package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import io.jenkins.plugins.deploymentrecord.form.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.form.ResultOnError;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.service.BuildLog;
import io.jenkins.plugins.deploymentrecord.service.Recorder;
import io.jenkins.plugins.deploymentrecord.service.Recording;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Records deployments in a build and waits for the results in the build's thread.
 *
 * @param <F> the form of the build step or post-build action
 */
abstract class RecordingBuild<F extends DeliveryForm<F>> {

    final AbstractBuild<?, ?> build;
    private final TaskListener listener;
    /** The place in the order of all requests; null if there was no outbox. */
    @CheckForNull
    final String number = Recorder.drawNumber();
    /** Identifies the request within the build. */
    final String step;

    RecordingBuild(AbstractBuild<?, ?> build, TaskListener listener) throws IOException {
        this.build = build;
        this.listener = listener;
        step = Recorder.nextStep(build);
    }

    /**
     * Resolves a form and submits its records with {@link #await}.
     *
     * @param workspace null if the build has none
     * @return the reason in words why GitHub does not have the records; null if GitHub has or will have them
     */
    @CheckForNull
    abstract String submit(ExpandedForm<F> form, BuildVariables variables, @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException;

    /**
     * Records the deployments of the form.
     *
     * @throws AbortException if a record is refused and the form's result on error is FAILURE
     * @throws InterruptedException if the build is aborted; accepted records are still delivered
     */
    final void record(F form) throws IOException, InterruptedException {
        EnvVars values = build.getEnvironment(listener);
        values.overrideAll(build.getBuildVariables());
        var variables = new BuildVariables(
                values, build.getSensitiveBuildVariables(), new BuildLogFilters(build), build.getCharset());
        ExpandedForm<F> expanded = variables.expand(form);
        FilePath directory = build.getWorkspace();
        String error;
        try {
            error = submit(expanded, variables, directory == null ? null : new Workspace(directory, null));
        } catch (InvalidDeploymentException e) {
            if (!expanded.form().isDryRun()) {
                Recorder.keepInvalid(build, step, e);
            }
            error = e.getMessage();
        } catch (IOException e) {
            error = e.getMessage();
        }
        if (error != null) {
            fail(error, expanded.form());
        }
    }

    final void log(String line) {
        listener.getLogger().println(line);
    }

    /** Submits records to the outbox. */
    @FunctionalInterface
    interface Submission {
        Recording submit() throws IOException, InterruptedException;
    }

    /**
     * Submits records and waits for their results. An abort ends the wait at once, even while the records are being
     * written; the outbox still accepts them.
     */
    final List<HistoryEntry> await(Submission submission) throws IOException, InterruptedException {
        Recording recording = null;
        try {
            recording = submission.submit();
            return recording.await().get();
        } catch (InterruptedException e) {
            if (recording != null) {
                recording.detach();
            }
            log(BuildLog.detached(build));
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private void fail(String message, F form) throws AbortException {
        Result result = ResultOnError.of(form.getResultOnError()).result();
        if (result == Result.FAILURE) {
            throw new AbortException(message);
        }
        log(BuildLog.warning(message));
        build.setResult(result);
    }
}
