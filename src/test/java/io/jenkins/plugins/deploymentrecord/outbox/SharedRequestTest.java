package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of requests with several entries, of which each cluster has at most one at a time. */
class SharedRequestTest {

    private final OutboxTestBed bed = new OutboxTestBed();
    private final SharedEntries shared = new SharedEntries(bed);

    @Test
    void aRequestHasAtMostAThousandEntries() throws Exception {
        shared.submit(2_300);
        assertThat(shared.sizes(), contains(1_000));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(shared.sizes(), contains(1_000, 1_000));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(shared.sizes(), contains(1_000, 1_000, 300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "arn:aws:eks:eu-central-1:123456789012:cluster/shop", "shop eu", "é", "a/b", "a\n"
            })
    void anEntryWhoseClusterIsNotValidInAPathIsSentAlone(String cluster) throws Exception {
        Consumer<ObjectNode> inCluster = body -> body.put("cluster", cluster);
        shared.submit(List.of(
                shared.entry("a", "token", inCluster),
                shared.entry("b", "token", inCluster),
                shared.entry("c"),
                shared.entry("d")));
        assertThat(shared.sizes().stream().sorted().toList(), contains(1, 1, 2));
    }

    @Test
    void anEntryWithoutAClusterIsSentAlone() throws Exception {
        shared.submit(List.of(
                shared.entry("a", "token", body -> body.remove("cluster")),
                shared.entry("b", "token", body -> body.remove("cluster"))));
        assertThat(shared.sizes(), contains(1, 1));
    }

    static Stream<Consumer<ObjectNode>> disagreements() {
        return Stream.of(
                body -> body.put("version", "2"),
                body -> body.remove("version"),
                body -> body.put("name", "other"),
                body -> body.put("github_repository", "other").put("name", "other"));
    }

    @ParameterizedTest
    @MethodSource("disagreements")
    void entriesWithDifferentLabelsOfTheSameDigestAreSentInDifferentRequests(Consumer<ObjectNode> change)
            throws Exception {
        Consumer<ObjectNode> same =
                body -> body.put("digest", "sha256:" + "a".repeat(64)).put("name", "image");
        shared.submit(List.of(
                shared.entry("a", "token", same),
                shared.entry("b", "token", same.andThen(change)),
                shared.entry("c", "token", same)));
        assertThat(bed.openIds(), contains("a", "c"));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("b"));
    }

    static Stream<Consumer<ObjectNode>> otherEnvironments() {
        return Stream.of(
                body -> body.put("logical_environment", "staging"), body -> body.put("physical_environment", "east"));
    }

