package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Asks the outbox on behalf of a web request, which must not wait for long if the outbox hangs. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxView {

    private static final long MAX_SECONDS = 3;

    /** Asked for the monitors, perhaps without an answer yet; null before. Guarded by this, as is last. */
    private CompletableFuture<OutboxSnapshot> asked;

    private OutboxSnapshot last = notDelivering(Messages.OutboxView_noAnswer());

    static OutboxView get() {
        return ExtensionList.lookupSingleton(OutboxView.class);
    }

    /** The outbox as a whole, without its entries. If it hangs, one request waits for it, and not each monitor. */
    synchronized OutboxSnapshot current() {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return notDelivering(Messages.OutboxView_notOpen());
        }
        if (asked != null && !asked.isDone()) {
            return last;
        }
        asked = outbox.snapshot(entry -> true, 0, 0);
        try {
            last = await(asked);
        } catch (IOException e) {
            last = notDelivering(e.getMessage());
        }
        return last;
    }

    /** What the outbox has and does, and a page of the entries that match; says so if the outbox does not answer. */
    static OutboxSnapshot snapshot(Predicate<OutboxEntry> which, int offset, int limit) {
        Outbox outbox = OutboxService.get().outboxOrNull();
        if (outbox == null) {
            return notDelivering(Messages.OutboxView_notOpen());
        }
        try {
            return await(outbox.snapshot(which, offset, limit));
        } catch (IOException e) {
            return notDelivering(e.getMessage());
        }
    }

    /** @throws IOException if the outbox does not answer in time, or refuses */
    static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(Messages.OutboxView_noAnswer(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(Messages.OutboxView_noAnswer()).initCause(e);
        }
    }

    private static OutboxSnapshot notDelivering(String why) {
        var health = new OutboxSnapshot.Health(OutboxSnapshot.State.NOT_OWNED, why, null, 0, 0, 0, 0);
        return new OutboxSnapshot(health, List.of(), 0, List.of(), List.of());
    }
}
