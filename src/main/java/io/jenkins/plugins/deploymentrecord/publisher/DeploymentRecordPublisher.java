package io.jenkins.plugins.deploymentrecord.publisher;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
import io.jenkins.plugins.deploymentrecord.history.KeptRecord;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Sends prepared deployments, and tells the build's log and its page what becomes of them. */
@Restricted(NoExternalUse.class)
public final class DeploymentRecordPublisher {

    /** The builds whose log has the warning of a changing name. */
    private static final Set<Run<?, ?>> WARNED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

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
        warnOnce(deployment, run, log);
        var client = GitHubHttp.client(deployment.url());
        KeptRecord pending = KeptRecord.pending(
                id(askedAt),
                askedAt,
                deployment.server().getName(),
                deployment.url().toString(),
                deployment.record());
        DeploymentRecordsRunAction.keep(run, pending);
        var waits = new ArrayList<KeptRecord.Attempt>();
        // one after the other, and on threads that may wait: a build's log can be far away
        var logged = new AtomicReference<CompletableFuture<?>>(CompletableFuture.completedFuture(null));
        Progress progress = wait -> {
            long at = System.currentTimeMillis();
            logged.set(logged.get()
                    .thenRunAsync(
                            () -> {
                                waits.add(new KeptRecord.Attempt(at, wait.text()));
                                log.accept(wait.text());
                            },
                            PublisherThreads.reporting()));
        };
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
                            DeploymentRecordsRunAction.keep(run, ended(pending, waits, outcome, failure));
                            if (outcome != null) {
                                log.accept(line(deployment, outcome));
                            }
                        },
                        PublisherThreads.reporting());
        return new Sending(delivery, reported);
    }

    /** Keeps with the build that a deployment was not fit to be sent, and why. */
    public static void keepRefused(Run<?, ?> run, long askedAt, String message) {
        DeploymentRecordsRunAction.keep(
                run, KeptRecord.refused(id(askedAt), askedAt, System.currentTimeMillis(), message));
    }

    /** No two deployments of a controller were asked for at the same number. */
    private static String id(long askedAt) {
        return String.valueOf(askedAt);
    }

    private static KeptRecord ended(
            KeptRecord pending,
            List<KeptRecord.Attempt> waits,
            @CheckForNull Outcome outcome,
            @CheckForNull Throwable failure) {
        long now = System.currentTimeMillis();
        Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
        return switch (outcome) {
            case Outcome.Recorded recorded ->
                pending.ended(KeptRecord.State.RECORDED, now, recorded.deployment(), waits, null);
            case Outcome.Superseded superseded ->
                pending.ended(KeptRecord.State.SUPERSEDED, now, null, waits, superseded.text());
            case null ->
                cause instanceof CancellationException
                        ? pending.ended(KeptRecord.State.ABORTED, now, null, waits, null)
                        : pending.ended(KeptRecord.State.FAILED, now, null, waits, cause.getMessage());
        };
    }

    /** What became of a deployment, in one line. */
    public static String line(PreparedDeployment deployment, Outcome outcome) {
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
    public static void print(PreparedDeployment deployment, Run<?, ?> run, TaskListener listener) {
        warnOnce(deployment, run, listener.getLogger()::println);
        listener.getLogger()
                .println(Messages.DeploymentRecordPublisher_dryRun(
                        deployment.record().organization(),
                        deployment.url(),
                        deployment.record().toPrettyJson()));
    }

    /** Once for each build, whose steps may be many and alike. */
    private static void warnOnce(PreparedDeployment deployment, Run<?, ?> run, Consumer<String> log) {
        deployment
                .warning(run.getNumber())
                .filter(text -> WARNED.add(run))
                .ifPresent(text -> log.accept(Messages.DeploymentRecordPublisher_warning(text)));
    }

    /** For an error that does not fail the build. */
    public static void warn(String message, TaskListener listener) {
        listener.getLogger().println(Messages.DeploymentRecordPublisher_warning(message));
    }
}
