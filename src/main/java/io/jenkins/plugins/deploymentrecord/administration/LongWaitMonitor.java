package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that entries have waited for a long time. */
@Extension
@Restricted(NoExternalUse.class)
public class LongWaitMonitor extends OutboxMonitor {

    private static final long MAX_MINUTES = 15;

    @Override
    public String getDisplayName() {
        return Messages.LongWaitMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        long oldest = outbox.health().oldestAcceptedAt();
        long minutes = (System.currentTimeMillis() - oldest) / 60_000;
        return oldest == 0 || minutes < MAX_MINUTES
                ? null
                : Messages.LongWaitMonitor_text(String.valueOf(outbox.health().waiting()), String.valueOf(minutes));
    }
}
