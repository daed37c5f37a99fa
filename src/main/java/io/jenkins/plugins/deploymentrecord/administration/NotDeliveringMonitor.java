package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that this process does not deliver because another process delivers or the journal cannot be read. */
@Extension
@Restricted(NoExternalUse.class)
public class NotDeliveringMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.NotDeliveringMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        return outbox.health().state() == OutboxSnapshot.State.NOT_OWNED
                ? Messages.NotDeliveringMonitor_text(outbox.health().detail())
                : null;
    }
}
