package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxTestBed.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the failures that are retried, and of the entries that a failure delays. */
class OutboxRetriesTest {

    private final OutboxTestBed bed = new OutboxTestBed();

    @Test
    void aConflictIsRetriedUntilItEndsAndAMissingAttestationForAMinute() throws Exception {
        bed.submit("a", "shop");
        bed.passFailing(Duration.ofMinutes(30), Failures.conflict("409"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofSeconds(50), Failures.notFound("404"));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
    }

    @Test
    void aRefusedTokenIsRetriedEveryThirtySecondsForTwoMinutesAndANewTokenIsUsedAtOnce() throws Exception {
        bed.submit("a", "shop");
        GitHubException refused = Failures.unauthorized("401");
        bed.passFailing(Duration.ofSeconds(95), refused);
        assertThat(bed.sent, hasSize(4));
        bed.passFailing(Duration.ofSeconds(30), refused);
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        bed.fingerprint = "another";
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void aMissingContextIsFinalAfterTenSecondsAsAJobMayBeBeingRenamed() throws Exception {
        bed.lookup = new TokenLookup.ContextGone("the job and its folder are gone");
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(5));
        bed.lookup = bed.found();
        bed.pass(Duration.ofSeconds(6));
        assertThat(bed.openIds(), contains("a"));

        bed.lookup = new TokenLookup.ContextGone("the job and its folder are gone");
        bed.submit("b", "cart");
        bed.pass(Duration.ofSeconds(11));
        assertThat(bed.kind("b"), is(Kind.REFUSED));
    }

    @Test
    void aMissingCredentialIsFinalAfterTwoMinutesAndAFailedLookUpIsRetried() throws Exception {
        bed.lookup = new TokenLookup.NotFound("no such credential");
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(110));
        assertThat(bed.kind("a"), nullValue());
        bed.pass(Duration.ofSeconds(25));
        assertThat(bed.kind("a"), is(Kind.REFUSED));
        bed.lookup = null;
        bed.submit("b", "cart");
        bed.pass(Duration.ofHours(3));
        assertThat(bed.kind("b"), nullValue());
        bed.lookup = bed.found();
        bed.pass(Duration.ofSeconds(31));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void anOutageIsRetriedUntilTheDeadline() throws Exception {
        bed.submit("a", "shop");
        bed.passFailing(Duration.ofHours(71), Failures.unavailable("503"));
        assertThat(bed.kind("a"), nullValue());
        bed.passFailing(Duration.ofHours(2), Failures.unavailable("503"));
        assertThat(bed.kind("a"), is(Kind.GIVEN_UP));
        assertThat(bed.results.get("a").message(), containsString("503"));
    }

    @Test
    void anEntryWaitsUntilItsServerIsConfigured() throws Exception {
        bed.hasServer = false;
        bed.submit("a", "shop");
        bed.pass(Duration.ofHours(1));
        assertThat(bed.sent, empty());
        assertThat(bed.stage("a"), is(Progress.Stage.NO_SERVER));
        bed.hasServer = true;
        bed.outbox.serversChanged();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a"));
    }

    @Test
    void aHangingLookUpDelaysOnlyTheEntriesOfItsCredential() throws Exception {
        bed.hangs = "hangs";
        bed.accept(bed.entry("a", "shop", "1", "hangs"));
        bed.accept(bed.entry("b", "cart", "1", "good"));
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.openIds(), contains("b"));
        var hanging = bed.snapshot().accounts().stream()
                .flatMap(account -> account.hangingLookups().stream())
                .toList();
        assertThat(hanging, hasSize(1));
        bed.accept(bed.entry("c", "shop", "2", "good"));
        bed.pass(Duration.ofSeconds(1));
        assertThat("a newer entry with another credential", bed.openIds(), contains("b", "c"));
    }

    @Test
    void manyHangingLookUpsDelayOnlyTheEntriesOfTheirCredentials() throws Exception {
        bed.hangs = "hangs";
        for (int i = 0; i < 2 * ConcurrencyLimit.MAX_LOOKUPS; i++) {
            bed.accept(bed.entry("e" + i, "d" + i, "1", "hangs-" + i));
        }
        bed.accept(bed.entry("b", "cart", "1", "good"));
        bed.pass(Duration.ofSeconds(15));
        assertThat(bed.openIds(), contains("b"));
    }

    @Test
    void aLimitAppliesToTheWholeAccountAndASingleRequestTestsItsEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), hasSize(ConcurrencyLimit.MAX_OPEN_PER_HOST));
        bed.allOpen()
                .forEach(sent ->
                        sent.fail(Failures.limited("slow down", bed.time.now().plusSeconds(30)), false));
        int before = bed.sent.size();
        bed.pass(Duration.ofSeconds(29));
        assertThat(bed.sent, hasSize(before));
        bed.pass(Duration.ofSeconds(2));
        assertThat(bed.openIds(), hasSize(1));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), hasSize(ConcurrencyLimit.MAX_OPEN_PER_HOST));
    }

    @Test
    void theAnswerToARequestFromBeforeALimitDoesNotEndTheLimit() throws Exception {
        for (int i = 0; i < 20; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.pass(Duration.ofSeconds(1));
        List<Sent> open = bed.allOpen();
        open.getFirst().fail(Failures.limited("slow down", bed.time.now().plusSeconds(30)), false);
        bed.pass(Duration.ofMillis(1));
        open.stream().skip(1).forEach(Sent::confirm);
        bed.pass(Duration.ofSeconds(31));
        assertThat(bed.openIds(), hasSize(1));
    }
}