    @ParameterizedTest
    @MethodSource("otherEnvironments")
    void requestsOfTheSameClusterAreSequentialEvenIfTheirEnvironmentsDiffer(Consumer<ObjectNode> there)
            throws Exception {
        shared.submit(List.of(
                shared.entry("a"),
                shared.entry("b"),
                shared.entry("c", "token", there),
                shared.entry("d", "token", there)));
        assertThat(bed.openIds(), contains("a", "b"));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("c", "d"));
    }

    @Test
    void requestsOfTheSameClusterAreSequentialEvenIfTheirCredentialsDiffer() throws Exception {
        shared.submit(List.of(
                shared.entry("a"),
                shared.entry("b"),
                shared.entry("c", "other", body -> {}),
                shared.entry("d", "other", body -> {})));
        assertThat(bed.openIds(), contains("a", "b"));
        assertThat(bed.stage("c"), is(Progress.Stage.TURN));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("c", "d"));
    }

    @Test
    void requestsOfDifferentClustersAreSentInParallel() throws Exception {
        Consumer<ObjectNode> there = body -> body.put("cluster", "moda-2");
        shared.submit(List.of(
                shared.entry("a"),
                shared.entry("b"),
                shared.entry("c", "token", there),
                shared.entry("d", "token", there)));
        assertThat(shared.sizes(), contains(2, 2));
        assertThat(bed.allOpen(), hasSize(2));
    }

    @Test
    void aSingleRecordIsNotDelayedByASharedRequestOfItsCluster() throws Exception {
        shared.submit(2);
        bed.submit("single", "shop");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("d0", "d1", "single"));
    }

    @Test
    void aSingleRecordWaitsForASharedRequestWithItsKey() throws Exception {
        shared.submit(2);
        bed.submit("newer", "d0");
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("d0", "d1"));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("newer"));
    }

    @Test
    void aHangingLookUpDoesNotDelayOtherRequestsOfTheCluster() throws Exception {
        bed.hangs = "hanging";
        shared.submit(List.of(shared.entry("a", "hanging", body -> {}), shared.entry("b", "hanging", body -> {})));
        shared.submit(2);
        assertThat(bed.openIds(), contains("d0", "d1"));
        bed.hangs = null;
        bed.hanging.complete(bed.found());
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("d0", "d1"));
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("a", "b"));
    }

    /** A request may reach GitHub just before its client times out; GitHub then processes it for up to ten seconds. */
    @Test
    void aRequestThatTimesOutDelaysItsClusterForElevenMoreSeconds() throws Exception {
        List<OutboxEntry> first = shared.submit(2);
        bed.pass(Duration.ofSeconds(29));
        shared.submit(List.of(shared.entry("x"), shared.entry("y")));
        bed.open().fail(Failures.unavailable("no answer in time"), true);
        bed.pass(Duration.ofMillis(10_900));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofMillis(300));
        assertThat(
                bed.openIds(),
                contains("x", "y", first.get(0).id(), first.get(1).id()));
    }

    @Test
    void aNewerSingleRecordWaitsElevenSecondsAfterARequestThatTimedOut() throws Exception {
        shared.submit(2);
        bed.submit("newer", "d0");
        bed.pass(Duration.ofSeconds(28));
        bed.open().fail(Failures.unavailable("no answer in time"), true);
        bed.pass(Duration.ofMillis(10_900));
        assertThat(bed.openIds(), empty());
        bed.pass(Duration.ofMillis(300));
        assertThat(bed.openIds(), contains("newer", "d1"));
    }

    @Test
    void allEntriesOfARequestAreSentTogetherAgainAfterAConflict() throws Exception {
        shared.submit(500);
        for (int i = 0; i < 5; i++) {
            bed.open().fail(Failures.conflict("a job is running"), false);
            bed.pass(Duration.ofSeconds(31));
        }
        assertThat(shared.sizes(), contains(500, 500, 500, 500, 500, 500));
        assertThat(bed.kind("d0"), nullValue());
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.kind("d499"), is(Kind.RECORDED));
    }

    @Test
    void aConflictDoesNotMuteKeys() throws Exception {
        shared.submit(2);
        bed.open().fail(Failures.conflict("a job is running"), false);
        bed.submit("newer", "d0");
        bed.pass(Duration.ofMillis(10));
        assertThat(bed.openIds(), contains("newer"));
    }

    @Test
    void allEntriesShareARequestAfterAKill() throws Exception {
        shared.submit(700);
        bed.kill();
        bed.pass(Duration.ofSeconds(12));
        assertThat(shared.sizes(), contains(700, 700));
    }

    @Test
    void allEntriesShareARequestAfterALimit() throws Exception {
        shared.submit(700);
        bed.open().fail(Failures.limited("too fast", VirtualTime.BEGINNING.plusSeconds(60)), false);
        bed.pass(Duration.ofSeconds(70));
        assertThat(shared.sizes(), contains(700, 700));
    }

    @Test
    void allEntriesShareARequestAfterTheirServerIsConfiguredAgain() throws Exception {
        bed.hasServer = false;
        shared.submit(700);
        bed.hasServer = true;
        bed.outbox.serversChanged();
        bed.pass(Duration.ofSeconds(1));
        assertThat(shared.sizes(), contains(700));
    }

    @Test
    void allEntriesShareARequestAfterAManualRetry() throws Exception {
        shared.submit(700);
        bed.open().fail(Failures.conflict("a job is running"), false);
        bed.pass(Duration.ofMillis(1));
        bed.outbox.retryNow(any -> true, false);
        bed.pass(Duration.ofMillis(10));
        assertThat(shared.sizes(), contains(700, 700));
    }

    @Test
    void entriesThatAreDiscardedWhileTheyWaitForTheirClusterAreNotSent() throws Exception {
        shared.submit(2);
        shared.submit(List.of(shared.entry("x"), shared.entry("y"), shared.entry("z")));
        bed.outbox.discard(entry -> entry.id().equals("y"), "alice");
        bed.open().confirm();
        bed.pass(Duration.ofSeconds(1));
        assertThat(bed.openIds(), contains("x", "z"));
        assertThat(bed.kind("y"), is(Kind.DISCARDED));
    }
}
