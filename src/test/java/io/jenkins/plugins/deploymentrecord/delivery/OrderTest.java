package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Record;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The records of one deployment: one at a time, and the last asked for wins. */
class OrderTest {

    private static final Duration SETTLING = Deployment.SETTLING;

    private final Controller controller = new Controller();

    /** Asked for one after the other; submitted when the test says so. */
    private final Record first = controller.record("shop").named("first");

    private final Record second = controller.record("shop").named("second");
    private final Record third = controller.record("shop").named("third");

    @Test
    void aLaterOneWaitsForTheEarlierOneInFlight() {
        first.submit();
        second.submit();
        assertThat(controller.sentNames(), contains("first"));
        assertThat(second.lastWait().reason(), is(Wait.Reason.ORDER));
        assertThat(second.lastWait().until(), is(nullValue()));
        controller.onWire().confirm();
        assertThat(controller.sentNames(), contains("first", "second"));
        assertThat(first.isRecorded(), is(true));
        controller.onWire().confirm();
        assertThat(second.isRecorded(), is(true));
    }

    @Test
    void thoseOfOtherDeploymentsDoNot() {
        first.submit();
        controller.submit("billing");
        assertThat(controller.sentNames(), contains("first", "billing"));
    }

    @Test
    void anEarlierOneIsSupersededByALaterOneThatIsConfirmed() {
        second.submit();
        first.submit();
        assertThat("not yet: the later one may fail", first.isPending(), is(true));
        controller.onWire().confirm();
        assertThat(
                first.outcome(),
                is(new Outcome.Superseded(second.askedAt(), ((Outcome.Superseded) first.outcome()).text())));
        assertThat(controller.sentNames(), contains("second"));
    }

    @Test
    void andSoIsOneThatComesMuchLater() {
        second.submit();
        controller.onWire().confirm();
        controller.time.advance(Duration.ofHours(1));
        assertThat(controller.deliveries.remembered(), is(0));
        first.submit();
        assertThat(first.isSuperseded(), is(true));
        assertThat(first.waits, is(empty()));
    }

    @Test
    void ofThreeTheLatestGoesNext() {
        first.submit();
        second.submit();
        third.submit();
        controller.onWire().confirm();
        assertThat(controller.sentNames(), contains("first", "third"));
        controller.onWire().confirm();
        assertThat(second.isSuperseded(), is(true));
    }

    @Test
    void anEarlierOneIsSentWhereTheLaterOneIsRefused() {
        second.submit();
        first.submit();
        controller.onWire().fail(Failures.refused("no"));
        assertThat(controller.sentNames(), contains("second", "first"));
        controller.onWire().confirm();
        assertThat(first.isRecorded(), is(true));
    }

    @Test
    void anEarlierOneIsSentWhereTheLaterOneIsAbortedBeforeItsTurn() {
        Record blocking = controller.record("shop").named("blocking").submit();
        first.submit();
        second.submit();
        second.delivery.cancel();
        controller.onWire().fail(Failures.refused("no"));
        assertThat(blocking.isPending(), is(false));
        assertThat(controller.sentNames(), contains("blocking", "first"));
    }

