package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that records are held until an administrator chooses whether this Jenkins delivers them. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxHeldMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.OutboxHeldMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        return outbox.health().state() == OutboxSnapshot.State.HELD
                ? Messages.OutboxHeldMonitor_text(String.valueOf(outbox.health().waiting()))
                : null;
    }
}
