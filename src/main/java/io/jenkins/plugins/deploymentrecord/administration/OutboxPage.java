package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.outbox.EndedEntry;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import io.jenkins.plugins.deploymentrecord.service.Warnings;
import java.util.Date;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The present state of the outbox, with a page of its waiting entries and a page of failed entries. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class OutboxPage {

    static final int SIZE = 50;

    private final OutboxSnapshot snapshot;
    private final int page;
    private final int failuresPage;

    /**
     * @param typedPage the number of the page, at least 1; any other text is the first page
     * @param typedFailuresPage the number of the page of failed entries, likewise
     */
    OutboxPage(@CheckForNull String typedPage, @CheckForNull String typedFailuresPage) {
        int requested = number(typedPage);
        OutboxSnapshot found = OutboxView.snapshot(entry -> true, (requested - 1) * SIZE, SIZE);
        page = Math.min(requested, pages(found.total()));
        snapshot = page == requested ? found : OutboxView.snapshot(entry -> true, (page - 1) * SIZE, SIZE);
        failuresPage =
                Math.min(number(typedFailuresPage), pages(snapshot.failures().size()));
    }

    private static int number(@CheckForNull String typed) {
        return typed != null && typed.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(typed) : 1;
    }

    private static int pages(int rows) {
        return Math.max(1, (rows + SIZE - 1) / SIZE);
    }

    /** Returns {@code delivering}, {@code held} until an administrator decides, or {@code notDelivering}. */
    @NonNull
    @Exported
    public String getState() {
        return switch (snapshot.health().state()) {
            case DELIVERING -> "delivering";
            case HELD -> "held";
            case NOT_OWNED -> "notDelivering";
        };
    }

    /** Returns the reason why the outbox does not deliver; null if it delivers. */
    @CheckForNull
    @Exported
    public String getDetail() {
        return snapshot.health().detail();
    }

    /** Returns the time in milliseconds since 1970; null if the journal can be written. */
    @CheckForNull
    @Exported
    public Long getNotWritableSince() {
        return snapshot.health().notWritableSince() == null
                ? null
                : snapshot.health().notWritableSince().toEpochMilli();
    }

    /** Returns the number of entries that a restart would lose. */
    @Exported
    public int getUnprotected() {
        return snapshot.health().unprotected();
    }

    /** Returns the number of entries that have not ended. */
    @Exported
    public int getWaiting() {
        return snapshot.health().waiting();
    }

    @Exported
    public int getInFlight() {
        return snapshot.health().inFlight();
    }

    /** Returns the warnings about the outbox's files that no administrator has acknowledged. */
    @Exported
    public List<String> getWarnings() {
        List<Warnings.Entry> warnings = OutboxService.get().warnings().list();
        return warnings.stream().map(WarningText::of).toList();
    }

    @Exported
    public List<AccountRow> getAccounts() {
        return snapshot.accounts().stream().map(AccountRow::new).toList();
    }

    @Exported
    public int getPage() {
        return page;
    }

    @Exported
    public int getPages() {
        return pages(snapshot.total());
    }

    /** Returns a page of the entries that have not ended, in the order of acceptance. */
    @Exported
    public List<WaitingRow> getEntries() {
        return snapshot.entries().stream().map(WaitingRow::new).toList();
    }

    @Exported
    public int getFailuresPage() {
        return failuresPage;
    }

    @Exported
    public int getFailuresPages() {
        return pages(snapshot.failures().size());
    }

    /** Returns a page of the entries that were refused or given up in the last 7 days, the latest first. */
    @Exported
    public List<FailedRow> getFailures() {
        return snapshot.failures().reversed().stream()
                .skip((failuresPage - 1L) * SIZE)
                .limit(SIZE)
                .map(FailedRow::new)
                .toList();
    }

    /** Whether there is a failure that was not acknowledged. */
    public boolean isUnacknowledged() {
        return !snapshot.failures().stream().allMatch(EndedEntry::isAcknowledged);
    }

    /** @param at in milliseconds since 1970 */
    public Date date(long at) {
        return new Date(at);
    }
}
