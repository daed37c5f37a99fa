package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Record;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What is known of the time before a restart keeps the order. */
class RestartTest {

    private final Controller before = new Controller();
    private final Record first = before.record("shop").named("first");
    private final Record second = before.record("shop").named("second");

    @Test
    void aRecordThatWasInFlightIsSentAgain() {
        first.submit();
        Controller after = before.restarted();
        Record again = first.on(after);
        after.onWire().confirm();
        assertThat(again.isRecorded(), is(true));
    }

    @Test
    void anEarlierOneIsSupersededByWhatWasConfirmedBefore() {
        second.submit();
        first.submit();
        before.onWire().confirm();
        Controller after = before.restarted();
        assertThat(first.on(after).isSuperseded(), is(true));
        assertThat(after.wire, is(empty()));
    }

    @Test
    void oneThatWasConfirmedAndComesBackIsSentAgain() {
        first.submit();
        before.onWire().confirm();
        Controller after = before.restarted();
        Record again = first.on(after);
        after.onWire().confirm();
        assertThat(again.isRecorded(), is(true));
    }

    @Test
    void anEarlierOneWaitsForTheReturnOfTheLaterOneThatWasOnItsWay() {
        second.submit();
        first.submit();
        Controller after = before.restarted();
        Record firstAgain = first.on(after);
        assertThat(after.wire, is(empty()));
        assertThat(firstAgain.lastWait().reason(), is(Wait.Reason.ORDER));
        assertThat(firstAgain.lastWait().until(), is(after.time.now().plus(Deployment.RETURNING)));

        after.time.advance(Duration.ofSeconds(30));
        Record secondAgain = second.on(after);
        assertThat("at once", after.sentNames(), contains("second"));
        after.onWire().confirm();
        assertThat(secondAgain.isRecorded(), is(true));
        assertThat(firstAgain.isSuperseded(), is(true));
    }

    @Test
    void itIsSentWhereTheLaterOneComesBackAndFails() {
        second.submit();
        first.submit();
        Controller after = before.restarted();
        first.on(after);
        second.on(after).delivery.cancel();
        after.time.advance(Deployment.RETURNING);
        assertThat(after.onWire().record.name, is("first"));
    }

    @Test
    void thatWaitIsForOthersThatMayBeThereAsWell() {
        Record third = before.record("shop").named("third");
        second.submit();
        before.onWire().lose();
        third.submit();
        before.time.advance(Deployment.SETTLING);
        assertThat(before.onWire().record, is(third));

        Controller after = before.restarted();
        Record firstAgain = first.on(after);
        third.on(after).delivery.cancel();
        after.time.advance(Duration.ofSeconds(40));
        assertThat("third itself went at once", after.sentNames(), contains("third"));
        second.on(after);
        after.time.advance(Duration.ofSeconds(20));
        after.onWire().confirm();
        assertThat(after.sentNames(), contains("third", "second"));
        assertThat(firstAgain.isSuperseded(), is(true));
    }

    @Test
    void anyThatIsBackCountsAsOneThatMayBeThere() {
        Record third = before.record("shop").named("third");
        second.credential("other").submit();
        before.onWire().lose();
        third.submit();
        before.time.advance(Deployment.SETTLING);
        assertThat(before.onWire().record, is(third));
        third.delivery.cancel();

        Controller after = before.restarted();
        after.record("billing").credential("other").submit();
        after.onWire().fail(Failures.limited("Slow down", after.time.now().plusSeconds(120)));
        first.on(after);
        second.on(after);
        after.time.advance(Duration.ofSeconds(119));
        assertThat("the log told of the third alone", after.sentNames(), contains("billing"));
        after.time.advance(Duration.ofSeconds(1));
        after.onWire().confirm();
        assertThat(after.onWire().record.name, is("second"));
    }

    @Test
    void oneThatComesBackWaitsForACallThatWasBrokenOffSince() {
        second.submit();
        Controller after = before.restarted();
        Record third = after.record("shop").named("third").submit();
        after.time.advance(Deployment.SETTLING);
        third.delivery.cancel();
        second.on(after);
        after.time.advance(Deployment.SETTLING.minusNanos(1));
        assertThat(after.sentNames(), contains("third"));
        after.time.advance(Duration.ofNanos(1));
        assertThat(after.sentNames(), contains("third", "second"));
    }

    @Test
    void itIsSentWhereTheLaterOneDoesNotComeBack() {
        second.submit();
        Controller after = before.restarted();
        first.on(after);
        after.time.advance(Deployment.RETURNING.minusNanos(1));
        assertThat(after.wire, is(empty()));
        after.time.advance(Duration.ofNanos(1));
        assertThat(after.sentNames(), contains("first"));
    }

