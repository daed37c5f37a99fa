package io.jenkins.plugins.deploymentrecord.administration;

import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/**
 * How many entries a person discarded.
 *
 * @param ended that have ended
 * @param later that end after GitHub's answer, unless that confirms them
 */
public record DiscardResult(int ended, int later) {

    /**
     * Discards entries in the name of the user whose request this is.
     *
     * @throws IOException if the outbox is not this process's, or does not answer
     */
    static DiscardResult of(Predicate<OutboxEntry> which) throws IOException {
        Outbox outbox = OutboxService.outbox();
        int found = OutboxService.await(outbox.snapshot(which, 0, 0)).total();
        int ended = OutboxService.await(
                outbox.discard(which, Jenkins.getAuthentication2().getName()));
        return new DiscardResult(ended, Math.max(0, found - ended));
    }

    /** For a person. */
    public String getText() {
        if (ended + later == 0) {
            return Messages.DiscardQuestion_nothing();
        }
        return later == 0
                ? Messages.DiscardResult_ended(String.valueOf(ended))
                : Messages.DiscardResult_later(String.valueOf(ended), String.valueOf(later));
    }
}
