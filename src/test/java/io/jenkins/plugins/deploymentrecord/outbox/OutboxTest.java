package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxTestBed.Sent;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules one by one, in virtual time. */
class OutboxTest {

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
    void ifTheNewestFailsForGoodTheNextOlderEntryIsSent() throws Exception {
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
    void anEntryThatIsAcceptedLateDoesNotOverwriteANewerOneAfterARestartEither() throws Exception {
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
    void aMuteOutlastsTheConfirmationOfTheSameEntry() throws Exception {
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
    void afterAKillNothingIsSentForElevenSecondsAndAfterAnOrderlyEndAtOnce() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.kill();
        bed.pass(Duration.ofMillis(10_500));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(2));
        assertThat(bed.openIds(), contains("a"));
        bed.open().fail(Failures.unavailable("later"), false);
        bed.close();
        bed.pass(Duration.ofMillis(1_000));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void anEndWithAnOpenRequestIsNotOrderly() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.close();
        bed.pass(Duration.ofSeconds(9));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(3));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void anAnswerThatComesAfterTheEndIsSilentAndItsEntryIsSentAgainAfterTheStart() throws Exception {
        bed.ignoresCancellation = true;
        bed.submit("a", "shop");
        bed.submit("b", "cart");
        bed.submit("c", "till");
        bed.pass(Duration.ofSeconds(1));
        bed.shutDown();
        bed.sent.get(0).fail(Failures.unavailable("broken off"), true);
        bed.sent.get(1).confirm();
        bed.sent.get(2).answer.completeExceptionally(new IllegalStateException("shut down"));
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.warnings, empty());
        bed.kill();
        bed.pass(Duration.ofSeconds(12));
        assertThat(bed.openIds(), containsInAnyOrder("a", "b", "c"));
    }

