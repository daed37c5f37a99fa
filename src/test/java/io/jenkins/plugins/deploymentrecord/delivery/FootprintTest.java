package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits costs no thread and little memory, and leaves nothing behind. */
@Timeout(120)
class FootprintTest {

    @Test
    void aThousandThatWaitCostTwoThreadsAndLittleMemory() {
        Footprint found = Footprint.ofWaiting(1_000);
        System.out.println(found);
        assertThat(found.threads(), lessThanOrEqualTo(2));
        assertThat(found.bytesEach(), lessThan(20L * 1024));
    }

    @Test
    void nothingIsRememberedOfWhatIsOver() {
        var controller = new Controller();
        for (int i = 0; i < 100; i++) {
            controller
                    .record("d" + i % 30)
                    .credential("credential " + i % 10)
                    .ofJob("job " + i)
                    .paced(Pacing.GITHUB)
                    .submit();
        }
        List.copyOf(controller.wire)
                .get(0)
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(9)));
        List.copyOf(controller.wire).get(1).lose();
        List.copyOf(controller.wire).get(2).fail(Failures.refused("no"));
        List.copyOf(controller.wire).get(3).record.delivery.cancel();
        for (int i = 0; i < 40; i++) {
            controller.wire.stream()
                    .filter(sent -> !sent.answer.isDone())
                    .toList()
                    .forEach(Controller.Sent::confirm);
            controller.time.advance(Duration.ofSeconds(2));
        }
        assertThat(controller.deliveries.pending(), is(0));
        controller.time.advance(Pace.WINDOW);
        assertThat(controller.deliveries.remembered(), is(0));
        assertThat("no timer is left", controller.time.isIdle(), is(true));
        assertThat(
                controller.wire.stream().filter(sent -> !sent.answer.isDone()).toList(), hasSize(0));
    }
}
