package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Confirmed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Failed;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Unclear;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * If GitHub refuses a whole request because of a bad entry, the good entries are recorded with few further requests.
 */
class RequestSplitTest {

    private final OutboxTestBed bed = new OutboxTestBed();
    private final SharedEntries shared = new SharedEntries(bed);

    static Stream<GitHubException> refusals() {
        return Stream.of(Failures.forbidden("403"), Failures.notFound("404"), Failures.invalid("422"));
    }

    /** Refuses each request that contains a bad entry, as a GitHub that does not know partial_success does. */
    private void passRefusing(Predicate<OutboxEntry> isBad, GitHubException refusal) {
        for (int i = 0; i < 20_000 && !bed.snapshot().entries().isEmpty(); i++) {
            for (OutboxTestBed.Sent sent : bed.allOpen()) {
                Answer answer = sent.entries.stream().anyMatch(isBad)
                        ? new Failed(refusal, false, true)
                        : new Confirmed(Failures.confirmed(1));
                sent.answer.complete(Collections.nCopies(sent.entries.size(), answer));
            }
            bed.pass(Duration.ofMillis(50));
        }
    }

    private long count(Kind kind) {
        return bed.results.values().stream()
                .filter(result -> result.kind() == kind)
                .count();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aSingleBadEntryAmongAThousandIsRefusedWithin31Requests(GitHubException refusal) throws Exception {
        shared.submit(1_000);
        passRefusing(entry -> entry.id().equals("d777"), refusal);
        assertThat(count(Kind.RECORDED), is(999L));
        assertThat(bed.kind("d777"), is(Kind.REFUSED));
        assertThat(bed.sent, hasSize(31));
    }

    @Test
    void eachOfAThousandBadEntriesIsSentAtMostFourTimes() throws Exception {
        shared.submit(1_000);
        passRefusing(any -> true, Failures.forbidden("403"));
        assertThat(count(Kind.REFUSED), is(1_000L));
        assertThat(bed.sent, hasSize(1_111));
        assertThat(bed.results.values().stream().map(EntryResult::attempts).toList(), everyItem(lessThanOrEqualTo(4)));
    }

    @Test
    void aGoodEntryIsRecordedAfterItsRequestWasRefusedForABadEntry() throws Exception {
        shared.submit(2);
        passRefusing(entry -> entry.id().equals("d0"), Failures.invalid("422"));
        assertThat(bed.kind("d0"), is(Kind.REFUSED));
        assertThat(bed.kind("d1"), is(Kind.RECORDED));
        assertThat(shared.sizes(), contains(2, 1, 1));
    }

    @Test
    void newEntriesDoNotShareARequestWithEntriesOfARefusedRequest() throws Exception {
        shared.submit(20);
        bed.open().answer.complete(Collections.nCopies(20, new Failed(Failures.invalid("422"), false, true)));
        shared.submit(List.of(shared.entry("x"), shared.entry("y")));
        for (int i = 0; i < 3; i++) {
            bed.open().confirm();
            bed.pass(Duration.ofSeconds(1));
        }
        assertThat(shared.sizes(), contains(20, 10, 10, 2));
    }

    @Test
    void anEntryThatGitHubNamesAsRefusedIsNotSentAgain() throws Exception {
        shared.submit(3);
        bed.open()
                .answer
                .complete(List.of(
                        new Confirmed(Failures.confirmed(1)),
                        new Failed(Failures.forbidden("unauthorized"), false),
                        new Confirmed(Failures.confirmed(2))));
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("d1"), is(Kind.REFUSED));
        assertThat(count(Kind.RECORDED), is(2L));
        assertThat(bed.sent, hasSize(1));
    }

    /** GitHub accepted some records and refused others without naming them. */
    @Test
    void anEntryIsInDoubtIfGitHubDoesNotNameTheRefusedEntriesOfItsRequest() throws Exception {
        shared.submit(3);
        bed.lookup = null;
        bed.open().answer.complete(Collections.nCopies(3, new Unclear(Failures.notFound("some of them"))));
        bed.pass(Duration.ofSeconds(1));
        bed.outbox.discard(entry -> entry.id().equals("d0"), "alice");
        bed.pass(Duration.ofMillis(1));
        assertThat(bed.results.get("d0").mayBeAtGitHub(), is(true));
        bed.lookup = bed.found();
        passRefusing(entry -> entry.id().equals("d1"), Failures.notFound("404"));
        assertThat(bed.kind("d1"), is(Kind.REFUSED));
        assertThat(bed.kind("d2"), is(Kind.RECORDED));
    }

    /** A redirect, a proxy or the end of an API version does not depend on the entries. */
    @Test
    void aRefusalThatDoesNotDependOnAnEntryRefusesAllEntries() throws Exception {
        shared.submit(50);
        passRefusing(any -> true, Failures.refused("a redirect"));
        assertThat(count(Kind.REFUSED), is(50L));
        assertThat(bed.sent, hasSize(1));
    }

    @Test
    void aDiscardedEntryOfARefusedRequestIsNotSentAgain() throws Exception {
        shared.submit(2);
        bed.outbox.discard(entry -> entry.id().equals("d0"), "alice");
        bed.pass(Duration.ofMillis(1));
        passRefusing(entry -> entry.id().equals("d0"), Failures.invalid("422"));
        assertThat(bed.kind("d0"), is(Kind.DISCARDED));
        assertThat(bed.kind("d1"), is(Kind.RECORDED));
        assertThat(shared.sizes(), contains(2, 1));
    }
}
