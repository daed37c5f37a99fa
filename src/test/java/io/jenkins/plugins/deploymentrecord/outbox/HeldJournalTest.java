package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of a journal that another Jenkins wrote, such as after a restore or in a clone. */
class HeldJournalTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    @BeforeEach
    void startAsAnotherJenkins() throws Exception {
        bed.submit("a", "shop");
        bed.pass(Duration.ofMillis(100));
        restart(List.of("http://jenkins", "/clone"));
        assertThat(bed.openIds(), empty());
    }

    private void restart(List<String> identity) {
        bed.identity = identity;
        bed.kill();
        bed.pass(Duration.ofSeconds(13));
    }

    /** The administrator of a clone usually changes the URL first. */
    @Test
    void aReleasedJournalIsNotHeldAgainIfTheUrlWasChangedBeforeTheRelease() throws Exception {
        List<String> renamed = List.of("http://clone", "/clone");
        bed.outbox.identityChanged(renamed);
        bed.pass(Duration.ofHours(1));
        assertThat("still held", bed.openIds(), empty());

        bed.outbox.release();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
        restart(renamed);

        assertThat(bed.snapshot().health().state(), is(OutboxSnapshot.State.DELIVERING));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void aHeldJournalIsStillHeldAfterARestartIfOnlyTheUrlWasChanged() {
        List<String> renamed = List.of("http://clone", "/clone");
        bed.outbox.identityChanged(renamed);
        bed.pass(Duration.ofSeconds(1));

        restart(renamed);

        assertThat(bed.snapshot().health().state(), is(OutboxSnapshot.State.HELD));
        assertThat(bed.openIds(), empty());
    }
}
