package io.jenkins.plugins.deploymentrecord.service;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.time.Duration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Receives events of every delivery, for metrics. Called on the outbox's thread, so it must not block. */
@Restricted(NoExternalUse.class)
public interface DeliveryListener extends ExtensionPoint {

    /**
     * Called when an entry has ended.
     *
     * @param duration the time from the acceptance of the entry to its end
     */
    void ended(OutboxEntry entry, EntryResult result, Duration duration);

    /** Called when an attempt has failed and another attempt follows. */
    void retried(OutboxEntry entry);

    static ExtensionList<DeliveryListener> all() {
        return ExtensionList.lookup(DeliveryListener.class);
    }
}
