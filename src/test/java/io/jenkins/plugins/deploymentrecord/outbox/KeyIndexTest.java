package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the present states of deployments, before and after a restart. */
class KeyIndexTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final OutboxTestBed bed = new OutboxTestBed();

    private void confirm(String id, String deployment) throws Exception {
        bed.submit(id, deployment);
        bed.pass(SECOND);
        bed.open().confirm();
        bed.pass(SECOND);
    }

    private void refuse(String id, String deployment) throws Exception {
        bed.submit(id, deployment);
        bed.pass(SECOND);
        bed.open().fail(Failures.refused("no such repository"), false);
        bed.pass(SECOND);
    }

    private KeyState state(String deployment) {
        return bed.keys().states().stream()
                .filter(state -> state.key().deploymentName().equals(deployment))
                .findFirst()
                .orElseThrow();
    }

    private void restart() {
        bed.kill();
        bed.pass(Duration.ofSeconds(12));
    }

    @Test
    void aConfirmedRecordIsBothTheNewestAndTheConfirmedRecordOfItsKey() throws Exception {
        confirm("a", "shop");
        for (int starts = 0; starts < 2; starts++) {
            KeyState shop = state("shop");
            assertThat(shop.confirmed().entry().id(), is("a"));
            assertThat(shop.confirmed().githubId(), is(1L));
            assertThat(shop.newest(), sameInstance(shop.confirmed()));
            restart();
        }
    }

    @Test
    void aKeyHasItsConfirmedRecordAndALaterRefusedRecord() throws Exception {
        confirm("a", "shop");
        refuse("b", "shop");
        for (int starts = 0; starts < 2; starts++) {
            KeyState shop = state("shop");
            assertThat(shop.confirmed().entry().id(), is("a"));
            assertThat(shop.newest().entry().id(), is("b"));
            assertThat(shop.newest().kind(), is(Kind.REFUSED));
            restart();
        }
    }

    @Test
    void aRefusedRecordThatIsSentAgainWaitsAgain() throws Exception {
        refuse("a", "shop");
        bed.outbox.retryNow(entry -> true, false);
        bed.pass(Duration.ofMillis(1));
        for (int starts = 0; starts < 2; starts++) {
            assertThat(state("shop").newest().isWaiting(), is(true));
            assertThat(state("shop").confirmed(), is(nullValue()));
            restart();
        }
    }

    @Test
    void anOlderRecordThatIsAcceptedLateDoesNotChangeTheStateOfItsKey() throws Exception {
        OutboxEntry late = bed.entry("a", "shop", "1");
        confirm("b", "shop");
        bed.accept(late);
        bed.pass(SECOND);
        assertThat(state("shop").newest().entry().id(), is("b"));
    }

    @Test
    void keyStatesHaveTheNewNameOfARenamedFolder() throws Exception {
        confirm("a", "shop");
        bed.outbox.moved("folder", "team");
        confirm("b", "cart");
        bed.outbox.moved("folder/job", "team/other");
        bed.pass(SECOND);
        for (int starts = 0; starts < 2; starts++) {
            assertThat(state("shop").confirmed().entry().origin().job(), is("team/job"));
            assertThat(state("cart").confirmed().entry().origin().job(), is("team/other"));
            restart();
        }
    }

    @Test
    void theFileOfKeysIsRewrittenIfItIsDeletedWhileJenkinsRuns() throws Exception {
        confirm("a", "shop");
        bed.disk.moveAway(OutboxTestBed.KEYS);
        confirm("b", "cart");
        restart();
        assertThat(state("shop").confirmed().entry().id(), is("a"));
        assertThat(state("cart").confirmed().entry().id(), is("b"));
    }

    @Test
    void aLostFileOfKeysIsRestoredFromTheHistoriesAndSupersedesLateRecords() throws Exception {
        OutboxEntry late = bed.entry("a", "shop", "1");
        confirm("b", "shop");
        List<KeyRecord> history = List.of(state("shop").confirmed(), KeyRecord.waiting(late));
        bed.disk.moveAway(OutboxTestBed.KEYS);
        restart();
        assertThat(bed.keys().states(), is(empty()));
        assertThat(bed.keys().completeSince(), is(0L));

        bed.outbox.restoreKeys(history, 0);
        bed.outbox.restoreKeys(List.of(), 1_772_366_400_000L);
        bed.pass(SECOND);
        restart();

        assertThat(state("shop").newest().entry().id(), is("b"));
        assertThat(bed.keys().completeSince(), is(1_772_366_400_000L));
        bed.accept(late);
        bed.pass(SECOND);
        assertThat(bed.kind("a"), is(Kind.SUPERSEDED));
    }

    @Test
    void restoringOlderRecordsKeepsARecordThatWasAcceptedAfterTheLoss() throws Exception {
        confirm("a", "shop");
        List<KeyRecord> history = List.of(state("shop").confirmed());
        bed.disk.moveAway(OutboxTestBed.KEYS);
        restart();
        confirm("b", "shop");
        bed.outbox.restoreKeys(history, 1);
        bed.pass(SECOND);
        assertThat(state("shop").newest().entry().id(), is("b"));
        assertThat(state("shop").confirmed().entry().id(), is("b"));
    }

    @Test
    void theKeyThatChangedLastIsLastInTheIndex() throws Exception {
        confirm("a", "shop");
        confirm("b", "cart");
        confirm("c", "shop");
        for (int starts = 0; starts < 2; starts++) {
            assertThat(
                    bed.keys().states().stream()
                            .map(state -> state.key().deploymentName())
                            .toList(),
                    contains("cart", "shop"));
            restart();
        }
    }
}
