package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;

/** Hears how entries end and change. Called on the outbox's thread. */
interface EntryEvents {

    /** It ended. Takes it out of the dispatcher. */
    void end(QueuedEntry queued, EntryResult.Kind kind, String message, Confirmed answer);

    /** An attempt failed, and another attempt follows. */
    void failed(QueuedEntry queued, String text);

    /** The entry's progress may have changed. */
    void changed(QueuedEntry queued);

    void internalError(Throwable error);
}
