package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Sent;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One limit for all that share a credential. */
class LimitTest {

    private final Controller controller = new Controller();

    private Throwable limit(Duration length) {
        return Failures.limited("Slow down", controller.time.now().plus(length));
    }

    private List<Controller.Record> submit(int count) {
        var records = new ArrayList<Controller.Record>();
        for (int i = 0; i < count; i++) {
            records.add(controller
                    .record("d" + controller.wire.size() + '-' + i)
                    .ofJob("job " + i)
                    .paced(Pacing.GITHUB)
                    .submit());
        }
        return records;
    }

    @Test
    void aHundredJobsDoNotEachRunIntoIt() {
        controller.record("first").paced(Pacing.GITHUB).submit();
        controller.onWire().fail(limit(Duration.ofMinutes(1)));
        List<Controller.Record> others = submit(100);
        assertThat(controller.wire.size(), is(1));
        others.forEach(record -> assertThat(record.lastWait().reason(), is(Wait.Reason.LIMIT)));

        controller.time.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(controller.wire.size(), is(1));
        controller.time.advance(Duration.ofNanos(1));
        assertThat("one looks whether it is over", controller.wire.size(), is(2));
        controller.onWire().fail(limit(Duration.ofSeconds(10)));
        controller.time.advance(Duration.ofSeconds(10));
        assertThat("and one again", controller.wire.size(), is(3));
        controller.onWire().confirm();
        assertThat("then a burst, which that one is of", controller.wire.size(), is(3 + 59));
    }

    @Test
    void aSuccessDoesNotShortenIt() {
        submit(2);
        controller.wire.get(0).fail(limit(Duration.ofMinutes(1)));
        controller.wire.get(1).confirm();
        submit(1);
        controller.time.advance(Duration.ofSeconds(59));
        assertThat(controller.wire.size(), is(2));
    }

    @Test
    void theLatestEndCounts() {
        submit(3);
        controller.wire.get(0).fail(limit(Duration.ofMinutes(1)));
        controller.wire.get(1).fail(limit(Duration.ofMinutes(2)));
        controller.wire.get(2).fail(limit(Duration.ofSeconds(1)));
        controller.time.advance(Duration.ofMinutes(2).minusNanos(1));
        assertThat(controller.wire.size(), is(3));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.wire.size(), is(4));
    }

    @Test
    void anotherCredentialIsNotConcerned() {
        submit(1);
        controller.onWire().fail(limit(Duration.ofMinutes(1)));
        controller.record("other").credential("other").submit();
        assertThat(controller.wire.size(), is(2));
    }

    @Test
    void aServerWithoutPaceIsListenedToAsWell() {
        controller.submit("a");
        controller.onWire().fail(limit(Duration.ofMinutes(1)));
        controller.submit("b");
        assertThat(controller.wire.size(), is(1));
    }

    @Test
    void anEndThatIsOverIsNoReasonToHurry() {
        controller.submit("a");
        for (int i = 0; i < 10; i++) {
            controller.onWire().fail(Failures.limited("Slow down", Instant.EPOCH));
            int tries = controller.wire.size();
            controller.time.advance(Duration.ofMillis(199));
            assertThat(controller.wire.size(), is(tries));
            controller.time.advance(Duration.ofSeconds(30));
        }
        assertThat(controller.wire.size(), is(11));
    }

    @Test
    void anHourIsTheLongest() {
        controller.record("a").within(Duration.ofHours(2)).submit();
        controller.onWire().fail(limit(Duration.ofDays(365)));
        controller.time.advance(Duration.ofHours(1));
        assertThat(controller.wire.size(), is(2));
    }

    @Test
    void theWaitSaysUntilWhen() {
        var record = submit(1).get(0);
        controller.onWire().fail(limit(Duration.ofMinutes(1)));
        assertThat(record.waits.size(), is(1));
        assertThat(record.lastWait().until(), is(controller.time.now().plusSeconds(60)));
        assertThat(
                record.lastWait().text(),
                containsString("until " + LogTime.format(Instant.parse("2026-03-01T12:01:00Z"))));
        assertThat(record.delivery.status(), is(record.lastWait().text()));
    }

    @Test
    void thoseInLineAreToldWhenItBeginsAndWhenItEnds() {
        var records = submit(61);
        var last = records.get(60);
        assertThat(last.lastWait().reason(), is(Wait.Reason.TURN));
        controller.wire.get(0).fail(limit(Duration.ofMinutes(1)));
        assertThat(last.lastWait().reason(), is(Wait.Reason.LIMIT));
        controller.wire.stream().filter(sent -> !sent.answer.isDone()).toList().forEach(Sent::confirm);
        controller.time.advance(Duration.ofMinutes(1));
        controller.onWire().confirm();
        controller.onWire().confirm();
        assertThat(records.stream().filter(Controller.Record::isPending).count(), is(0L));
        assertThat(last.waits.size(), lessThanOrEqualTo(3));
    }

    @Test
    void theFirstAfterARestartLooksWhetherItIsOver() {
        submit(1);
        controller.onWire().fail(limit(Duration.ofMinutes(3)));
        Controller after = controller.restarted();
        after.time.advance(Duration.ofSeconds(70));
        for (int i = 0; i < 10; i++) {
            after.record("new" + i).paced(Pacing.GITHUB).submit();
        }
        assertThat(after.wire.size(), is(1));
        after.onWire().confirm();
        assertThat(after.wire.size(), is(10));
    }
}
