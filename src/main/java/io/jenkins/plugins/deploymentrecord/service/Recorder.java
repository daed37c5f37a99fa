package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.Checkouts;
import io.jenkins.plugins.deploymentrecord.form.FormDefaults;
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

/** The only access of builds to the outbox: submits a record, and finds it again after a restart. */
@Restricted(NoExternalUse.class)
public final class Recorder {

    private Recorder() {}

    /**
     * Draws the sequence number of a record that is requested now. Returns null if no outbox is open; then the record
     * cannot be submitted either, and {@link #submit} reports the reason.
     */
    @CheckForNull
    public static String drawNumber() {
        try {
            return OutboxService.outbox().nextNumber().toString();
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns the check of a credential in the context of a build. */
    public static ResolvedDeployment.CredentialRule credentialsOf(Run<?, ?> run) {
        return (id, url, texts) -> CredentialCheck.errors(id, url, texts, run);
    }

    /** Returns the current defaults of a build's job. */
    public static FormDefaults defaultsOf(Run<?, ?> run) {
        return FormDefaults.of(JobLookup.owner(run.getParent()));
    }

    /** Returns the repositories that a build has checked out at the time of the look-up. */
    public static Checkouts checkoutsOf(Run<?, ?> run) {
        return () -> BuildCheckouts.of(run);
    }

    /**
     * Submits a record to the outbox. Returns once the outbox has accepted the record; if the build does not wait for
     * it, once the record is on disk.
     *
     * @param number from {@link #drawNumber}
     * @param step identifies the request within its build, see {@link EntryId}
     * @param log accepts a line for each kind of wait until the recording is detached
     * @throws IOException if the outbox does not accept the record; the message explains the reason to users
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
     * Submits the records of a step to the outbox, in one write.
     *
     * @param entries at least one
     * @param mustBeOnDisk whether the outbox must refuse the records if it cannot write them to disk, because the build
     *     does not wait for them
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
     * Returns the number that was drawn, or draws it now.
     *
     * @param number from {@link #drawNumber}
     * @throws IOException if no number was drawn, and still no outbox is open
     */
    static SequenceNumber sequenceNumber(@CheckForNull String number) throws IOException {
        return number == null ? OutboxService.outbox().nextNumber() : SequenceNumber.parse(number);
    }

    static OutboxEntry.Destination destination(
            DeploymentRecordServer server, ApiUrl url, String organization, String credentialsId) {
        return new OutboxEntry.Destination(server.getName(), url.toString(), organization, credentialsId);
    }

    /** Returns the deployment for the value of a step that sends nothing. */
    public static HistoryEntry notSent(ResolvedDeployment deployment, Run<?, ?> run, String step) {
        return HistoryEntries.of(entry(deployment, EntryId.of(run, step), SequenceNumber.NONE, null));
    }

    /**
     * Attaches a build to a record that it submitted before a restart; empty if the record has ended or was never
     * submitted. The job may have been renamed since then: the entry's ID still has the former name.
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
     * Returns the result of a record that a build submitted before a restart; empty if the record has not ended or was
     * never submitted.
     *
     * @param number the sequence number of the submission; null if no number was drawn
     */
    public static Optional<HistoryEntry> findEnded(Run<?, ?> run, String step, @CheckForNull String number)
            throws IOException {
        return Histories.of(run)
                .entry(step)
                .filter(entry -> entry.state().isEnd())
                .filter(entry ->
                        entry.number() != null && entry.number().toString().equals(number));
    }

    /** Saves with the build that a deployment was invalid, and the reason. */
    public static void keepInvalid(Run<?, ?> run, String step, InvalidDeploymentException invalid)
            throws IOException, InterruptedException {
        get(HistoryKeeper.keep(
                run,
                HistoryEntry.invalid(
                        step, System.currentTimeMillis(), userId(run), invalid.typed(), invalid.getMessage())));
    }

    /** Returns how long a build waits for a record, by the server's present configuration. */
    private static Duration waitTime(OutboxEntry entry) {
        return DeploymentRecordsConfiguration.get()
                .findByUrl(entry.destination().apiUrl())
                .map(DeploymentRecordServer::waitTime)
                .orElse(Duration.ZERO);
    }

    /** Returns the ID of the next request of a build that submits its requests one after another. */
    public static String nextStep(Run<?, ?> run) throws IOException {
        var action = run.getAction(DeploymentRecordsRunAction.class);
        // a cluster without changes leaves counts, but no record
        int clusters = action == null ? 0 : action.getClusters().size();
        return String.valueOf(Histories.of(run).entries().size() + clusters + 1);
    }

    /** Returns the user who started the build; null if no user did. */
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
