package io.jenkins.plugins.deploymentrecord.administration;

import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/**
 * The result of a discard.
 *
 * @param ended the number of entries that have ended
 * @param later the number of entries that end after GitHub's answer unless GitHub confirms them
 */
public record DiscardResult(int ended, int later) {

    /**
     * Discards entries on behalf of the current user.
     *
     * @throws IOException if this process does not own the outbox, or the outbox does not answer
     */
    static DiscardResult of(Predicate<OutboxEntry> filter) throws IOException {
        Outbox outbox = OutboxService.outbox();
        int found = OutboxService.await(outbox.snapshot(filter, 0, 0)).total();
        int ended = OutboxService.await(
                outbox.discard(filter, Jenkins.getAuthentication2().getName()));
        return new DiscardResult(ended, Math.max(0, found - ended));
    }

    /** Returns the result in words. */
    public String getText() {
        if (ended + later == 0) {
            return Messages.DiscardQuestion_nothing();
        }
        return later == 0
                ? Messages.DiscardResult_ended(String.valueOf(ended))
                : Messages.DiscardResult_later(String.valueOf(ended), String.valueOf(later));
    }
}
