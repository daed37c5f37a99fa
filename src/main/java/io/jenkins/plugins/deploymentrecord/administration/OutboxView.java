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

/** Asks the outbox on behalf of a web request, which must not wait for long if the outbox hangs. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxView {

    /** An attribute of a web request. */
    private static final String SNAPSHOT = OutboxView.class.getName();

    /** The snapshot for the monitors, perhaps not complete yet; null before the first. Guarded by this, as is last. */
    private CompletableFuture<OutboxSnapshot> asked;

    private OutboxSnapshot last = OutboxSnapshot.notOwned(OutboxService.noAnswer());

    static OutboxView get() {
        return ExtensionList.lookupSingleton(OutboxView.class);
    }

    /**
     * The outbox as a whole, without its entries. All monitors of a page share a snapshot; if the outbox hangs, one request
     * waits for it.
     */
    OutboxSnapshot current() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request == null) {
            return ask();
        }
        if (request.getAttribute(SNAPSHOT) instanceof OutboxSnapshot known) {
            return known;
        }
        OutboxSnapshot found = ask();
        request.setAttribute(SNAPSHOT, found);
        return found;
    }

    private synchronized OutboxSnapshot ask() {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return OutboxSnapshot.notOwned(Messages.OutboxView_notOpen());
        }
        if (asked != null && !asked.isDone()) {
            return last;
        }
        asked = outbox.snapshot(entry -> true, 0, 0);
        try {
            last = OutboxService.await(asked);
        } catch (IOException e) {
            last = OutboxSnapshot.notOwned(e.getMessage());
        }
        return last;
    }

    /** The state of the outbox, and a page of the entries that match; says so if the outbox does not answer. */
    static OutboxSnapshot snapshot(Predicate<OutboxEntry> which, int offset, int limit) {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return OutboxSnapshot.notOwned(Messages.OutboxView_notOpen());
        }
        try {
            return OutboxService.await(outbox.snapshot(which, offset, limit));
        } catch (IOException e) {
            return OutboxSnapshot.notOwned(e.getMessage());
        }
    }
}
