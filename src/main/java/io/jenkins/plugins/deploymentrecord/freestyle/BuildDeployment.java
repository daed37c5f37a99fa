package io.jenkins.plugins.deploymentrecord.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.publisher.DeploymentRecordPublisher;
import io.jenkins.plugins.deploymentrecord.publisher.PreparedDeployment;
import io.jenkins.plugins.deploymentrecord.publisher.ResultOnError;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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
        EnvVars variables = build.getEnvironment(listener);
        variables.overrideAll(build.getBuildVariables());
        DeploymentForm expanded = form.expand(variables);
        try {
            PreparedDeployment deployment = PreparedDeployment.of(expanded, build, build.getWorkspace());
            RecordedDeployment recorded = await(DeploymentRecordPublisher.send(deployment, listener));
            if (recorded != null) {
                DeploymentRecordPublisher.report(deployment, recorded, listener);
            }
        } catch (InvalidDeploymentException | IOException e) {
            Result result = ResultOnError.of(expanded.getResultOnError()).result();
            if (result == Result.FAILURE) {
                throw (AbortException) new AbortException(e.getMessage()).initCause(e);
            }
            DeploymentRecordPublisher.warn(e.getMessage(), listener);
            build.setResult(result);
        }
    }

    private static RecordedDeployment await(CompletableFuture<RecordedDeployment> sent)
            throws IOException, InterruptedException {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }
}