    @Test
    void aSmallBudgetIsNotSpentOnThat() {
        second.submit();
        Controller after = before.restarted();
        first.within(Duration.ofSeconds(30)).on(after);
        after.time.advance(Duration.ofSeconds(15));
        assertThat(after.sentNames(), contains("first"));
    }

    @Test
    void aYetLaterOneWaitsOnlyUntilGitHubHasEndedTheCall() {
        second.submit();
        Controller after = before.restarted();
        after.record("shop").named("third").submit();
        after.time.advance(Deployment.SETTLING.minusNanos(1));
        assertThat(after.wire, is(empty()));
        after.time.advance(Duration.ofNanos(1));
        assertThat(after.sentNames(), contains("third"));
    }

    @Test
    void theLogIsToldBeforeTheWire() {
        var told = new ArrayList<SentLog.Mark>();
        first.attempting(() -> {
                    told.add(before.log.mark(first.key()));
                    return first.send();
                })
                .submit();
        assertThat(told, contains(new SentLog.Mark(0, first.askedAt())));
        before.onWire().confirm();
        assertThat(before.log.mark(first.key()), is(new SentLog.Mark(first.askedAt(), 0)));
    }

    @Test
    void theLogIsToldOfAConfirmationBeforeTheBuild() {
        var told = new ArrayList<SentLog.Mark>();
        first.submit();
        first.delivery.outcome().thenRun(() -> told.add(before.log.mark(first.key())));
        before.onWire().confirm();
        assertThat(told, contains(new SentLog.Mark(first.askedAt(), 0)));
    }

    @Test
    void aLogThatFailsKeepsNothingFromGitHub() {
        var logger = Logger.getLogger(Log.class.getName());
        var warnings = new ArrayList<String>();
        logger.setFilter(warning -> {
            warnings.add(warning.getMessage());
            return false;
        });
        var controller = new Controller(new VirtualTime(), new FullDisk(), 1);
        var record = controller.record("a").paced(Pacing.GITHUB).submit();
        controller.onWire().lose();
        controller.time.advance(Duration.ofSeconds(1));
        controller.onWire().confirm();
        assertThat(record.isRecorded(), is(true));
        var earlier = controller.record("a").askedAt(1).submit();
        assertThat("the order holds while it is remembered", earlier.isSuperseded(), is(true));
        logger.setFilter(null);
        assertThat(warnings, hasItem(startsWith("The log of sent deployment records failed")));
    }

    @Test
    void numbersGoOnWhereTheyWereThoughTheWallClockWasPutBack() {
        first.submit();
        before.onWire().confirm();
        before.time.putWallForward(Duration.ofHours(-1));
        Controller after = before.restarted();
        assertThat(after.deliveries.askedNow(), is(greaterThan(first.askedAt())));
        Record later = after.submit("shop");
        assertThat(later.isPending(), is(true));
        after.onWire().confirm();
        assertThat(later.isRecorded(), is(true));
    }

    @Test
    void alsoAfterThoseThatWereNotSentYet() {
        first.submit();
        before.time.putWallForward(Duration.ofHours(-1));
        long waiting = before.record("shop").submit().askedAt();
        Controller after = before.restarted();
        assertThat(after.deliveries.askedNow(), is(greaterThan(waiting)));
    }

    /** What is asked for while the clock goes right costs no writing. */
    @Test
    void aNumberThatTheClockGivesIsNotWrittenDown() {
        for (int i = 0; i < 500; i++) {
            before.deliveries.askedNow();
        }
        assertThat(before.log.newestAsked(), is(0L));
    }

    private static final class FullDisk implements SentLog {
        private static IllegalStateException full() {
            return new IllegalStateException("No space left on device");
        }

        @Override
        public Mark mark(DeploymentKey key) {
            throw full();
        }

        @Override
        public void mark(DeploymentKey key, Mark mark) {
            throw full();
        }

        @Override
        public void asked(long number) {
            throw full();
        }

        @Override
        public long newestAsked() {
            throw full();
        }

        @Override
        public Usage usage(String paceKey) {
            throw full();
        }

        @Override
        public void sent(String paceKey, Instant at) {
            throw full();
        }

        @Override
        public void limited(String paceKey, Instant until) {
            throw full();
        }
    }

    @Test
    void aUsageIsACopy() {
        List<Instant> sent = new ArrayList<>();
        var usage = new SentLog.Usage(sent, null);
        sent.add(Instant.EPOCH);
        assertThat(usage.sent(), is(empty()));
    }
}
