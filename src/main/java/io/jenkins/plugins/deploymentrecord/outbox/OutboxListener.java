package io.jenkins.plugins.deploymentrecord.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** The outbox's questions to its surroundings, and its events. Called on the outbox's thread: must not block. */
public interface OutboxListener {

    /**
     * The configured requests per minute of a server, 0 for no limit; empty if no server with this API URL is configured,
     * so that its entries wait. See {@link Outbox#serversChanged}.
     */
    OptionalInt requestsPerMinute(String apiUrl);

    /**
     * An entry ended. Its result must be in the histories, on disk, when the future completes: only then does the journal
     * forget the entry, and only then do builds hear of the result. May come again for the same entry, after a kill:
     * then the result that is there stays. If it fails, the entry stays in the journal, and is delivered again after a
     * restart.
     */
    CompletableFuture<?> keep(OutboxEntry entry, EntryResult result);

    /** An entry that failed is sent again: the histories shall show that it waits. {@link #keep} comes after it. */
    default void sentAgain(OutboxEntry entry) {}

    /** For the metrics: an entry ended, so long after its acceptance. */
    default void ended(OutboxEntry entry, EntryResult result, Duration took) {}

    /** For the metrics: an attempt failed, and another attempt follows. */
    default void retried(OutboxEntry entry, String why) {}

    /** Something that an administrator must know. May be called on any thread. */
    default void warning(Warning warning, Path file, String detail) {}

    /** An error of the outbox's files that an administrator must know of. */
    enum Warning {
        /** Lines that a later version wrote; {@code detail} has their number. */
        NEWER_LINES,
        /** Lines that could not be read; {@code detail} has the file that has them now. */
        LINES_SET_ASIDE,
        /** A file was moved, replaced or deleted while it was in use. */
        FILE_BEGUN_ANEW,
        /** The file cannot be written. */
        NOT_WRITABLE,
        /** The file system has no locks. */
        NO_LOCKS,
        /** An exception of this program. */
        INTERNAL_ERROR
    }
}