    @Test
    void afterAnAbortedCallTheNextOneWaitsUntilGitHubHasEndedIt() {
        second.submit();
        controller.time.advance(Duration.ofSeconds(3));
        first.submit();
        second.delivery.cancel();
        assertThat(controller.sentNames(), contains("second"));
        assertThat(first.lastWait().reason(), is(Wait.Reason.ORDER));
        assertThat(
                "from the abort on, as the call may just have been written",
                first.lastWait().until(),
                is(controller.time.now().plus(SETTLING)));
        controller.time.advance(SETTLING.minusNanos(1));
        assertThat(controller.sentNames(), contains("second"));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.sentNames(), contains("second", "first"));
    }

    @Test
    void soDoesOneThatIsAskedForAfterTheAbort() {
        first.submit().delivery.cancel();
        controller.time.advance(Duration.ofSeconds(1));
        second.submit();
        assertThat(controller.sentNames(), contains("first"));
        controller.time.advance(SETTLING);
        assertThat(controller.sentNames(), contains("first", "second"));
    }

    /** What was refused is not on its way any more, also not for one who reads the log of it. */
    @Test
    void afterARefusalTheNextOneGoesAtOnce() {
        first.submit();
        controller.onWire().fail(Failures.refused("no"));
        second.submit();
        assertThat(controller.sentNames(), contains("first", "second"));
        assertThat(second.waits, is(empty()));
    }

    @Test
    void longAfterAnAbortedCallTheNextOneGoesAtOnce() {
        first.submit().delivery.cancel();
        controller.time.advance(Duration.ofHours(1));
        assertThat(controller.deliveries.remembered(), is(0));
        second.submit();
        assertThat(controller.sentNames(), contains("first", "second"));
        assertThat(second.waits, is(empty()));
    }

    @Test
    void aRetryOfTheSameDoesNotWaitForThat() {
        first.submit();
        controller.onWire().lose();
        controller.time.advance(Duration.ofMillis(400));
        assertThat(controller.sentNames(), contains("first", "first"));
    }

    @Test
    void aLaterOneGoesBeforeTheRetryOfAnEarlierOne() {
        first.submit();
        controller.onWire().lose();
        second.submit();
        controller.time.advance(SETTLING.minusNanos(1));
        assertThat("neither the retry, which would have to settle as well", controller.sentNames(), contains("first"));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.sentNames(), contains("first", "second"));
        controller.onWire().confirm();
        assertThat(first.isSuperseded(), is(true));
    }

    @Test
    void anEarlierOneWaitsForTheRetryOfALaterOne() {
        second.submit();
        controller.onWire().lose();
        first.submit();
        controller.time.advance(SETTLING);
        assertThat(controller.sentNames(), contains("second", "second"));
        controller.onWire().confirm();
        assertThat(first.isSuperseded(), is(true));
    }

    @Test
    void anEarlierOneIsSentWhereTheLaterOneRunsOutOfItsBudget() {
        second.within(Duration.ofSeconds(20)).submit();
        controller.onWire().lose();
        first.submit();
        controller.time.advance(Duration.ofSeconds(20));
        assertThat(second.failure().tries() > 1, is(true));
        controller.time.advance(SETTLING);
        assertThat(controller.onWire().record, is(first));
    }

    @Test
    void ofTwoAskedForTogetherTheLaterSubmittedCounts() {
        first.submit();
        Record twin =
                controller.record("shop").named("twin").askedAt(first.askedAt()).submit();
        Record triplet = controller
                .record("shop")
                .named("triplet")
                .askedAt(first.askedAt())
                .submit();
        controller.onWire().confirm();
        assertThat(controller.onWire().record, is(triplet));
        controller.onWire().confirm();
        assertThat(twin.isSuperseded(), is(true));
        assertThat(first.isRecorded(), is(true));
    }

    @Test
    void withAnotherCredentialTheyDoNotOverlapEither() {
        second.credential("other").submit();
        first.submit();
        assertThat(controller.sentNames(), contains("second"));
        controller.onWire().confirm();
        assertThat(first.isSuperseded(), is(true));
    }

    @Test
    void anEarlierOneNeedNotWaitForTheLimitOfAnotherCredential() {
        Record limited = controller.record("billing").credential("other").submit();
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        second.credential("other").submit();
        first.submit();
        assertThat(controller.sentNames(), contains("billing", "first"));
        controller.onWire().confirm();
        controller.time.advance(Duration.ofSeconds(60));
        controller.onWire().confirm();
        controller.onWire().confirm();
        assertThat(limited.isRecorded() && first.isRecorded() && second.isRecorded(), is(true));
    }

    @Test
    void unlessTheLaterOneMayHaveReachedGitHub() {
        second.credential("other").submit();
        controller.onWire().lose();
        controller.record("billing").credential("other").submit();
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        first.submit();
        controller.time.advance(Duration.ofSeconds(59));
        assertThat(controller.sentNames(), contains("second", "billing"));
    }

    @Test
    void anUnclearAnswerLetsTheEarlierOneGo() {
        second.submit();
        first.submit();
        controller.onWire().fail(Failures.unexpected("a page"));
        assertThat(controller.sentNames(), contains("second"));
        controller.time.advance(SETTLING);
        assertThat(controller.sentNames(), contains("second", "first"));
    }

    @Test
    void aThousandOfOneDeploymentCostTwoRequests() {
        for (int i = 0; i < 1_000; i++) {
            controller.submit("busy");
        }
        controller.onWire().confirm();
        controller.onWire().confirm();
        assertThat(controller.wire.size(), is(2));
        assertThat(controller.deliveries.pending(), is(0));
    }
}
