package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxTestBed.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the actions of people on entries, of the snapshot, and of a full disk. */
class OutboxActionsTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    @Test
    void anEntryInFlightIsDiscardedAfterTheAnswerUnlessGitHubConfirmsIt() throws Exception {
        bed.submit("a", "shop");
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        bed.outbox.discard(entry -> true, "alice");
        bed.pass(Duration.ofSeconds(1));
        Sent first = bed.sent.get(0);
        Sent second = bed.sent.get(1);
        first.confirm();
        second.fail(Failures.unavailable("broken off"), true);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("a"), is(Kind.RECORDED));
        assertThat(bed.kind("b"), is(Kind.DISCARDED));
        assertThat(bed.results.get("b").by(), is("alice"));
        assertThat(bed.results.get("b").mayBeAtGitHub(), is(true));
    }

    @Test
    void aBuildThatAttachesReceivesThePresentProgressAtOnce() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.pass(Duration.ofHours(1));

        var stages = new ArrayList<Progress.Stage>();
        bed.outbox.attach(entry -> true, progress -> stages.add(progress.stage()));
        bed.pass(Duration.ofMillis(1));

        assertThat(stages, contains(Progress.Stage.NO_SERVER));
    }

    @Test
    void theProgressOfTheNewestEntryNamesAnOlderEntryInFlight() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.stage("a"), is(Progress.Stage.IN_FLIGHT));
        assertThat(bed.stage("b"), is(Progress.Stage.ORDER));
    }

    @Test
    void retryNowSendsWaitingAndFailedEntriesAndCountsEachOnce() throws Exception {
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
    void anAcknowledgedFailureIsSentAgainOnlyOnRequest() throws Exception {
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
    void anAccountOfARemovedServerIsInTheSnapshotAsLongAsAnEntryWaits() throws Exception {
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
    void onAFullDiskAnEntryIsSentFromMemoryUnlessItMustBeOnDisk() throws Exception {
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

    private SentAgain sendAgain() {
        var sent = bed.outbox.sendAgain(entry -> true);
        bed.pass(Duration.ofMillis(1));
        return sent.join();
    }

    @Test
    void anEntryThatFailedLongAgoIsSentAgainWithItsOriginalNumber() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofDays(8));
        bed.submit("b", "cart");
        bed.kill();
        bed.pass(Duration.ofSeconds(12));
        bed.passConfirming(Duration.ofSeconds(1));

        assertThat(sendAgain(), is(new SentAgain(1, 0)));

        assertThat(bed.openIds(), contains("a"));
        assertThat(
                bed.open().entries.getFirst().number(),
                is(bed.sent.getFirst().entries.getFirst().number()));
        assertThat("it is sent once", sendAgain(), is(new SentAgain(0, 0)));
    }

    @Test
    void aFailedEntryIsNotSentAgainIfGitHubConfirmedANewerRecordOfItsKey() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.refused("422"), false);
        bed.pass(Duration.ofSeconds(1));
        bed.submit("b", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));

        assertThat(sendAgain(), is(new SentAgain(0, 1)));
        assertThat(bed.openIds(), empty());
    }
}
