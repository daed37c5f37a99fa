package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Sent;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Controller controller = new Controller();

    private void submit(int records, Pacing pacing, Duration budget) {
        for (int i = 0; i < records; i++) {
            controller
                    .record("d" + controller.deliveries.pending() + '-' + i)
                    .paced(pacing)
                    .within(budget)
                    .submit();
        }
    }

    /** Lets the time pass, with every request answered within a tenth of a second. */
    private void answerFor(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 100) {
            controller.time.advance(Duration.ofMillis(100));
            controller.wire.stream()
                    .filter(sent -> !sent.answer.isDone())
                    .toList()
                    .forEach(Sent::confirm);
        }
    }

    private static int mostInAMinute(List<Duration> times) {
        var sorted = times.stream().sorted().toList();
        int most = 0;
        for (int first = 0, end = 0; first < sorted.size(); first++) {
            // closed at both ends: GitHub's clock may cut where it likes
            while (end < sorted.size()
                    && sorted.get(end).minus(sorted.get(first)).compareTo(MINUTE) <= 0) {
                end++;
            }
            most = Math.max(most, end - first);
        }
        return most;
    }

    private List<Duration> times() {
        return controller.wire.stream().map(sent -> sent.at).toList();
    }

    @Test
    void aBurstGoesAtOnce() {
        submit(61, Pacing.GITHUB, MINUTE);
        assertThat(controller.wire.size(), is(60));
        assertThat("and nothing more while it is unanswered", controller.time.isIdle(), is(false));
        controller.time.advance(Duration.ofSeconds(5));
        assertThat(controller.wire.size(), is(60));
        controller.wire.get(0).confirm();
        assertThat(controller.wire.size(), is(61));
    }

    @Test
    void theNextOneFollowsAThirdOfASecondLater() {
        submit(61, Pacing.GITHUB, MINUTE);
        controller.wire.forEach(Sent::confirm);
        assertThat(controller.wire.size(), is(60));
        controller.time.advance(Duration.ofMillis(333));
        assertThat(controller.wire.size(), is(60));
        controller.time.advance(Duration.ofMillis(1));
        assertThat(controller.wire.size(), is(61));
    }

    @ParameterizedTest
    @CsvSource({"180,60", "180,180", "180,1", "1,1", "60,7"})
    void noMinuteHasTooManyAndEachIsUsed(int perMinute, int burst) {
        submit(perMinute * 5, new Pacing(perMinute, burst), Duration.ofHours(1));
        answerFor(Duration.ofMinutes(10));
        assertThat("all went", controller.wire.size(), is(perMinute * 5));
        assertThat(mostInAMinute(times()), lessThanOrEqualTo(perMinute));
        // the window is 5 seconds longer than a minute, for what is slow on the way
        double minutes = controller.wire.get(perMinute * 5 - 1).at.toMillis() / 60_000.0;
        assertThat(minutes, closeTo(4 * 65 / 60.0, 1.1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void atGitHubsEndAsWell(long seed) {
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var arrivals = new ArrayList<Duration>();
        for (int i = 0; i < 40; i++) {
            submit(random.nextInt(80), Pacing.GITHUB, Duration.ofHours(1));
            answerFor(Duration.ofSeconds(random.nextInt(20)));
        }
        answerFor(Duration.ofMinutes(5));
        times().forEach(sent -> arrivals.add(sent.plusMillis(random.nextInt(5_000))));
        assertThat(mostInAMinute(arrivals), lessThanOrEqualTo(180));
        assertThat("it was tight", mostInAMinute(times()), greaterThanOrEqualTo(120));
    }

    @Test
    void triesCountAsWell() {
        controller
                .record("a")
                .paced(new Pacing(2, 2))
                .within(Duration.ofHours(1))
                .submit();
        for (int i = 0; i < 40; i++) {
            controller.wire.stream()
                    .filter(sent -> !sent.answer.isDone())
                    .toList()
                    .forEach(Sent::lose);
            controller.time.advance(Duration.ofSeconds(20));
        }
        assertThat(controller.wire.size(), greaterThanOrEqualTo(20));
        assertThat(mostInAMinute(times()), is(2));
    }

    @Test
    void offIsOff() {
        submit(1_000, Pacing.OFF, MINUTE);
        assertThat(controller.wire.size(), is(1_000));
        assertThat(times(), everyItem(is(Duration.ZERO)));
    }

    @Test
    void eachCredentialHasItsOwn() {
        submit(60, Pacing.GITHUB, MINUTE);
        controller.record("other").credential("other").paced(Pacing.GITHUB).submit();
        assertThat(controller.wire.size(), is(61));
    }

    @Test
    void aSettingCountsFromTheNextRecordOn() {
        submit(5, new Pacing(1, 1), Duration.ofHours(1));
        assertThat(controller.wire.size(), is(1));
        submit(1, Pacing.GITHUB, MINUTE);
        assertThat(controller.wire.size(), is(6));
    }

    @Test
    void whatWentBeforeARestartCounts() {
        submit(200, Pacing.GITHUB, Duration.ofHours(1));
        answerFor(Duration.ofSeconds(20));
        int before = controller.wire.size();
        List<Duration> times = new ArrayList<>(times());

        Controller after = controller.restarted();
        controller.time.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 200; i++) {
            after.record("new" + i)
                    .paced(Pacing.GITHUB)
                    .within(Duration.ofHours(1))
                    .submit();
        }
        for (int i = 0; i < 3_000; i++) {
            after.time.advance(Duration.ofMillis(100));
            after.wire.stream().filter(sent -> !sent.answer.isDone()).toList().forEach(Sent::confirm);
        }
        after.wire.forEach(sent -> times.add(sent.at));
        assertThat(times.size(), is(before + 200));
        assertThat(mostInAMinute(times), lessThanOrEqualTo(180));
    }

    @Test
    void aWallClockThatWasPutBackAtARestartDelaysByAMinuteAtMost() {
        submit(180, new Pacing(180, 180), MINUTE);
        controller.wire.forEach(Sent::confirm);
        controller.time.putWallForward(Duration.ofHours(-1));
        Controller after = controller.restarted();
        after.record("new").paced(new Pacing(180, 180)).submit();
        after.time.advance(Pace.WINDOW);
        assertThat(after.wire.size(), is(1));
    }

    @Test
    void unansweredOnesAreNeverMoreThanABurst() {
        submit(500, new Pacing(6_000, 60), Duration.ofHours(1));
        controller.time.advance(Duration.ofSeconds(14));
        assertThat(controller.wire.size(), is(60));
        controller.wire.get(0).fail(Failures.refused("no"));
        assertThat(controller.wire.size(), is(61));
    }
}
