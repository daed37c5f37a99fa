package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.delivery.Delivery;
import io.jenkins.plugins.deploymentrecord.delivery.DeliveryRequest;
import io.jenkins.plugins.deploymentrecord.delivery.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.delivery.Outcome;
import io.jenkins.plugins.deploymentrecord.delivery.Progress;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Sends prepared deployments, and tells the build's log what becomes of them. */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordPublisher {

    private DeploymentRecordPublisher() {}

    /**
     * A deployment on its way.
     *
     * @param delivery to be cancelled, or asked for its status
     * @param outcome the delivery's, once all before it is logged; completes on a thread that may take long
     */
    public record Sending(Delivery delivery, CompletableFuture<Outcome> outcome) {}

    /** For the order of deployments: to be asked for when a build comes to record one, and kept with it. */
    public static long askedNow() {
        return ControllerDeliveries.get().askedNow();
    }

    /**
     * @param askedAt from {@link #askedNow}
     * @param log takes one line for each wait, and the line of the outcome
     */
    public static Sending send(PreparedDeployment deployment, long askedAt, Run<?, ?> run, Consumer<String> log) {
        var client = GitHubHttp.client(deployment.url());
        // one after the other, and on threads that may wait: a build's log can be far away
        var logged = new AtomicReference<CompletableFuture<?>>(CompletableFuture.completedFuture(null));
        Progress progress = wait ->
                logged.set(logged.get().thenRunAsync(() -> log.accept(wait.text()), PublisherThreads.reporting()));
        Delivery delivery = ControllerDeliveries.get()
                .submit(new DeliveryRequest(
                        DeploymentKey.of(deployment.url(), deployment.record()),
                        askedAt,
                        deployment.paceKey(),
                        deployment.server().pacing(),
                        run.getParent().getFullName(),
                        deployment.server().budget(),
                        () -> client.send(deployment.record(), deployment.token()),
                        progress));
        CompletableFuture<Outcome> reported = delivery.outcome()
                .handle((outcome, failure) -> logged.get().handle((done, unlogged) -> outcome))
                .thenCompose(stage -> stage)
                .thenCombine(delivery.outcome(), (ignored, outcome) -> outcome)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (outcome != null) {
                                log.accept(line(deployment, outcome));
                            }
                        },
                        PublisherThreads.reporting());
        return new Sending(delivery, reported);
    }

    private static String line(PreparedDeployment deployment, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded recorded -> line(deployment, recorded.deployment());
            case Outcome.Superseded superseded -> superseded.text();
        };
    }

    private static String line(PreparedDeployment deployment, RecordedDeployment recorded) {
        DeploymentRecord record = deployment.record();
        return Messages.DeploymentRecordPublisher_recorded(
                record.organization(),
                deployment.url().hostAndPort(),
                record.summary(),
                recorded.id() == null ? "" : Messages.DeploymentRecordPublisher_id(String.valueOf(recorded.id())));
    }

    /** What a dry run does in place of sending. */
    public static void print(PreparedDeployment deployment, TaskListener listener) {
        listener.getLogger()
                .println(Messages.DeploymentRecordPublisher_dryRun(
                        deployment.record().organization(),
                        deployment.url(),
                        deployment.record().toPrettyJson()));
    }

    /** For an error that does not fail the build. */
    public static void warn(String message, TaskListener listener) {
        listener.getLogger().println(Messages.DeploymentRecordPublisher_warning(message));
    }
}
