package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A final 404 is explained once before its entry is refused. */
class RefusalExplainedTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final OutboxTestBed bed = new OutboxTestBed();

    private OutboxEntry withRepository(String id, String deployment) throws NotOwnedException {
        OutboxEntry entry = bed.entry(id, deployment, id);
        return OutboxEntry.of(
                id,
                entry.number(),
                entry.origin(),
                entry.destination(),
                entry.body().replace("{\"name\"", "{\"github_repository\":\"shop\",\"name\""),
                false,
                entry.giveUpAfterMillis());
    }

    private void refuse(String id, String deployment) throws NotOwnedException {
        bed.accept(withRepository(id, deployment));
        bed.open().fail(Failures.notFound("404"), false);
        bed.pass(MOMENT);
    }

    @Test
    void theExplanationIsTheMessageOfTheRefusedEntry() throws Exception {
        bed.explanation = new CompletableFuture<>();
        refuse("a", "shop");
        assertThat(bed.kind("a"), nullValue());
        assertThat(bed.stage("a"), is(Progress.Stage.IN_FLIGHT));

        bed.explanation.complete(Failures.notFound("404 because it is a user account"));
        bed.pass(MOMENT);

        assertThat(bed.kind("a"), is(Kind.REFUSED));
        assertThat(bed.results.get("a").message(), containsString("because it is a user account"));
        assertThat(bed.results.get("a").attempts(), is(1));
        assertThat(bed.explained, contains("a"));
        assertThat(bed.sent, hasSize(1));
    }

    @Test
    void aMissingAttestationIsExplainedOnceAfterAMinuteOfRetries() throws Exception {
        bed.submit("a", "shop");
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.explained, empty());
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.explained, contains("a"));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
    }

    @Test
    void aFailedExplanationLeavesTheMessageOfTheRefusalUnchanged() throws Exception {
        bed.explanation = CompletableFuture.failedFuture(new IllegalStateException("nothing could be read"));
        refuse("a", "shop");

        assertThat(bed.kind("a"), is(Kind.REFUSED));
        assertThat(bed.results.get("a").message(), containsString("404"));
        assertThat(bed.warnings, empty());
    }

    @Test
    void refusalsOtherThan404AreNotExplained() throws Exception {
        bed.submit("a", "shop");
        bed.open().fail(Failures.forbidden("403"), false);
        bed.pass(MOMENT);

        assertThat(bed.kind("a"), is(Kind.REFUSED));
        assertThat(bed.explained, empty());
    }

    @Test
    void aNewerEntryOfTheSameDeploymentWaitsForTheExplanation() throws Exception {
        bed.explanation = new CompletableFuture<>();
        refuse("a", "shop");
        bed.submit("b", "shop");
        bed.submit("c", "cart");
        assertThat(bed.openIds(), contains("c"));

        bed.explanation.complete(Failures.notFound("404"));
        bed.pass(MOMENT);

        assertThat(bed.openIds(), contains("c", "b"));
    }

    @Test
    void anEntryThatIsDiscardedDuringItsExplanationIsDiscarded() throws Exception {
        bed.explanation = new CompletableFuture<>();
        refuse("a", "shop");
        bed.outbox.discard(entry -> true, "alice");
        bed.pass(MOMENT);
        assertThat(bed.kind("a"), nullValue());

        bed.explanation.complete(Failures.notFound("404"));
        bed.pass(MOMENT);

        assertThat(bed.kind("a"), is(Kind.DISCARDED));
    }

    @Test
    void aShutdownEndsTheExplanationAndTheEntryIsRefused() throws Exception {
        bed.explanation = new CompletableFuture<>();
        refuse("a", "shop");

        bed.close();

        assertThat(bed.explanation.isCancelled(), is(true));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        bed.pass(Duration.ofSeconds(20));
        assertThat(bed.sent, hasSize(1));
    }

    @Test
    void anEntryIsSentAgainAfterAKillDuringItsExplanation() throws Exception {
        bed.explanation = new CompletableFuture<>();
        refuse("a", "shop");

        bed.kill();
        bed.pass(Duration.ofSeconds(12));

        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void atMostFourRefusalsAreExplainedAtATime() throws Exception {
        bed.explanation = new CompletableFuture<>();
        for (int i = 0; i < 6; i++) {
            refuse("e" + i, "d" + i);
        }

        assertThat(bed.explained, contains("e0", "e1", "e2", "e3"));
        assertThat(bed.kind("e3"), nullValue());
        assertThat(bed.kind("e4"), is(Kind.REFUSED));
        assertThat(bed.kind("e5"), is(Kind.REFUSED));
    }

    @Test
    void theReadsOfAnExplanationCountInTheRateAndNothingIsExplainedIfTheRateIsUsedUp() throws Exception {
        int burst = 60;
        int withThreeReadsEach = burst * 5 / 8;
        for (int i = 0; i < withThreeReadsEach; i++) {
            refuse("e" + i, "d" + i);
        }
        assertThat(bed.explained, hasSize(withThreeReadsEach));
        assertThat(bed.sent, hasSize(withThreeReadsEach));

        bed.pass(Duration.ofMillis(300));
        refuse("last", "last");

        assertThat(bed.sent, hasSize(withThreeReadsEach + 1));
        assertThat("nothing is left for it", bed.explained, hasSize(withThreeReadsEach));
        assertThat(bed.kind("last"), is(Kind.REFUSED));
    }
}
