package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** Reads the state of the outbox for web requests, which must not wait for a long time if the outbox hangs. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxView {

    /** The request attribute that caches the snapshot. */
    private static final String SNAPSHOT = OutboxView.class.getName();

    /** The latest requested snapshot for the monitors; null before the first request. Guarded by this, as is last. */
    private CompletableFuture<OutboxSnapshot> pending;

    private OutboxSnapshot last = OutboxSnapshot.notOwned(OutboxService.noAnswer());

    static OutboxView get() {
        return ExtensionList.lookupSingleton(OutboxView.class);
    }

    /**
     * Returns the state of the outbox without its entries. All monitors of a page share a snapshot. If the outbox
     * hangs, only one request waits for it.
     */
    OutboxSnapshot current() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request == null) {
            return read();
        }
        if (request.getAttribute(SNAPSHOT) instanceof OutboxSnapshot known) {
            return known;
        }
        OutboxSnapshot found = read();
        request.setAttribute(SNAPSHOT, found);
        return found;
    }

    private synchronized OutboxSnapshot read() {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return OutboxSnapshot.notOwned(Messages.OutboxView_notOpen());
        }
        if (pending != null && !pending.isDone()) {
            return last;
        }
        pending = outbox.snapshot(entry -> true, 0, 0);
        try {
            last = OutboxService.await(pending);
        } catch (IOException e) {
            last = OutboxSnapshot.notOwned(e.getMessage());
        }
        return last;
    }

    /**
     * Returns the state of the outbox and a page of the entries that match the filter. If the outbox does not answer,
     * the state contains the reason.
     */
    static OutboxSnapshot snapshot(Predicate<OutboxEntry> filter, int offset, int limit) {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return OutboxSnapshot.notOwned(Messages.OutboxView_notOpen());
        }
        try {
            return OutboxService.await(outbox.snapshot(filter, offset, limit));
        } catch (IOException e) {
            return OutboxSnapshot.notOwned(e.getMessage());
        }
    }
}
