package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs take turns. */
class FairnessTest {

    private static final Pacing ONE_A_SECOND = new Pacing(60, 1);

    private final Controller controller = new Controller();

    private Controller.Record submit(String name, String job) {
        return controller
                .record(name)
                .ofJob(job)
                .paced(ONE_A_SECOND)
                .within(Duration.ofHours(2))
                .submit();
    }

    private void letGo(int count) {
        for (int i = 0; i < count; i++) {
            controller.wire.stream()
                    .filter(sent -> !sent.answer.isDone())
                    .toList()
                    .forEach(Sent::confirm);
            controller.time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void aThousandRecordsOfOneJobDelayAnotherByOneTurn() {
        for (int i = 0; i < 1_000; i++) {
            submit("many" + i, "big job");
        }
        submit("single", "small job");
        letGo(2);
        assertThat(controller.sentNames(), contains("many0", "many1", "single"));
    }

    @Test
    void jobsTakeTurnsAndEachKeepsItsOrder() {
        submit("first", "any");
        for (int i = 0; i < 3; i++) {
            submit("a" + i, "a");
        }
        submit("b0", "b");
        submit("c0", "c");
        submit("b1", "b");
        letGo(6);
        assertThat(controller.sentNames(), contains("first", "a0", "b0", "c0", "a1", "b1", "a2"));
    }

    @Test
    void whatFailedIsNotSentToTheEndOfItsJob() {
        submit("a0", "a");
        submit("a1", "a");
        submit("a2", "a");
        controller.onWire().lose();
        controller.time.advance(Duration.ofSeconds(1));
        controller.onWire().confirm();
        controller.time.advance(Duration.ofSeconds(1));
        assertThat(controller.sentNames(), contains("a0", "a0", "a1"));
    }

    @Test
    void theTurnOfAnEarlierRecordIsUsedForTheLatestOfItsDeployment() {
        submit("first", "any");
        for (int i = 0; i < 100; i++) {
            submit("many" + i, "big job");
        }
        var latest = controller
                .record("shop")
                .named("shop, later")
                .ofJob("big job")
                .paced(ONE_A_SECOND)
                .submit();
        var earlier = controller
                .record("shop")
                .named("shop, earlier")
                .askedAt(latest.askedAt() - 50)
                .ofJob("small job")
                .paced(ONE_A_SECOND)
                .submit();
        letGo(3);
        assertThat(controller.sentNames(), contains("first", "many0", "shop, later", "many1"));
        assertThat(latest.isRecorded(), is(true));
        assertThat(earlier.isSuperseded(), is(true));
    }

    @Test
    void whoeverIsAbortedLeavesNoGap() {
        submit("a0", "a");
        submit("a1", "a").delivery.cancel();
        submit("b0", "b");
        letGo(1);
        assertThat(controller.sentNames(), contains("a0", "b0"));
    }
}
