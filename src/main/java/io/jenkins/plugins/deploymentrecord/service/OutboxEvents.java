package io.jenkins.plugins.deploymentrecord.service;

import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Provides the outbox with settings of this Jenkins, and forwards the outbox's events to histories, listeners and the
 * log.
 */
final class OutboxEvents implements OutboxListener {

    private static final Logger LOGGER = Logger.getLogger(OutboxEvents.class.getName());

    private final Warnings warnings;
    /**
     * The pending writes that mark entries as waiting again, by entry ID: the results of these entries must be written
     * later.
     */
    private final Map<String, CompletableFuture<?>> waitingAgain = new ConcurrentHashMap<>();

    OutboxEvents(Warnings warnings) {
        this.warnings = warnings;
    }

    @Override
    public OptionalInt requestsPerMinute(String apiUrl) {
        Optional<DeploymentRecordServer> server =
                DeploymentRecordsConfiguration.get().findByUrl(apiUrl);
        return server.isPresent() ? OptionalInt.of(server.get().requestRate()) : OptionalInt.empty();
    }

    @Override
    public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
        CompletableFuture<?> before = waitingAgain.get(entry.id());
        return before == null
                ? HistoryKeeper.ended(entry, result)
                : before.thenCompose(any -> HistoryKeeper.ended(entry, result));
    }

    @Override
    public void sentAgain(OutboxEntry entry) {
        CompletableFuture<?> kept = HistoryKeeper.waitingAgain(entry).exceptionally(failure -> null);
        waitingAgain.put(entry.id(), kept);
        kept.whenComplete((any, failure) -> waitingAgain.remove(entry.id(), kept));
    }

    @Override
    public void ended(OutboxEntry entry, EntryResult result, Duration took) {
        DeliveryListener.all().forEach(listener -> listener.ended(entry, result, took));
    }

    @Override
    public void retried(OutboxEntry entry, String why) {
        DeliveryListener.all().forEach(listener -> listener.retried(entry));
        LOGGER.log(
                Level.FINE,
                () -> entry.origin().job() + " #" + entry.origin().build() + ", " + entry.id() + ": " + why);
    }

    @Override
    public void warning(Warning warning, Path file, String detail) {
        warnings.add(warning, file, detail);
        LOGGER.log(Level.WARNING, () -> Messages.OutboxEvents_warning(warning.name(), file, detail));
    }
}
