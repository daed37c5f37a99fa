package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.Checkouts;
import io.jenkins.plugins.deploymentrecord.form.ResolvedDeployment;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The only way from a build to the outbox: submits a record, and finds it again after a restart. */
@Restricted(NoExternalUse.class)
public final class Recorder {

    private Recorder() {}

    /**
     * The place of a record that is requested now in the order of all requests; null if there is no outbox to draw it from.
     * Then the record cannot be submitted either, and {@link #submit} says why.
     */
    @CheckForNull
    public static String drawNumber() {
        try {
            return OutboxService.outbox().nextNumber().toString();
        } catch (IOException e) {
            return null;
        }
    }

    /** Checks a credential as a build may use it. */
    public static ResolvedDeployment.CredentialRule credentialsOf(Run<?, ?> run) {
        return (id, url, texts) -> CredentialCheck.errors(id, url, texts, run);
    }

    /** What a build has checked out when it is looked up. */
    public static Checkouts checkoutsOf(Run<?, ?> run) {
        return () -> BuildCheckouts.of(run);
    }

    /**
     * Hands a record to the outbox. Returns once the outbox has it; if nobody waits for it, once it is on the disk.
     *
     * @param number from {@link #drawNumber}
     * @param step names the request within its build, see {@link EntryId}
     * @param log takes a line for each kind of wait, until the recording is detached
     * @throws IOException if the outbox does not take the record; the message says why, for a person
     */
    public static Recording submit(
            ResolvedDeployment deployment,
            @CheckForNull String number,
            Run<?, ?> run,
            String step,
            Consumer<String> log)
            throws IOException, InterruptedException {
        OutboxEntry entry = entry(deployment, EntryId.of(run, step), sequenceNumber(number), userId(run));
        return submit(
                List.of(entry),
                run,
                deployment.isWait() ? deployment.server().waitTime() : Duration.ZERO,
                !deployment.isWait(),
                log);
    }

    /**
     * Hands the records of a step to the outbox, in one write.
     *
     * @param entries at least one
     * @param mustBeOnDisk whether nobody waits for the records, so that the outbox takes them only if they are on the disk
     */
    static Recording submit(
            List<OutboxEntry> entries, Run<?, ?> run, Duration wait, boolean mustBeOnDisk, Consumer<String> log)
            throws IOException, InterruptedException {
        Outbox outbox = OutboxService.outbox();
        var recording = new Recording(run, outbox, new LogLines(log), wait);
        return get(HistoryKeeper.waiting(run, entries)
                .thenCompose(kept -> outbox.submit(entries, mustBeOnDisk, recording.listener()))
                .thenApply(recording::attached)
                .whenComplete((accepted, failure) -> {
                    if (failure != null) {
                        HistoryKeeper.notAccepted(run, entries, cause(failure).getMessage());
                    }
                }));
    }

    private static OutboxEntry entry(
            ResolvedDeployment deployment, EntryId id, SequenceNumber number, @CheckForNull String userId) {
        return OutboxEntry.of(
                id.toString(),
                number,
                new OutboxEntry.Origin(id.job(), id.build(), System.currentTimeMillis(), userId),
                destination(
                        deployment.server(),
                        deployment.url(),
                        deployment.record().organization(),
                        deployment.credentialsId()),
                deployment.record().toJson(),
                false,
                deployment.server().giveUpAfter().toMillis());
    }

    /**
     * The number that was drawn.
     *
     * @param number from {@link #drawNumber}
     * @throws IOException if none was drawn, and there is still no outbox to draw it from
     */
    static SequenceNumber sequenceNumber(@CheckForNull String number) throws IOException {
        return number == null ? OutboxService.outbox().nextNumber() : SequenceNumber.parse(number);
    }

    static OutboxEntry.Destination destination(
            DeploymentRecordServer server, ApiUrl url, String organization, String credentialsId) {
        return new OutboxEntry.Destination(server.getName(), url.toString(), organization, credentialsId);
    }

    /** The deployment as a step's value shows it that sends nothing. */
    public static HistoryEntry notSent(ResolvedDeployment deployment, Run<?, ?> run, String step) {
        return HistoryEntries.of(entry(deployment, EntryId.of(run, step), SequenceNumber.NONE, null));
    }

    /**
     * Attaches a build to a record that it submitted before a restart; empty if the record has ended, or never was. The
     * job may have been renamed since: the entry's ID has its former name.
     */
    public static Optional<Recording> find(Run<?, ?> run, String step, Consumer<String> log)
            throws IOException, InterruptedException {
        Outbox outbox = OutboxService.outbox();
        Predicate<OutboxEntry> isOfStep = entry -> EntryId.isOf(run, entry.id())
                && EntryId.step(entry.id()).equals(step)
                && entry.origin().job().equals(run.getParent().getFullName())
                && entry.origin().build() == run.getNumber();
        Optional<Outbox.Attachment> found = get(outbox.attach(isOfStep, null));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        OutboxEntry entry = found.get().status().entry();
        var recording = new Recording(run, outbox, new LogLines(log), waitTime(entry));
        get(outbox.attach(isOfStep, recording.listener()));
        return Optional.of(recording.attached(List.of(new Outbox.Acceptance(
                entry,
                CompletableFuture.completedFuture(found.get().status().isOnDisk()),
                found.get().result()))));
    }

    /**
     * How a record ended that a build submitted before a restart; empty if it has not ended, or never was.
     *
     * @param number with which it was submitted; null for none
     */
    public static Optional<HistoryEntry> findEnded(Run<?, ?> run, String step, @CheckForNull String number)
            throws IOException {
        return Histories.of(run)
                .entry(step)
                .filter(entry -> entry.state().isEnd())
                .filter(entry ->
                        entry.number() != null && entry.number().toString().equals(number));
    }

    /** Keeps with the build that a deployment was not valid, and why. */
    public static void keepInvalid(Run<?, ?> run, String step, InvalidDeploymentException invalid)
            throws IOException, InterruptedException {
        get(HistoryKeeper.keep(
                run,
                HistoryEntry.invalid(
                        step, System.currentTimeMillis(), userId(run), invalid.typed(), invalid.getMessage())));
    }

    /** How long a build waits for a record, by the server as it is configured now. */
    private static Duration waitTime(OutboxEntry entry) {
        return DeploymentRecordsConfiguration.get()
                .findByUrl(entry.destination().apiUrl())
                .map(DeploymentRecordServer::waitTime)
                .orElse(Duration.ZERO);
    }

    /** The name of the next request of a build whose requests follow each other. */
    public static String nextStep(Run<?, ?> run) throws IOException {
        var action = run.getAction(DeploymentRecordsRunAction.class);
        // a cluster without changes leaves its counts, and no record
        int clusters = action == null ? 0 : action.getClusters().size();
        return String.valueOf(Histories.of(run).entries().size() + clusters + 1);
    }

    /** The user who started the build; null if no user did. */
    @CheckForNull
    static String userId(Run<?, ?> run) {
        Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
        return cause == null ? null : cause.getUserId();
    }

    static <T> T get(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
