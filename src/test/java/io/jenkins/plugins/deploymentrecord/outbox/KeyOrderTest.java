package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the order in which the entries of a key are sent: the newest first, and never two at the same time. */
class KeyOrderTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    @Test
    void theNewestEntryOfAKeyIsSentFirstAndOlderEntriesAreSuperseded() throws Exception {
        bed.submit("a", "shop");
        bed.submit("b", "shop");
        bed.submit("c", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
        bed.sent.getFirst().fail(Failures.unavailable("down"), false);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("c"));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("c"), is(Kind.RECORDED));
        assertThat(bed.kind("a"), is(Kind.SUPERSEDED));
        assertThat(bed.kind("b"), is(Kind.SUPERSEDED));
    }

    @Test
    void theNextOlderEntryIsSentIfTheNewestIsRefused() throws Exception {
        OutboxEntry older = bed.entry("a", "shop", "1");
        OutboxEntry newer = bed.entry("b", "shop", "2");
        bed.accept(newer);
        bed.pass(Duration.ofSeconds(1));
        bed.accept(older);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("b"));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("b"), is(Kind.REFUSED));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void anEntryThatIsAcceptedLateDoesNotOverwriteANewerEntryEvenAfterARestart() throws Exception {
        OutboxEntry late = bed.entry("a", "shop", "1");
        OutboxEntry later = bed.entry("l", "shop", "0");
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        bed.accept(late);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("a"), is(Kind.SUPERSEDED));
        bed.kill();
        bed.pass(Duration.ofSeconds(20));
        bed.accept(later);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("l"), is(Kind.SUPERSEDED));
        assertThat(bed.sent, hasSize(1));
    }

    private enum Rewrite {
        URL_CHANGED {
            @Override
            void begin(OutboxTestBed bed) {
                bed.outbox.identityChanged(bed.identity = List.of("http://renamed"));
            }
        },
        FILE_MOVED_AWAY {
            @Override
            void begin(OutboxTestBed bed) throws Exception {
                bed.disk.moveAway(OutboxTestBed.JOURNAL);
                bed.submit("other", "cart");
            }
        };

        abstract void begin(OutboxTestBed bed) throws Exception;
    }

    /** The rewritten journal does not have the newer entry, so only the watermark stops the older entry. */
    @ParameterizedTest
    @EnumSource
    void anEntryThatIsAcceptedLateDoesNotOverwriteANewerEntryAfterARewriteOfTheJournalAndAPowerLoss(Rewrite rewrite)
            throws Exception {
        OutboxEntry late = bed.entry("a", "shop", "1");
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofMillis(1));
        rewrite.begin(bed);
        bed.pass(Duration.ofMillis(10));
        bed.losePower();
        bed.pass(Duration.ofSeconds(20));
        bed.accept(late);
        bed.passConfirming(Duration.ofSeconds(30));
        assertThat(bed.kind("a"), is(Kind.SUPERSEDED));
    }

    @Test
    void aKeyInDoubtIsMutedForElevenSecondsExceptForTheSameEntry() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        assertThat("the same entry", bed.openIds(), contains("a"));
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.submit("b", "shop");
        bed.pass(Duration.ofMillis(10_900));
        assertThat("another entry", bed.openIds(), empty());
        bed.pass(Duration.ofMillis(300));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void aKeyStaysMutedAfterTheSameEntryIsConfirmed() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(9));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(2));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void submittingAKnownIdAgainCreatesANewEntryOnlyForADifferentRecord() throws Exception {
        OutboxEntry entry = bed.entry("a", "shop", "1");
        bed.accept(entry);
        bed.accept(entry);
        bed.accept(bed.entry("a", "cart", "2"));
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a", "a~2"));
    }

    @Test
    void sequenceNumbersIncreaseAcrossRestarts() throws Exception {
        bed.pass(Duration.ofSeconds(1));
        SequenceNumber first = bed.outbox.nextNumber();
        bed.kill();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.outbox.nextNumber(), greaterThan(first));
        assertThat(SequenceNumber.parse(first.toString()), is(first));
    }

    @Test
    void noSequenceNumberIsReturnedBeforeTheStartIsOnTheDisk() {
        var disk = new MemoryDisk();
        disk.endsAt = 1;
        var killed = new OutboxTestBed(disk);
        killed.pass(Duration.ofSeconds(1));
        assertThrows(NotOwnedException.class, killed.outbox::nextNumber);
    }

    @Test
    void theNextOlderEntryIsSentIfTheNewestIsDiscarded() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), empty());
        bed.outbox.discard(entry -> entry.id().equals("b"), "alice");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("b"), is(Kind.DISCARDED));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void theEntryWithTheLargestNumberIsSentEvenIfItWasAcceptedFirst() throws Exception {
        OutboxEntry older = bed.entry("a", "shop", "1");
        OutboxEntry newer = bed.entry("b", "shop", "2");
        bed.hasServer = false;
        bed.accept(newer);
        bed.accept(older);
        bed.hasServer = true;
        bed.outbox.serversChanged();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void entriesOfTheSameEnvironmentShareARequestAndEachHasItsOwnResult() throws Exception {
        var entries = List.of(bed.shared("a", "a"), bed.shared("b", "b"), bed.shared("c", "c"));
        bed.outbox.submit(entries, true, null);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.sent, hasSize(1));
        assertThat(bed.openIds(), contains("a", "b", "c"));
        bed.sent
                .getFirst()
                .answer
                .complete(List.of(
                        new RequestSender.Confirmed(Failures.confirmed(1)),
                        new RequestSender.Failed(Failures.refused("422"), false),
                        new RequestSender.Failed(Failures.unavailable("broken off"), true)));
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("a"), is(Kind.RECORDED));
        assertThat(bed.kind("b"), is(Kind.REFUSED));
        assertThat("while GitHub may be processing the request", bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(11));
        assertThat(bed.openIds(), contains("c"));
    }

    @Test
    void onlyTheKeysInDoubtOfASharedRequestAreMuted() throws Exception {
        bed.outbox.submit(List.of(bed.shared("a", "shop"), bed.shared("b", "cart")), true, null);
        bed.pass(Duration.ofSeconds(1));
        bed.open()
                .answer
                .complete(List.of(
                        new RequestSender.Confirmed(Failures.confirmed(1)),
                        new RequestSender.Failed(Failures.unavailable("broken off"), true)));
        bed.submit("newer-a", "shop");
        bed.submit("newer-b", "cart");
        bed.pass(Duration.ofSeconds(10));
        assertThat(bed.openIds(), contains("newer-a"));
        bed.pass(Duration.ofSeconds(2));
        assertThat(bed.openIds(), contains("newer-a", "newer-b"));
    }

    @Test
    void aKeyStateHasTheNewestAcceptedAndTheNewestConfirmedEntry() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        KeyState state = bed.keys().states().getFirst();
        assertThat(state.confirmed().entry().id(), is("a"));
        assertThat(state.newest().entry().id(), is("b"));
        assertThat(state.newest().isWaiting(), is(true));
    }
}
