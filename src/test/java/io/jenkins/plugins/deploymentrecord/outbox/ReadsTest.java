package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Reads obey the limits of the accounts with which entries are sent, and entries have priority. */
class ReadsTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** The burst of the test bed's rate. */
    private static final int BURST = 60;

    private final OutboxTestBed bed = new OutboxTestBed();
    private final List<CompletableFuture<String>> calls = new ArrayList<>();
    private final List<Exception> retried = new ArrayList<>();

    private final class Read implements ReadRequest<String> {

        @Override
        public String apiUrl() {
            return "https://api.github.com";
        }

        @Override
        public CompletableFuture<TokenLookup.Token> lookUp() {
            return bed.lookup == null
                    ? CompletableFuture.failedFuture(new IOException("the store is down"))
                    : CompletableFuture.completedFuture(bed.lookup);
        }

        @Override
        public CompletableFuture<String> send(GitHubToken token) {
            var call = new CompletableFuture<String>();
            calls.add(call);
            return call;
        }

        @Override
        public void retried(Exception why) {
            retried.add(why);
        }
    }

    private CompletableFuture<String> read() {
        CompletableFuture<String> answer = bed.outbox.read(new Read(), MINUTE);
        bed.pass(MOMENT);
        return answer;
    }

    private void fail(GitHubException failure) {
        calls.getLast().completeExceptionally(failure);
        bed.pass(MOMENT);
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        return answer.exceptionNow();
    }

    @Test
    void aReadCompletesWithGitHubsAnswer() {
        CompletableFuture<String> answer = read();
        calls.getLast().complete("yes");
        bed.pass(MOMENT);
        assertThat(answer.join(), is("yes"));
    }

    @Test
    void aLimitThatAReadMeetsDelaysEntries() throws Exception {
        read();
        fail(Failures.limited("429", bed.time.now().plusSeconds(30)));
        bed.submit("a", "shop");
        bed.pass(Duration.ofSeconds(29));
        assertThat(bed.sent, hasSize(0));
        assertThat(calls, hasSize(1));

        bed.pass(Duration.ofSeconds(3));
        assertThat(bed.sent, hasSize(1));
    }

    @Test
    void aLimitThatAnEntryMeetsDelaysReads() throws Exception {
        bed.submit("a", "shop");
        bed.open().fail(Failures.limited("429", bed.time.now().plusSeconds(30)), false);
        bed.pass(MOMENT);
        read();
        bed.pass(Duration.ofSeconds(29));
        assertThat(calls, hasSize(0));

        bed.passConfirming(Duration.ofSeconds(3));
        assertThat(calls, hasSize(1));
    }

    @Test
    void aReadFailsAtOnceIfALimitLastsLongerThanItsPatience() throws Exception {
        bed.submit("a", "shop");
        bed.open().fail(Failures.limited("429", bed.time.now().plus(Duration.ofMinutes(10))), false);
        bed.pass(MOMENT);
        assertThat(failure(read()), instanceOf(OutwaitedException.class));
        assertThat(calls, hasSize(0));
    }

    @Test
    void aReadIsRetriedAfterAnOutageButNotAfterARefusal() {
        CompletableFuture<String> answer = read();
        fail(Failures.unavailable("503"));
        bed.pass(SECOND);
        assertThat(calls, hasSize(2));
        assertThat(retried, hasSize(1));
        GitHubException refusal = Failures.forbidden("403");
        fail(refusal);
        assertThat(failure(answer), is(refusal));
    }

    @Test
    void aReadFailsIfAnOutageLastsLongerThanItsPatience() {
        CompletableFuture<String> answer = read();
        for (int i = 0; i < 120 && !answer.isDone(); i++) {
            calls.stream()
                    .filter(call -> !call.isDone())
                    .forEach(call -> call.completeExceptionally(Failures.unavailable("503 still")));
            bed.pass(SECOND);
        }
        assertThat(failure(answer), instanceOf(OutwaitedException.class));
        assertThat(failure(answer).getMessage(), containsString("503 still"));
    }

    @Test
    void aReadRepeatsAFailedLookUpButFailsIfTheCredentialIsMissing() {
        bed.lookup = null;
        CompletableFuture<String> answer = read();
        bed.pass(SECOND);
        assertThat(retried.isEmpty(), is(false));
        bed.lookup = new TokenLookup.NotFound("no such credential");
        bed.pass(MINUTE);
        assertThat(failure(answer).getMessage(), is("no such credential"));
        assertThat(calls, hasSize(0));
    }

    @Test
    void aReadSendsNoTokenToAServerThatIsNotConfigured() {
        bed.hasServer = false;
        assertThat(failure(read()).getMessage(), containsString("https://api.github.com"));
        assertThat(calls, hasSize(0));
    }

    @Test
    void manyReadsLeaveHalfOfTheBurstToEntries() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            bed.outbox.read(new Read(), MINUTE);
        }
        for (int i = 0; i < 1_000 && bed.time.elapsed().compareTo(Duration.ofSeconds(4)) < 0; i++) {
            calls.forEach(call -> call.complete("yes"));
            bed.pass(Duration.ofMillis(10));
        }
        assertThat(calls.size(), greaterThan(BURST / 2 * 5));
        for (int i = 0; i < BURST / 2; i++) {
            bed.submit("e" + i, "d" + i);
            bed.passConfirming(MOMENT);
        }
        assertThat("none waits", bed.sent, hasSize(BURST / 2));
    }

    @Test
    void aBacklogOfEntriesDelaysAReadBySecondsAndTheReadHardlyDelaysTheBacklog() throws Exception {
        for (int i = 0; i < 3 * BURST; i++) {
            bed.submit("e" + i, "d" + i);
        }
        bed.passConfirming(SECOND);
        CompletableFuture<String> answer = read();
        int sentBefore = bed.sent.size();
        bed.passConfirming(Duration.ofSeconds(8));
        assertThat(calls, hasSize(1));
        calls.getLast().complete("yes");
        bed.passConfirming(Duration.ofSeconds(12));
        assertThat(answer.join(), is("yes"));
        // an entry every 65 s / 121
        assertThat(bed.sent.size() - sentBefore, greaterThan(35));
    }

    @Test
    void atMostFourReadsAreOpenAtATime() {
        for (int i = 0; i < 10; i++) {
            read();
        }
        bed.pass(MINUTE.dividedBy(2));
        assertThat(calls, hasSize(Reads.MAX_OPEN_PER_HOST));
        calls.getFirst().complete("yes");
        bed.pass(SECOND);
        assertThat(calls, hasSize(Reads.MAX_OPEN_PER_HOST + 1));
    }

    @Test
    void aCancelledReadEndsItsCallAndMakesNoOther() {
        CompletableFuture<String> open = read();
        open.cancel(true);
        bed.pass(MOMENT);
        assertThat(calls.getLast().isCancelled(), is(true));

        CompletableFuture<String> waiting = read();
        fail(Failures.unavailable("503"));
        waiting.cancel(true);
        bed.pass(MINUTE);
        assertThat(calls, hasSize(2));
        for (int i = 0; i < 2 * Reads.MAX_OPEN_PER_HOST; i++) {
            read().cancel(true);
            bed.pass(SECOND);
        }
        assertThat("none is counted for good", calls.size(), lessThanOrEqualTo(2 + 2 * Reads.MAX_OPEN_PER_HOST));
        assertThat(calls.size(), greaterThan(2 + Reads.MAX_OPEN_PER_HOST));
    }

    @Test
    void aTokenThatGitHubRefusedForAReadIsTestedBySingleRequests() throws Exception {
        read();
        fail(Failures.unauthorized("401"));
        bed.submit("a", "shop");
        bed.submit("b", "cart");
        assertThat(bed.sent, hasSize(0));
        bed.pass(Duration.ofSeconds(31));
        assertThat(bed.sent, hasSize(1));
    }
}
