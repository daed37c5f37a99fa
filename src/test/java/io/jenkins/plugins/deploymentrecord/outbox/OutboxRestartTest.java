package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the end of a process, by a kill or an orderly shutdown, and of the next start. */
class OutboxRestartTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    private void submitMany(String prefix) throws Exception {
        for (int i = 0; i < 100; i++) {
            bed.submit(prefix + i, prefix + i);
        }
    }

    @Test
    void theRateLimiterIsEmptyAfterAKill() throws Exception {
        submitMany("a");
        bed.kill();
        int before = bed.sent.size();
        bed.passConfirming(Duration.ofSeconds(12));
        assertThat("a third of 180 would be a full bucket", bed.sent.size() - before, lessThan(30));
    }

    @Test
    void theRateLimiterIsFullAfterAnOrderlyShutdownIfTheLastMinuteWasIdle() throws Exception {
        submitMany("a");
        bed.passConfirming(Duration.ofSeconds(50));
        bed.close();
        submitMany("b");
        int before = bed.sent.size();
        bed.passConfirming(Duration.ofSeconds(2));
        assertThat("within the minute", bed.sent.size() - before, lessThan(10));

        bed.passConfirming(Duration.ofSeconds(120));
        bed.close();
        submitMany("c");
        before = bed.sent.size();
        bed.passConfirming(Duration.ofSeconds(2));
        assertThat("after it", bed.sent.size() - before, greaterThan(50));
    }

    @Test
    void theRateLimiterIsNotFullAfterAShutdownWithinAMinuteOfAKill() throws Exception {
        submitMany("a");
        bed.passConfirming(Duration.ofSeconds(2));
        bed.kill();
        bed.close();
        bed.pass(Duration.ofSeconds(11));
        int before = bed.sent.size();
        bed.passConfirming(Duration.ofSeconds(1));
        assertThat(bed.sent.size() - before, lessThan(30));
    }

    @Test
    void entriesAreSentElevenSecondsAfterAKillAndAtOnceAfterAnOrderlyShutdown() throws Exception {
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
    void theProgressAfterAKillNamesTheStartAsTheReasonAndTheEndOfTheWait() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.kill();

        assertThat(bed.stage("a"), is(Progress.Stage.START));
        assertThat(bed.progress("a").text(), startsWith("Nothing is sent in the first 11 seconds after a start"));

        bed.pass(Duration.ofSeconds(12));
        assertThat(bed.stage("a"), is(Progress.Stage.IN_FLIGHT));
    }

    @Test
    void theProgressOfAnEntryNamesARequestInDoubtOfItsKey() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.unavailable("later"), true);
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));

        assertThat(bed.stage("b"), is(Progress.Stage.MUTED));
    }

    @Test
    void afterAShutdownWithAnOpenRequestNothingIsSentForElevenSeconds() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.close();
        bed.pass(Duration.ofSeconds(9));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(3));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void aRequestThatTheShutdownCancelsIsNotAFailedAttempt() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.shutDown();
        bed.pass(Duration.ofMillis(1));
        bed.kill();
        var status = bed.snapshot().entries().getFirst();
        assertThat(status.failures(), empty());
        assertThat(status.mayBeAtGitHub(), is(true));
    }

    @Test
    void afterAShutdownWithARequestInDoubtNothingIsSentForElevenSeconds() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.open().fail(Failures.unavailable("broken off"), true);
        bed.close();
        bed.pass(Duration.ofSeconds(9));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofSeconds(3));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void theClosingLineOfAnEarlierShutdownIsIgnoredAfterALaterKill() throws Exception {
        bed.close();
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
        bed.kill();
        bed.pass(Duration.ofMillis(10_500));
        assertThat(bed.openIds(), empty());
    }

    @Test
    void anAnswerAfterTheShutdownIsIgnoredAndItsEntryIsSentAgainAfterTheRestart() throws Exception {
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
    void aDeadlineThatPassesAfterTheShutdownIsIgnored() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.shutDown();
        bed.pass(Duration.ofHours(73));
        assertThat(bed.warnings, empty());
        assertThat(bed.results.keySet(), empty());
    }

    @Test
    void aJournalOfAnotherJenkinsIsHeldUntilItIsReleased() throws Exception {
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
    void theFileOfKeysIsRewrittenIfItHasManyLinesOfEarlierStarts() throws Exception {
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
    void aRecordThatWasInFlightWhenJenkinsWasKilledMayBeAtGitHub() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.kill();
        bed.pass(Duration.ofSeconds(1));
        assertThat("when it waits", bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
        bed.close();
        bed.pass(Duration.ofSeconds(1));
        assertThat("after a further start", bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(true));
        bed.outbox.discard(entry -> true, "alice");
        bed.pass(Duration.ofSeconds(1));
        assertThat("when it is discarded", bed.results.get("a").mayBeAtGitHub(), is(true));
    }

    @Test
    void aWaitingRecordIsNotInDoubtAfterAnOrderlyRestart() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.close();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.snapshot().entries().getFirst().mayBeAtGitHub(), is(false));
    }

    @Test
    void aFailedRecordInDoubtIsStillInDoubtWhenItIsSentAgain() throws Exception {
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
    void aJournalThatWasCutOffAtAnyByteKeepsAllCompleteLinesAndTheirOrder() throws Exception {
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
    void waitingEntriesHaveTheNewNameOfARenamedFolderAfterARestart() throws Exception {
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
    void failedEntriesHaveTheNewNameOfARenamedFolder() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofSeconds(1));

        bed.outbox.moved("folder", "other/folder");

        assertThat(bed.snapshot().failures().getFirst().entry().origin().job(), is("other/folder/job"));
    }

    @Test
    void noFileOfTheOutboxContainsTheToken() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        for (var file : bed.disk.files()) {
            assertThat(new String(bed.disk.bytes(file)), not(containsString(OutboxTestBed.SECRET)));
        }
    }
}
