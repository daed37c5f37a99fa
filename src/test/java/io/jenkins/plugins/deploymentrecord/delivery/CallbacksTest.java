package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What belongs to callers runs under no lock, in order, and cannot harm others. */
@Timeout(60)
class CallbacksTest {

    private final Controller controller = new Controller();

    /** Another thread can do something with the deliveries meanwhile. */
    private void assertUnlocked(String where) {
        var done = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            controller.deliveries.pending();
            done.countDown();
        });
        try {
            assertThat(where, done.await(20, TimeUnit.SECONDS), is(true));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noLockIsHeld() {
        var seen = new ArrayList<String>();
        var call = new CompletableFuture<RecordedDeployment>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                assertUnlocked("cancelling the call");
                seen.add("cancelled");
                return super.cancel(mayInterruptIfRunning);
            }
        };
        var blocking = controller.submit("a");
        var key = blocking.key();
        Delivery delivery = controller.deliveries.submit(new DeliveryRequest(
                key,
                controller.deliveries.askedNow(),
                "credential",
                Pacing.OFF,
                "job",
                Duration.ofMinutes(1),
                () -> {
                    assertUnlocked("the attempt");
                    seen.add("attempted");
                    return call;
                },
                wait -> {
                    assertUnlocked("the listener");
                    seen.add("waits");
                }));
        delivery.outcome().whenComplete((outcome, failure) -> {
            assertUnlocked("the outcome");
            seen.add("ended");
        });
        controller.onWire().confirm();
        delivery.cancel();
        assertThat(seen, contains("waits", "attempted", "cancelled", "ended"));
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        var logger = Logger.getLogger(Callbacks.class.getName());
        var warnings = new ArrayList<String>();
        logger.setFilter(warning -> {
            warnings.add(warning.getMessage());
            return false;
        });
        controller.submit("a");
        var record = controller.record("a");
        Delivery delivery = controller.deliveries.submit(new DeliveryRequest(
                record.key(),
                record.askedAt(),
                "credential",
                Pacing.OFF,
                "job",
                Duration.ofMinutes(1),
                record::send,
                wait -> {
                    throw new IllegalStateException("the build's log is gone");
                }));
        logger.setFilter(null);
        controller.onWire().confirm();
        controller.onWire().confirm();
        assertThat(delivery.outcome().isDone(), is(true));
        assertThat(warnings, hasSize(1));
    }

    @Test
    void answersThatAreThereAtOnceDoNotMakeStacksGrow() {
        var deliveries = new ArrayList<Delivery>();
        controller.submit("a");
        for (int i = 0; i < 20_000; i++) {
            deliveries.add(controller
                    .record("d" + i)
                    .paced(new Pacing(6_000, 1))
                    .within(Duration.ofHours(5))
                    .attempting(() -> CompletableFuture.completedFuture(Controller.CONFIRMATION))
                    .submit()
                    .delivery);
        }
        assertThat("the first one is all that may be unanswered", controller.deliveries.pending(), is(20_001));
        // without a pace they all go, each within the answer to the one before
        controller.submit("unpaced");
        assertThat(deliveries.stream().allMatch(d -> d.outcome().isDone()), is(true));
    }

    @Test
    void anOutcomeThatCausesTheNextRecordIsFine() {
        var names = new ArrayList<String>();
        controller.submit("first").delivery.outcome().thenRun(() -> submitNext(names, 5_000));
        controller.onWire().confirm();
        assertThat(names, hasSize(5_000));
    }

    private void submitNext(List<String> names, int left) {
        if (left == 0) {
            return;
        }
        controller
                .record("d" + left)
                .attempting(() -> CompletableFuture.completedFuture(Controller.CONFIRMATION))
                .submit()
                .delivery
                .outcome()
                .thenRun(() -> {
                    names.add("d" + left);
                    submitNext(names, left - 1);
                });
    }

    @Test
    void aWaitIsToldOnceHoweverOftenItIsLookedAt() {
        controller.submit("a");
        var waiting = controller.submit("a");
        for (int i = 0; i < 100; i++) {
            controller.submit("other" + i);
            controller.submit("a").delivery.cancel();
        }
        assertThat(waiting.waits, hasSize(1));
    }
}
