package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every later version must be able to read the files of version 1. Never change these files: add further files for a
 * version that writes a different format.
 */
class CheckedInJournalTest {

    private static final String WAITING = "folder/job\n2\n1795600001000\n7";

    private OutboxTestBed bed;

    @BeforeEach
    void start() throws Exception {
        var disk = new MemoryDisk();
        disk.put(OutboxTestBed.JOURNAL, file("outbox.jsonl"));
        disk.put(OutboxTestBed.KEYS, file("keys.jsonl"));
        bed = new OutboxTestBed(disk);
        bed.pass(Duration.ofSeconds(1));
    }

    private static byte[] file(String name) throws IOException {
        try (var in = CheckedInJournalTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @Test
    void theWaitingEntryOfAVersion1JournalIsDelivered() {
        assertThat(bed.openIds(), contains(WAITING));
        var status = bed.snapshot().entries().getFirst();
        assertThat(status.entry().origin(), is(new OutboxEntry.Origin("shop/job", 2, 1772366400000L, "alice")));
        assertThat(
                status.entry().destination(),
                is(new OutboxEntry.Destination("GitHub", "https://api.github.com", "octo-org", "token")));
        assertThat(status.entry().parsedBody().get("version").textValue(), is("1.4.2"));
        assertThat(status.attempts(), is(2));
        assertThat(status.mayBeAtGitHub(), is(true));
        assertThat(
                status.failures().stream().map(EntryResult.Failure::text).toList(),
                contains("GitHub cannot answer at present (503)."));

        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind(WAITING), is(Kind.RECORDED));
    }

    @Test
    void theFailedEntriesOfAVersion1JournalHaveTheirRenamedJobAndCanBeSentAgain() {
        List<EndedEntry> failures = bed.snapshot().failures();
        assertThat(
                failures.stream().map(ended -> ended.result().kind()).toList(), contains(Kind.REFUSED, Kind.GIVEN_UP));
        assertThat(failures.stream().map(EndedEntry::isAcknowledged).toList(), contains(false, true));
        assertThat(
                failures.stream().map(ended -> ended.entry().origin().job()).toList(),
                contains("shop/job", "shop/job"));

        String refused = failures.getFirst().entry().id();
        bed.outbox.retryNow(entry -> entry.id().equals(refused), false);
        bed.pass(Duration.ofSeconds(1));

        assertThat(bed.openIds(), contains(WAITING, refused));
    }

    @Test
    void everyLineOfAVersion1JournalIsRead() throws Exception {
        assertThat(bed.warnings, is(empty()));
        assertThat(
                bed.keys().states().stream()
                        .filter(state -> state.confirmed() != null)
                        .map(state -> state.key().deploymentName())
                        .toList(),
                contains("shop-done"));
        assertThat(bed.outbox.nextNumber().start(), is(2L));
    }
}
