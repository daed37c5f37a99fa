package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * An administrator removes the server of an entry or changes its URL: the entry is not sent until the server is
 * configured again.
 */
class ChangedServerTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    private void configure(boolean hasServer) {
        bed.hasServer = hasServer;
        bed.outbox.serversChanged();
        bed.pass(Duration.ofMillis(1));
    }

    private void assertSentOnceTheServerIsBack(int before) {
        assertThat(bed.sent, hasSize(before));
        assertThat(bed.stage("a"), is(Progress.Stage.NO_SERVER));
        configure(true);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void anEntryThatWaitsForTheEndOfALimitIsNotSentToARemovedServer() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        bed.open().fail(Failures.limited("slow down", bed.time.now().plusSeconds(30)), false);
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.stage("a"), is(Progress.Stage.LIMIT));

        configure(false);
        bed.pass(Duration.ofMinutes(2));

        assertSentOnceTheServerIsBack(1);
    }

    @Test
    void anEntryThatWaitsForTheNextLookUpIsNotSentToARemovedServer() throws Exception {
        bed.lookup = null;
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.stage("a"), is(Progress.Stage.CREDENTIAL));

        configure(false);
        bed.lookup = bed.found();
        bed.pass(Duration.ofMinutes(2));

        assertSentOnceTheServerIsBack(0);
    }

    @Test
    void anEntryWhoseTokenIsBeingLookedUpIsNotSentToARemovedServer() throws Exception {
        bed.hangs = "token";
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));

        configure(false);
        bed.hangs = null;
        bed.hanging.complete(bed.found());
        bed.pass(Duration.ofMinutes(2));

        assertSentOnceTheServerIsBack(0);
    }

    @Test
    void anEntryThatWaitsForAFreeConnectionIsNotSentToARemovedServer() throws Exception {
        for (int i = 0; i < ConcurrencyLimit.MAX_OPEN_PER_HOST; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.stage("a"), is(Progress.Stage.TURN));

        configure(false);
        bed.allOpen().forEach(OutboxTestBed.Sent::confirm);
        bed.pass(Duration.ofMinutes(2));

        assertThat(bed.openIds(), empty());
        assertSentOnceTheServerIsBack(ConcurrencyLimit.MAX_OPEN_PER_HOST);
    }
}