    @Test
    void aTimeThatIsOverAfterTheEndIsSilent() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.shutDown();
        bed.pass(Duration.ofHours(73));
        assertThat(bed.warnings, empty());
        assertThat(bed.results.keySet(), empty());
    }

    @Test
    void aKnownIdWithTheSameRecordIsTheSameEntryAndWithAnotherRecordAnother() throws Exception {
        OutboxEntry entry = bed.entry("a", "shop", "1");
        bed.accept(entry);
        bed.accept(entry);
        bed.accept(bed.entry("a", "cart", "2"));
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a", "a~2"));
    }

    @Test
    void aConflictIsWaitedOutAndAMissingAttestationForAMinute() throws Exception {
        bed.submit("a", "shop");
        bed.passFailing(Duration.ofMinutes(30), Failures.conflict("409"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
    }

    @Test
    void aRefusedTokenIsTriedEveryThirtySecondsForTwoMinutesAndAnotherTokenAtOnce() throws Exception {
        bed.submit("a", "shop");
        GitHubException refused = Failures.unauthorized("401");
        bed.passFailing(Duration.ofSeconds(95), refused);
        assertThat(bed.sent, hasSize(4));
        bed.passFailing(Duration.ofSeconds(30), refused);
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        bed.fingerprint = "another";
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void aContextThatIsGoneIsFinalAfterTenSecondsSinceAJobThatIsBeingRenamedIsNotFound() throws Exception {
        bed.lookup = new TokenLookup.ContextGone("the job and its folder are gone");
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(5));
        bed.lookup = bed.found();
        bed.pass(Duration.ofSeconds(6));
        assertThat(bed.openIds(), contains("a"));

        bed.lookup = new TokenLookup.ContextGone("the job and its folder are gone");
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(11));
        assertThat(bed.kind("b"), is(Kind.REFUSED));
    }

    @Test
    void aCredentialThatIsNotThereIsFinalAfterTwoMinutesAndALookUpThatFailsIsNot() throws Exception {
        bed.lookup = new TokenLookup.NotFound("no such credential");
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(110));
        assertThat(bed.kind("a"), nullValue());
        bed.pass(Duration.ofSeconds(25));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        bed.lookup = null;
        bed.submit("b", "cart");
        bed.pass(Duration.ofHours(3));
        assertThat(bed.kind("b"), nullValue());
        bed.lookup = bed.found();
        bed.pass(Duration.ofSeconds(31));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void anOutageIsOutlastedUntilTheTimeIsOver() throws Exception {
        bed.submit("a", "shop");
        bed.passFailing(Duration.ofHours(71), Failures.unavailable("503"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofHours(2), Failures.unavailable("503"));
        assertThat(bed.kind("a"), is(Kind.GIVEN_UP));
        assertThat(bed.results.get("a").message(), containsString("503"));
    }

    @Test
    void aDiscardInFlightTakesEffectAfterTheAnswerUnlessThatIsASuccess() throws Exception {
        bed.submit("a", "shop");
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        bed.outbox.discard(entry -> true, "somebody");
        bed.pass(Duration.ofSeconds(1));
        Sent first = bed.sent.get(0);
        Sent second = bed.sent.get(1);
        first.confirm();
        second.fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("a"), is(Kind.RECORDED));
        assertThat(bed.kind("b"), is(Kind.DISCARDED));
        assertThat(bed.results.get("b").by(), is("somebody"));
        assertThat(bed.results.get("b").mayBeAtGitHub(), is(true));
    }

    @Test
    void retryNowSendsWhatWaitsAndWhatFailedAndCountsEachEntryOnce() throws Exception {
        bed.submit("a", "shop");
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        bed.sent.get(0).fail(Failures.refused("422"), false);
        bed.sent.get(1).fail(Failures.conflict("409"), false);
        bed.pass(Duration.ofMillis(1));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        assertThat(bed.openIds(), empty());

        bed.outbox.submit(List.of(bed.entry("c", "till", "1")), true, null);
        var counted = bed.outbox.retryNow(entry -> true, false);
        bed.pass(Duration.ofMillis(1));

        assertThat("without the entry that is not written yet", counted.join(), is(2));
        assertThat(bed.openIds(), containsInAnyOrder("a", "b", "c"));
    }

    @Test
    void aFailureThatWasAcknowledgedIsSentAgainOnlyIfItIsAskedFor() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.sent.getFirst().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofMillis(1));
        bed.outbox.acknowledge(entry -> true);

        var left = bed.outbox.retryNow(entry -> true, false);
        bed.pass(Duration.ofMillis(1));
        assertThat(left.join(), is(0));
        assertThat(bed.openIds(), empty());

        var sent = bed.outbox.retryNow(entry -> true, true);
        bed.pass(Duration.ofMillis(1));
        assertThat(sent.join(), is(1));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void anAccountOfARemovedServerIsShownAsLongAsAnEntryWaits() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.sent.getFirst().confirm();
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        bed.hasServer = false;
        bed.outbox.serversChanged();
        assertThat(bed.snapshot().accounts(), hasSize(1));

        bed.sent.getLast().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.snapshot().accounts(), empty());
    }

    @Test
    void withoutAServerAnEntryWaits() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.pass(Duration.ofHours(1));
        assertThat(bed.sent, empty());
        assertThat(bed.stage("a"), is(Progress.Stage.NO_SERVER));
        bed.hasServer = true;
        bed.outbox.serversChanged();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void aJournalOfAnotherJenkinsIsHeldUntilSomebodyChooses() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofMillis(100));
        bed.identity = List.of("http://clone");
        bed.kill();
        bed.pass(Duration.ofHours(1));
        assertThat(bed.openIds(), empty());
        assertThat(bed.stage("a"), is(Progress.Stage.HELD));
        bed.outbox.release();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
        bed.kill();
        bed.pass(Duration.ofSeconds(13));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void withAFullDiskAnEntryIsSentUnprotectedUnlessItMustBeOnDisk() throws Exception {
        bed.pass(Duration.ofSeconds(1));
        bed.disk.room = 0;
        var accepted = bed.outbox.submit(List.of(bed.entry("a", "shop", "1")), false, null);
        var refused = bed.outbox.submit(List.of(bed.entry("b", "cart", "1")), true, null);
        bed.pass(Duration.ofSeconds(1));
        assertThat(accepted.join().getFirst().isOnDisk().join(), is(false));
        assertThat(refused.isCompletedExceptionally(), is(true));
        assertThat(bed.openIds(), contains("a"));
        bed.disk.room = 1_000_000;
        bed.pass(Duration.ofMinutes(2));
        bed.kill();
        bed.pass(Duration.ofSeconds(20));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void numbersGrowOverRestarts() throws Exception {
        bed.pass(Duration.ofSeconds(1));
        SequenceNumber first = bed.outbox.nextNumber();
        bed.kill();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.outbox.nextNumber(), greaterThan(first));
        assertThat(SequenceNumber.parse(first.toString()), is(first));
    }

    @Test
    void noNumberIsGivenOutBeforeItsStartIsOnDisk() {
        var disk = new MemoryDisk();
        disk.endsAt = 1;
        var killed = new OutboxTestBed(disk);
        killed.pass(Duration.ofSeconds(1));
        assertThrows(NotOwnedException.class, killed.outbox::nextNumber);
    }

    @Test
    void theFileOfKeysIsRewrittenIfItsLinesOfEarlierStartsAreMany() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        String line = new String(bed.disk.bytes(OutboxTestBed.KEYS));
        var disk = new MemoryDisk();
        disk.put(OutboxTestBed.KEYS, line.repeat(20_001).getBytes());
        var other = new OutboxTestBed(disk);
        other.submit("b", "shop");
        other.pass(Duration.ofSeconds(1));
        assertThat(new String(disk.bytes(OutboxTestBed.KEYS)).lines().count(), lessThan(10L));
    }

    @Test
    void ifTheNewestIsDiscardedTheNextOlderEntryIsSent() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), empty());
        bed.outbox.discard(entry -> entry.id().equals("b"), "somebody");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("b"), is(Kind.DISCARDED));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void theNewestByNumberIsSentAlsoIfItWasAcceptedFirst() throws Exception {
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
    void entriesOfOneEnvironmentShareARequestAndEachHasItsOwnResult() throws Exception {
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
        assertThat(bed.openIds(), contains("c"));
    }

    @Test
    void theKeysOfASharedRequestAreMutedEachForItself() throws Exception {
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
    void aHangingLookUpDelaysItsOwnEntriesOnly() throws Exception {
        bed.hangs = "hangs";
        bed.accept(bed.entry("a", "shop", "1", "hangs"));
        bed.accept(bed.entry("b", "cart", "1", "good"));
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.openIds(), contains("b"));
        var hanging = bed.snapshot().accounts().stream()
                .flatMap(account -> account.hangingLookups().stream())
                .toList();
        assertThat(hanging, hasSize(1));
        bed.accept(bed.entry("c", "shop", "2", "good"));
        bed.pass(Duration.ofSeconds(1));
        assertThat("a newer entry with another credential", bed.openIds(), contains("b", "c"));
    }

    @Test
    void manyLookUpsThatHangDelayTheirOwnEntriesOnly() throws Exception {
        bed.hangs = "hangs";
        for (int i = 0; i < 2 * ConcurrencyLimit.MAX_LOOKUPS; i++) {
            bed.accept(bed.entry("e" + i, "d" + i, "1", "hangs-" + i));
        }
        bed.accept(bed.entry("b", "cart", "1", "good"));
        bed.pass(Duration.ofSeconds(15));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void aLimitHoldsForTheAccountAndOneRequestShowsItsEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), hasSize(ConcurrencyLimit.MAX_OPEN_PER_HOST));
        bed.allOpen()
                .forEach(sent ->
                        sent.fail(Failures.limited("slow down", bed.time.now().plusSeconds(30)), false));
        int before = bed.sent.size();
        bed.pass(Duration.ofSeconds(29));
        assertThat(bed.sent, hasSize(before));
        bed.pass(Duration.ofSeconds(2));
        assertThat(bed.openIds(), hasSize(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), hasSize(ConcurrencyLimit.MAX_OPEN_PER_HOST));
    }

    @Test
    void anAnswerToARequestFromBeforeALimitDoesNotShowItsEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.pass(Duration.ofSeconds(1));
        List<Sent> open = bed.allOpen();
        open.getFirst().fail(Failures.limited("slow down", bed.time.now().plusSeconds(30)), false);
        bed.pass(Duration.ofMillis(1));
        open.stream().skip(1).forEach(Sent::confirm);
        bed.pass(Duration.ofSeconds(31));
        assertThat(bed.openIds(), hasSize(1));
    }

    @Test
    void aRecordThatWasInFlightWhenJenkinsWasKilledMayBeAtGitHub() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.kill();
        bed.pass(Duration.ofSeconds(1));
        assertThat("when it waits", bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
        bed.close();
        bed.pass(Duration.ofSeconds(1));
        assertThat("after a further start", bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
        bed.outbox.discard(entry -> true, "somebody");
        bed.pass(Duration.ofSeconds(1));
        assertThat("when it is discarded", bed.results.get("a").mayBeAtGitHub(), is(true));
    }

    @Test
    void aRecordThatWaitedThroughAnOrderlyRestartIsNotAtGitHub() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.close();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(false));
    }

    @Test
    void aFailedRecordInDoubtStaysInDoubtWhenItIsRetried() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofSeconds(1));
        bed.hasServer = false;
        bed.outbox.retryNow(entry -> true, false);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
        bed.kill();
        bed.close();
        bed.pass(Duration.ofSeconds(1));
        assertThat("after restarts", bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
    }

    @Test
    void aJournalThatWasCutAtAnyByteLosesNoWholeLineAndKeepsTheOrder() throws Exception {
        bed.hasServer = false;
        for (int i = 0; i < 4; i++) {
            bed.submit("e" + i, "shop");
        }
        bed.pass(Duration.ofSeconds(1));
        byte[] whole = bed.disk.bytes(OutboxTestBed.JOURNAL);
        for (int length = 0; length <= whole.length; length++) {
            var disk = new MemoryDisk();
            byte[] cut = Arrays.copyOf(whole, length);
            disk.put(OutboxTestBed.JOURNAL, cut);
            var other = new OutboxTestBed(disk);
            other.pass(Duration.ofSeconds(1));
            List<String> waiting = other.snapshotOrNone();
            String text = new String(cut);
            for (int i = 0; i < 4; i++) {
                boolean isWhole =
                        text.indexOf("\"id\":\"e" + i) > 0 && (text.indexOf('\n', text.indexOf("\"id\":\"e" + i)) > 0);
                assertThat("e" + i + " cut at " + length, !isWhole || waiting.contains("e" + i), is(true));
            }
        }
    }

    @Test
    void aRenamedJobIsFollowedOverARestart() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.outbox.moved("folder", "other/folder");
        bed.pass(Duration.ofSeconds(1));
        bed.kill();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.snapshot().entries().getFirst().entry().origin().job(), is("other/folder/job"));
    }

    @Test
    void theJobOfAFailedEntryIsFollowedToo() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofSeconds(1));

        bed.outbox.moved("folder", "other/folder");

        assertThat(bed.snapshot().failures().getFirst().entry().origin().job(), is("other/folder/job"));
    }

    @Test
    void noTokenIsInAnyFile() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        for (var file : bed.disk.files()) {
            assertThat(new String(bed.disk.bytes(file)), not(containsString(OutboxTestBed.SECRET)));
        }
    }

    @Test
    void keysTellTheirNewestAcceptedAndConfirmedEntries() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        KeyState state = bed.outbox.keyStates().getFirst();
        assertThat(state.confirmed().id(), is("a"));
        assertThat(state.accepted().id(), is("b"));
        assertThat(bed.results.size(), lessThan(2));
    }
}
