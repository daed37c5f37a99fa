package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private final Controller controller = new Controller();

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 300, 3_600})
    void anOutageIsSatOutUntilTheBudgetEnds(int seconds) {
        var record = controller.record("a").within(Duration.ofSeconds(seconds)).submit();
        while (record.isPending()) {
            if (!controller.wire.get(controller.wire.size() - 1).answer.isDone()) {
                controller.onWire().fail(Failures.unavailable("github.com is down"));
            }
            if (record.isPending()) {
                controller.time.step();
            }
        }
        long left = seconds * 1000L - controller.time.elapsed().toMillis();
        assertThat("nearly to the end", left <= 200 && left >= 0, is(true));
        assertThat(record.failure().tries(), is(controller.wire.size()));
        assertThat(controller.wire.size(), greaterThan(2));
        assertThat(
                record.failure().getMessage(),
                matchesRegex("The record did not get to api.github.com within the .* that it may take. Tries: "
                        + controller.wire.size() + ".\nThe last answer: github.com is down"));
    }

    @Test
    void aCallInFlightIsBrokenOffAtTheEnd() {
        var record = controller.submit("a");
        controller.time.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(record.isPending(), is(true));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.wire.get(0).answer.isCancelled(), is(true));
        assertThat(
                record.failure().getMessage(),
                is("api.github.com did not answer within the 5 min that a record may take:"
                        + " try 1 was broken off."));
    }

    @Test
    void itEndsForThoseThatNeverHadTheirTurn() {
        var pacing = new Pacing(1, 1);
        controller.record("a").paced(pacing).submit();
        var record = controller
                .record("b")
                .paced(pacing)
                .within(Duration.ofSeconds(30))
                .submit();
        controller.time.advance(Duration.ofSeconds(30));
        assertThat(record.failure().tries(), is(0));
        assertThat(
                record.failure().getMessage(),
                startsWith("The record did not get to api.github.com within the 30 s that it may take:"
                        + " it was never sent. Its last status: Waiting for its turn"));
        assertThat(record.failure().lastAnswer().isPresent(), is(false));
    }

    @Test
    void aLimitBeyondItIsNotWaitedFor() {
        var record = controller.record("a").within(Duration.ofMinutes(1)).submit();
        controller.time.advance(Duration.ofSeconds(2));
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(58)));
        assertThat(
                record.failure().getMessage(),
                is("api.github.com limits the credential until " + LogTime.format(Instant.parse("2026-03-01T12:01:00Z"))
                        + ". The record may take 1 min, which"
                        + " ends before, at " + LogTime.format(Instant.parse("2026-03-01T12:01:00Z"))
                        + "; so it is not waited for. Tries: 1, in 2.0 s.\n"
                        + "The last answer: Slow down"));
        assertThat(record.failure().lastAnswer().isPresent(), is(true));
    }

    @Test
    void aLimitWithinItIsWaitedFor() {
        var record = controller.record("a").within(Duration.ofMinutes(1)).submit();
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusMillis(59_999)));
        assertThat(record.isPending(), is(true));
        controller.time.advance(Duration.ofMillis(59_999));
        controller.onWire().confirm();
        assertThat(record.isRecorded(), is(true));
    }

    @Test
    void thoseThatWaitWithItFailAsWellWhereTheirBudgetIsShorter() {
        controller.record("a").submit();
        var pacing = new Pacing(1, 1);
        var poor = controller
                .record("b")
                .paced(pacing)
                .within(Duration.ofMinutes(2))
                .submit();
        var rich = controller
                .record("c")
                .paced(pacing)
                .within(Duration.ofMinutes(10))
                .submit();
        controller
                .wire
                .get(0)
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(150)));
        assertThat(poor.failure().getMessage(), containsString("so it is not waited for"));
        assertThat(poor.failure().tries(), is(0));
        assertThat(rich.isPending(), is(true));
    }

    @Test
    void aLateComerIsToldAtOnce() {
        controller.record("a").within(Duration.ofHours(1)).submit();
        controller
                .onWire()
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(600)));
        var late = controller.submit("b");
        assertThat(late.failure().getMessage(), containsString("Tries: 0, in 0.0 s."));
        assertThat(late.failure().getMessage(), containsString("Slow down"));
        assertThat(controller.wire.size(), is(1));
    }
}
