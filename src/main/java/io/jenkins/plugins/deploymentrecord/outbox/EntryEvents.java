package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;

/** Receives the events of entries. Called on the outbox's thread. */
interface EntryEvents {

    /** Ends the entry and removes it from the dispatcher. */
    void end(QueuedEntry queued, EntryResult.Kind kind, String message, Confirmed answer);

    /** Called after an attempt that failed, if another attempt follows. */
    void failed(QueuedEntry queued, String text);

    /** Called if the entry's progress may have changed. */
    void changed(QueuedEntry queued);

    void internalError(Throwable error);
}
