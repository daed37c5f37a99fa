package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.delivery.Controller.Record;
import io.jenkins.plugins.deploymentrecord.delivery.Controller.Sent;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few calls are open at a time, and all credentials and servers get their share of them. */
class OpenCallsTest {

    private static final String OTHER_SERVER = "https://github.example.com/api/v3";
    private static final String THIRD_SERVER = "https://ghe.example.org/api/v3";

    private final Controller controller = new Controller(new VirtualTime(), SentLog.inMemory(), 1, Controller.CALLS);

    private List<Record> submit(String name, int count) {
        return submitTo("https://api.github.com", name, count);
    }

    private List<Record> submitTo(String server, String name, int count) {
        var records = new ArrayList<Record>();
        for (int i = 0; i < count; i++) {
            records.add(controller
                    .record(name + i)
                    .at(server)
                    .credential(server + name)
                    .submit());
        }
        return records;
    }

    @Test
    void sixAreOpenToOneServer() {
        List<Record> records = submit("a", 60);
        assertThat(controller.wire.size(), is(6));
        assertThat(
                records.get(6).lastWait().text(),
                is("Waiting for its turn: api.github.com has others to answer first"));
        controller.wire.get(2).confirm();
        assertThat(controller.wire.size(), is(7));
    }

    @Test
    void afterALimitNothingThatWasNotOpenYetGoesOut() {
        submit("a", 60);
        controller
                .wire
                .get(0)
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(60)));
        List.copyOf(controller.wire).subList(1, 6).forEach(Sent::confirm);
        assertThat(controller.wire.size(), is(6));
        controller.time.advance(Duration.ofSeconds(60));
        assertThat("one looks whether it is over", controller.wire.size(), is(7));
    }

    @Test
    void credentialsOfOneServerTakeTurns() {
        submit("hanging", 20);
        submit("x", 2);
        submit("y", 2);
        controller.wire.get(0).fail(Failures.refused("no"));
        controller.wire.get(1).fail(Failures.refused("no"));
        controller.wire.get(2).fail(Failures.refused("no"));
        controller.wire.get(3).fail(Failures.refused("no"));
        assertThat(controller.sentNames().subList(6, 10), contains("hanging6", "x0", "y0", "hanging7"));
    }

    @Test
    void aServerThatHangsLeavesRoomForAnother() {
        submit("hanging", 20);
        submitTo(OTHER_SERVER, "b", 3);
        assertThat(controller.sentNames().subList(6, 8), contains("b0", "b1"));
    }

    @Test
    void eightAreOpenInAllAndServersTakeTurns() {
        submit("hanging", 20);
        List<Record> others = submitTo(OTHER_SERVER, "b", 4);
        List<Record> thirds = submitTo(THIRD_SERVER, "c", 1);
        assertThat(controller.wire.size(), is(8));
        assertThat(thirds.get(0).lastWait().text(), is("Waiting for its turn: as many calls are open as may be"));
        controller.wire.get(6).confirm();
        controller.wire.get(7).confirm();
        assertThat(controller.sentNames().subList(8, 10), contains("b2", "c0"));
        assertThat(others.get(3).isPending(), is(true));
    }

    /** As the HTTP client counts, which a different port or path does not mislead. */
    @Test
    void twoServersOnOneHostAreOne() {
        submitTo("https://ghe.example.org:8443/api/v3", "a", 6);
        submitTo(THIRD_SERVER, "b", 1);
        assertThat(controller.wire.size(), is(6));
    }

    @Test
    void anAbortedCallMakesRoom() {
        List<Record> records = submit("a", 7);
        records.get(0).delivery.cancel();
        assertThat(controller.wire.size(), is(7));
    }

    @Test
    void whoIsAbortedWhileItWaitsForACallHoldsNobodyUp() {
        submit("a", 6);
        submit("x", 1).get(0).delivery.cancel();
        submit("y", 1);
        controller.wire.get(0).confirm();
        assertThat(controller.sentNames().get(6), is("y0"));
    }

    @Test
    void aCredentialThatRunsIntoALimitWhileItWaitsHoldsNobodyUp() {
        submit("a", 2);
        submit("b", 10);
        submit("c", 3);
        controller
                .wire
                .get(2)
                .fail(Failures.limited("Slow down", controller.time.now().plusSeconds(600)));
        List.copyOf(controller.wire).subList(0, 6).forEach(Sent::confirm);
        assertThat(controller.sentNames().subList(6, 9), contains("c0", "c1", "c2"));
    }

    @Test
    void theWaitForACallIsToldOnce() {
        List<Record> records = submit("a", 20);
        for (int i = 0; i < 10; i++) {
            controller.wire.get(i).confirm();
        }
        assertThat(records.get(19).waits.size(), is(1));
        assertThat(records.get(19).lastWait().reason(), is(Wait.Reason.TURN));
    }

    /** What is told once in the log is told as it is now in the status, and in the error that ends it. */
    @Test
    void theReasonOfNowIsTold() {
        var records = new ArrayList<Record>();
        for (int i = 0; i < 80; i++) {
            records.add(controller
                    .record("a" + i)
                    .paced(new Pacing(60, 60))
                    .within(Duration.ofSeconds(10))
                    .submit());
        }
        Record last = records.get(79);
        String answers = "Waiting for its turn: api.github.com has others to answer first";
        assertThat(last.delivery.status(), is(answers));
        for (int i = 0; i < 60; i++) {
            controller.wire.get(i).confirm();
        }
        assertThat(controller.wire.size(), is(60));
        assertThat(
                last.delivery.status(),
                startsWith("Waiting for its turn until " + LogTime.format(Instant.parse("2026-03-01T12:01:24Z"))
                        + ": 20 are waiting"));
        assertThat(last.waits.size(), is(1));
        controller.time.advance(Duration.ofSeconds(10));
        assertThat(last.failure().getMessage(), containsString("Its last status: Waiting for its turn until 2026"));
    }

    @Test
    void aTokenWhosePaceIsUsedUpIsToldSoWhileAnothersCallsHang() {
        controller.record("y0").credential("y").paced(new Pacing(1, 1)).submit();
        controller.onWire().confirm();
        submit("hanging", 6);
        Record waiting =
                controller.record("y1").credential("y").paced(new Pacing(1, 1)).submit();
        assertThat(waiting.lastWait().until(), is(controller.time.now().plus(Pace.WINDOW)));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "8,0", "8,9", "-1,-1"})
    void numbersThatMakeNoSense(int inAll, int ofHost) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new OpenCalls(inAll, ofHost));
        assertThat(thrown.getMessage(), containsString("ofHost"));
    }
}
