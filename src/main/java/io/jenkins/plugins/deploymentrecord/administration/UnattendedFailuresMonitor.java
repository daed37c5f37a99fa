package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Warns that entries were refused or given up without a build that waited for them, until an administrator acknowledges
 * the failures.
 */
@Extension
@Restricted(NoExternalUse.class)
public class UnattendedFailuresMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.UnattendedFailuresMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        long count = outbox.failures().stream()
                .filter(ended -> !ended.isAcknowledged() && ended.result().nobodyWaited())
                .count();
        return count == 0 ? null : Messages.UnattendedFailuresMonitor_text(String.valueOf(count));
    }
}
