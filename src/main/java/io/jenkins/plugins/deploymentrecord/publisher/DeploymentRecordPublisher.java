package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Sends a prepared deployment, and tells the build's log and its author what became of it. */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordPublisher {

    private DeploymentRecordPublisher() {}

    /**
     * Sends a record, or prints it where it is a dry run.
     *
     * @return completes with GitHub's record, null after a dry run, or exceptionally with a {@link
     *     io.jenkins.plugins.deploymentrecord.github.GitHubException}. Cancelling it ends a call in flight.
     */
    public static CompletableFuture<RecordedDeployment> send(PreparedDeployment deployment, TaskListener listener) {
        if (deployment.dryRun()) {
            listener.getLogger()
                    .println(Messages.DeploymentRecordPublisher_dryRun(
                            deployment.record().organization(),
                            deployment.url(),
                            deployment.record().toPrettyJson()));
            return CompletableFuture.completedFuture(null);
        }
        return GitHubHttp.client(deployment.url()).send(deployment.record(), deployment.token());
    }

    /** One line in the log for a record that GitHub has. */
    public static void report(PreparedDeployment deployment, RecordedDeployment recorded, TaskListener listener) {
        DeploymentRecord record = deployment.record();
        PrintStream log = listener.getLogger();
        log.println(Messages.DeploymentRecordPublisher_recorded(
                record.organization(),
                deployment.url().hostAndPort(),
                record.summary(),
                recorded.id() == null ? "" : Messages.DeploymentRecordPublisher_id(String.valueOf(recorded.id()))));
    }

    /** For an error that does not fail the build. */
    public static void warn(String message, TaskListener listener) {
        listener.getLogger().println(Messages.DeploymentRecordPublisher_warning(message));
    }
}
