package io.jenkins.plugins.deploymentrecord.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Provides configuration to the outbox and receives its events. Called on the outbox's thread: must not block. */
public interface OutboxListener {

    /**
     * Returns the configured requests per minute of a server; 0 for no limit; empty if no server with this API URL is
     * configured, so that its entries wait. After a change, {@link Outbox#serversChanged} must be called.
     */
    OptionalInt requestsPerMinute(String apiUrl);

    /**
     * Saves the result of an entry that has ended. When the future completes, the result must be on the disk, in the
     * histories: only then is the entry dropped from the journal and the result reported to builds. After a kill, the
     * method may be called again for the same entry; then the earlier result must be kept. If the future fails, the
     * entry stays in the journal and is delivered again after a restart.
     */
    CompletableFuture<?> keep(OutboxEntry entry, EntryResult result);

    /**
     * Called if a failed entry is sent again, so that the histories show that it waits. A call of {@link #keep}
     * follows.
     */
    default void sentAgain(OutboxEntry entry) {}

    /** Called for the metrics when an entry has ended; {@code took} is the time since its acceptance. */
    default void ended(OutboxEntry entry, EntryResult result, Duration took) {}

    /** Called for the metrics when an attempt has failed and another attempt follows. */
    default void retried(OutboxEntry entry, String why) {}

    /** Reports a problem to administrators. May be called on any thread. */
    default void warning(Warning warning, Path file, String detail) {}

    /** A problem of the outbox that administrators must know of. */
    enum Warning {
        /** A later version of the plugin wrote some lines; {@code detail} is their number. */
        NEWER_LINES,
        /** Unreadable lines were moved; {@code detail} is the path of the file to which they were moved. */
        LINES_SET_ASIDE,
        /** A file was moved, replaced or deleted while it was in use. */
        FILE_BEGUN_ANEW,
        /** The file cannot be written. */
        NOT_WRITABLE,
        /** The file system does not support locks. */
        NO_LOCKS,
        /** An exception that is a bug of this plugin. */
        INTERNAL_ERROR
    }
}
