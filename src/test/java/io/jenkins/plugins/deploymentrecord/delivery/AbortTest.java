package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Record;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Giving up takes effect at once, whatever the record waits for, and nothing is sent for it any more. */
class AbortTest {

    private final Controller controller = new Controller();

    private void abort(Record record, String status) {
        assertThat(record.delivery.status(), startsWith(status));
        int sent = controller.wire.size();
        assertThat(record.delivery.cancel(), is(true));
        assertThat(record.delivery.outcome().isCancelled(), is(true));
        assertThrows(
                CancellationException.class, () -> record.delivery.outcome().getNow(null));
        assertThat(record.delivery.status(), is("done"));
        assertThat("a second time", record.delivery.cancel(), is(false));
        int waits = record.waits.size();
        controller.time.finish();
        assertThat(
                controller.wire.stream()
                        .skip(sent)
                        .filter(call -> call.record == record)
                        .count(),
                is(0L));
        assertThat(record.waits.size(), is(waits));
    }

    @Test
    void inFlight() {
        Record record = controller.submit("a");
        abort(record, "sending to api.github.com, try 1");
        assertThat("the call was ended", controller.wire.get(0).answer.isCancelled(), is(true));
    }

    @Test
    void whileItWaitsForItsTurn() {
        controller.record("a").paced(new Pacing(1, 1)).submit();
        abort(controller.record("b").paced(new Pacing(1, 1)).submit(), "Waiting for its turn");
    }

    @Test
    void whileItWaitsForALimit() {
        Record record = controller.submit("a");
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        abort(record, "api.github.com limits the credential: waiting until");
    }

    @Test
    void whileItWaitsForItsNextTry() {
        Record record = controller.submit("a");
        controller.onWire().lose();
        abort(record, "Try 1 failed. Trying again at");
    }

    @Test
    void whileItWaitsForAnotherRecord() {
        controller.submit("a");
        abort(controller.submit("a"), "Waiting for another record of the same deployment");
    }

    @Test
    void whileACallThatWasBrokenOffSettles() {
        controller.submit("a").delivery.cancel();
        abort(controller.submit("a"), "Waiting until " + LogTime.format(Instant.parse("2026-03-01T12:00:11Z")));
    }

    @Test
    void byTheFuture() {
        Record record = controller.submit("a");
        assertThat(record.delivery.outcome().cancel(true), is(true));
        assertThat(controller.wire.get(0).answer.isCancelled(), is(true));
        assertThat(controller.deliveries.pending(), is(0));
    }

    @Test
    void theOneThatLookedWhetherALimitIsOverLetsAnotherLook() {
        controller.submit("a");
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        controller.submit("b");
        controller.submit("c");
        controller.time.advance(Duration.ofMinutes(1));
        assertThat(controller.wire.size(), is(2));
        controller.onWire().record.delivery.cancel();
        assertThat(controller.wire.size(), is(3));
        controller.onWire().confirm();
        assertThat(controller.wire.size(), is(4));
    }

    @Test
    void whileItIsBeingPutOnTheWire() {
        Record first = controller.submit("a");
        Record second = controller.record("a");
        var call = new CompletableFuture<RecordedDeployment>();
        second.attempting(() -> {
                    // as another thread may do before it sees the call
                    second.delivery.cancel();
                    return call;
                })
                .submit();
        controller.onWire().confirm();
        assertThat(first.isRecorded(), is(true));
        assertThat(second.delivery.outcome().isCancelled(), is(true));
        assertThat(call.isCancelled(), is(true));
    }

    @Test
    void anEndedOneIsNotAborted() {
        Record record = controller.submit("a");
        controller.onWire().confirm();
        assertThat(record.delivery.cancel(), is(false));
        assertThat(record.isRecorded(), is(true));
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() {
        var call = new CompletableFuture<RecordedDeployment>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        Record record = controller.record("a").attempting(() -> call).submit();
        record.delivery.cancel();
        call.complete(Controller.CONFIRMATION);
        assertThat(record.delivery.outcome().isCancelled(), is(true));
        assertThat(controller.log.mark(record.key()).confirmed(), is(0L));
    }
}
