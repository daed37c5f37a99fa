package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Record;
import io.jenkins.plugins.deploymentrecord.delivery.Controller.Sent;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is put forward or back by an hour changes no wait and no order. */
class ClockJumpTest {

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    private @interface Jump {}

    private final Controller controller = new Controller();

    private void jump(int minutes) {
        controller.time.putWallForward(Duration.ofMinutes(minutes));
    }

    @Jump
    void aRetryComesWhenItWould(int minutes) {
        controller.submit("a");
        controller.onWire().lose();
        jump(minutes);
        controller.time.advance(Duration.ofMillis(400));
        assertThat(controller.wire.size(), is(2));
    }

    @Jump
    void aLimitEndsWhenItWould(int minutes) {
        controller.submit("a");
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        jump(minutes);
        controller.submit("b");
        controller.time.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(controller.wire.size(), is(1));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.wire.size(), is(2));
    }

    @Jump
    void theBudgetEndsWhenItWould(int minutes) {
        Record record = controller.submit("a");
        jump(minutes);
        controller.time.advance(DeliveryRequest.DEFAULT_BUDGET.minusNanos(1));
        assertThat(record.isPending(), is(true));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(record.failure().getMessage(), startsWith("api.github.com did not answer"));
    }

    @Jump
    void thePaceStays(int minutes) {
        for (int i = 0; i < 3; i++) {
            controller.record("d" + i).paced(new Pacing(1, 1)).submit();
        }
        controller.onWire().confirm();
        jump(minutes);
        controller.time.advance(Pace.WINDOW.minusNanos(1));
        assertThat(controller.wire.size(), is(1));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.wire.size(), is(2));
    }

    @Jump
    void theOrderStays(int minutes) {
        Record earlier = controller.record("shop").named("earlier");
        controller.record("shop").named("first").submit();
        jump(minutes);
        Record later = controller.record("shop").named("later").submit();
        earlier.submit();
        controller.wire.stream().toList().forEach(Sent::confirm);
        controller.onWire().confirm();
        assertThat(controller.sentNames(), contains("first", "later"));
        assertThat(later.isRecorded(), is(true));
        assertThat(earlier.isSuperseded(), is(true));
    }
}
