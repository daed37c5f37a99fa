package io.jenkins.plugins.deploymentrecord.administration;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot.EntryStatus;
import io.jenkins.plugins.deploymentrecord.outbox.Progress;
import java.util.List;
import java.util.function.Predicate;

/**
 * The texts that a user confirms before entries are discarded.
 *
 * @param count the number of entries that have not ended
 */
public record DiscardQuestion(int count, List<String> texts) {

    static DiscardQuestion of(Predicate<OutboxEntry> filter) {
        OutboxSnapshot found = OutboxView.snapshot(filter, 0, 1);
        if (found.total() == 0) {
            return new DiscardQuestion(0, List.of(Messages.DiscardQuestion_nothing()));
        }
        String doubt = found.total() > 1
                ? Messages.DiscardQuestion_someInDoubt()
                : isInDoubt(found.entries().getFirst())
                        ? Messages.DiscardQuestion_inDoubt()
                        : Messages.DiscardQuestion_notInDoubt();
        return new DiscardQuestion(
                found.total(),
                List.of(
                        Messages.DiscardQuestion_count(String.valueOf(found.total())),
                        Messages.DiscardQuestion_older(),
                        doubt));
    }

    private static boolean isInDoubt(EntryStatus status) {
        return status.mayBeAtGitHub() || status.progress().stage() == Progress.Stage.IN_FLIGHT;
    }
}
