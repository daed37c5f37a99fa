package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.sameInstance;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {

    private final Controller controller = new Controller();

    static Stream<Throwable> hopeless() {
        return Stream.of(
                Failures.refused("refused"),
                Failures.unauthorized("unauthorized"),
                Failures.forbidden("forbidden"),
                Failures.notFound("not found"),
                Failures.unexpected("unexpected"),
                new IllegalStateException("no token"));
    }

    @ParameterizedTest
    @MethodSource("hopeless")
    void whatWouldFailAgainIsNotTriedAgain(Throwable failure) {
        var record = controller.submit("a");
        controller.onWire().fail(failure);
        assertThat(record.failure().getMessage(), is(failure.getMessage()));
        assertThat(record.failure().getCause(), sameInstance(failure));
        assertThat(record.failure().tries(), is(1));
        assertThat(record.failure().lastAnswer().isPresent(), is(failure instanceof GitHubException));
        assertThat(record.waits, is(empty()));
    }

    @Test
    void aFailureInsideOfAnotherIsFound() {
        var record = controller.submit("a");
        controller.onWire().fail(new CompletionException(Failures.unavailable("down")));
        assertThat(record.lastWait().reason(), is(Wait.Reason.RETRY));
    }

    @Test
    void anAttemptThatThrowsFailsTheRecord() {
        var record = controller
                .record("a")
                .attempting(() -> {
                    throw new IllegalStateException("not today");
                })
                .submit();
        assertThat(record.failure().getMessage(), is("not today"));
    }

    @Test
    void anAttemptThatGivesNothingFailsTheRecord() {
        var record = controller.record("a").attempting(() -> null).submit();
        assertThat(record.failure().getMessage(), containsString("future"));
    }

    @Test
    void whatMayPassIsTriedAgainUntilItDoes() {
        var record = controller.submit("a");
        for (int i = 0; i < 5; i++) {
            controller.onWire().lose();
            controller.time.advance(Duration.ofSeconds(30));
        }
        assertThat(controller.wire.size(), is(6));
        controller.onWire().confirm();
        assertThat(record.outcome(), is(new Outcome.Recorded(Controller.CONFIRMATION)));
        assertThat(record.waits.size(), is(5));
    }

    @Test
    void theMessageSaysHowOftenAndHowLong() {
        var record = controller.submit("a");
        for (int i = 0; i < 2; i++) {
            controller.onWire().lose();
            controller.time.advance(Duration.ofSeconds(30));
        }
        controller.onWire().fail(Failures.refused("The record is wrong"));
        assertThat(
                record.failure().getMessage(),
                is("The record is wrong\nTries: 3, in 1 min. What failed last would fail again."));
    }

    @Test
    void theWaitsGrowAndAreDrawnFromTheWholeRange() {
        var random = new SplittableRandom(1);
        for (int tries = 1; tries <= 60; tries++) {
            double ceiling = Math.min(30, 0.2 * Math.pow(2, tries));
            var drawn = new ArrayList<Double>();
            for (int i = 0; i < 2_000; i++) {
                drawn.add(Backoff.after(tries, Long.MAX_VALUE, random) / 1e9);
            }
            assertThat(drawn, everyItem(is(both(greaterThanOrEqualTo(0.2)).and(lessThanOrEqualTo(ceiling)))));
            var sorted = drawn.stream().sorted().toList();
            double range = ceiling - 0.2;
            assertThat(sorted.get(0), lessThan(0.2 + range / 50));
            assertThat(sorted.get(1_999), greaterThanOrEqualTo(ceiling - range / 50));
            double middle = (sorted.get(1_000) - 0.2) / range;
            assertThat(middle, is(both(greaterThanOrEqualTo(0.45)).and(lessThanOrEqualTo(0.55))));
        }
    }

    @Test
    void aWaitEndsWhenItSaysSo() {
        var record = controller.submit("a");
        controller.onWire().lose();
        Duration wait =
                Duration.between(controller.time.now(), record.lastWait().until());
        controller.time.advance(wait.minusNanos(1));
        assertThat(controller.wire.size(), is(1));
        controller.time.advance(Duration.ofNanos(1));
        assertThat(controller.wire.size(), is(2));
    }

    @Test
    void nobodyComesBackBeforeGitHubSaysSo() {
        var record = controller.submit("a");
        controller
                .onWire()
                .fail(Failures.unavailable("down", controller.time.now().plusSeconds(100)));
        controller.submit("another");
        Instant told = controller.time.now().plusSeconds(100);
        assertThat(record.lastWait().until(), is(greaterThan(told)));
        assertThat(record.lastWait().until(), is(lessThan(told.plusMillis(401))));
        assertThat("it is not for all", controller.sentNames(), contains("a", "another"));
        controller.time.advance(Duration.ofSeconds(100));
        assertThat(controller.sentNames(), contains("a", "another"));
        controller.time.advance(Duration.ofMillis(400));
        assertThat(controller.sentNames(), contains("a", "another", "a"));
    }

    @Test
    void aTimeToComeBackThatIsOverIsNoReasonToHurry() {
        controller.submit("a");
        controller.onWire().fail(Failures.unavailable("down", Instant.EPOCH));
        controller.time.advance(Duration.ofMillis(199));
        assertThat(controller.wire.size(), is(1));
    }

    @Test
    void aTimeToComeBackAfterTheBudgetIsNotWaitedFor() {
        var record = controller.submit("a");
        controller
                .onWire()
                .fail(Failures.unavailable("down", controller.time.now().plusMillis(299_900)));
        assertThat(
                record.failure().getMessage(),
                is("api.github.com asks to be tried again at " + LogTime.format(Instant.parse("2026-03-01T12:04:59Z"))
                        + ". The record may take 5 min, which ends"
                        + " before, at " + LogTime.format(Instant.parse("2026-03-01T12:05:00Z"))
                        + "; so it is not waited for. Tries: 1, in 0.0 s.\n"
                        + "The last answer: down"));
        assertThat(record.failure().lastAnswer().isPresent(), is(true));
    }

    /** A wait for the whole rest would leave none of it for the try. */
    @Test
    void theLastTryFitsIn() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            long left = Backoff.SHORTEST * 3 / 2 + i * Backoff.SHORTEST;
            assertThat(left - Backoff.after(20, left, random), is(greaterThanOrEqualTo(Backoff.SHORTEST / 2)));
        }
    }

    @Test
    void recordsThatFailTogetherDoNotComeBackTogether() {
        for (int i = 0; i < 100; i++) {
            controller.submit("d" + i);
        }
        controller.wire.stream().toList().forEach(Controller.Sent::lose);
        controller.time.advance(Duration.ofMillis(400));
        var times = new HashSet<>(
                controller.wire.stream().skip(100).map(sent -> sent.at).toList());
        assertThat(times.size(), is(100));
    }
}
