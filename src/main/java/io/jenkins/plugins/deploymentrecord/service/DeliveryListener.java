package io.jenkins.plugins.deploymentrecord.service;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.time.Duration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears of every delivery, for metrics. Called on the outbox's thread: must not block. */
@Restricted(NoExternalUse.class)
public interface DeliveryListener extends ExtensionPoint {

    /** @param took from the acceptance of the entry to its end */
    void ended(OutboxEntry entry, EntryResult result, Duration took);

    /** An attempt failed, and another attempt follows. */
    void retried(OutboxEntry entry);

    static ExtensionList<DeliveryListener> all() {
        return ExtensionList.lookup(DeliveryListener.class);
    }
}
