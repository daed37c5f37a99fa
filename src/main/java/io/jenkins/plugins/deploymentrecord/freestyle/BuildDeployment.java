package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.delivery.DeliveryException;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.publisher.BuildVariables;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentRecordPublisher;
import io.jenkins.plugins.deploymentrecord.publisher.ExpandedForm;
import io.jenkins.plugins.deploymentrecord.publisher.PreparedDeployment;
import io.jenkins.plugins.deploymentrecord.publisher.ResultOnError;
import io.jenkins.plugins.deploymentrecord.publisher.Workspace;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A deployment recorded by a build that waits for it in its own thread. */
final class BuildDeployment {

    private BuildDeployment() {}

    /**
     * @throws AbortException where the deployment is not recorded and its result on error is FAILURE
     * @throws InterruptedException where the build is aborted; a call in flight has ended then
     */
    static void record(DeploymentForm form, AbstractBuild<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        long askedAt = DeploymentRecordPublisher.askedNow();
        EnvVars values = build.getEnvironment(listener);
        values.overrideAll(build.getBuildVariables());
        var variables = new BuildVariables(
                values, build.getSensitiveBuildVariables(), new BuildLogFilters(build), build.getCharset());
        ExpandedForm expanded = variables.expand(form);
        try {
            PreparedDeployment deployment = PreparedDeployment.of(expanded, variables, build, workspace(build));
            if (deployment.dryRun()) {
                DeploymentRecordPublisher.print(deployment, build, listener);
            } else {
                await(DeploymentRecordPublisher.send(deployment, askedAt, build, listener.getLogger()::println));
            }
        } catch (InvalidDeploymentException | DeliveryException | IOException e) {
            if (!(e instanceof DeliveryException) && !expanded.form().isDryRun()) {
                DeploymentRecordPublisher.keepRefused(build, askedAt, e.getMessage());
            }
            Result result = ResultOnError.of(expanded.form().getResultOnError()).result();
            if (result == Result.FAILURE) {
                throw (AbortException) new AbortException(e.getMessage()).initCause(e);
            }
            DeploymentRecordPublisher.warn(e.getMessage(), listener);
            build.setResult(result);
        }
    }

    @CheckForNull
    private static Workspace workspace(AbstractBuild<?, ?> build) {
        FilePath directory = build.getWorkspace();
        return directory == null ? null : new Workspace(directory, null);
    }

    private static void await(DeploymentRecordPublisher.Sending sending)
            throws DeliveryException, InterruptedException {
        try {
            sending.outcome().get();
        } catch (InterruptedException e) {
            sending.delivery().cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
