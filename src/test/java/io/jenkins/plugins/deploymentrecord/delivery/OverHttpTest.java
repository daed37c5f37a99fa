package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client, clock and timers, and GitHub's stand-in. */
@Timeout(60)
class OverHttpTest {

    private static final GitHubToken TOKEN =
            GitHubToken.of("ghp_ThisIsNotARealTokenButOneForTests0123").orElseThrow();

    private final GitHubStandIn gitHub = GitHubStandIn.start();
    private final ApiUrl url = ApiUrl.of(gitHub.url());
    private final OkHttpClient http =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();
    private final DeploymentRecordClient client =
            new DeploymentRecordClient(http, url, "delivery-test/1.0", Clock.systemUTC());
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final Deliveries deliveries = new Deliveries(
            TimeSource.system(), Scheduler.on(timers), new SplittableRandom(1), SentLog.inMemory(), Controller.CALLS);
    private final List<Wait> waits = new CopyOnWriteArrayList<>();

    @BeforeEach
    void letAllCallsOpen() {
        http.dispatcher().setMaxRequestsPerHost(64);
    }

    @AfterEach
    void stop() {
        timers.shutdownNow();
        http.dispatcher().executorService().shutdownNow();
        gitHub.close();
    }

    private Delivery submit(String status) throws Exception {
        return submit("shop", status);
    }

    private Delivery submit(String deployment, String status) throws Exception {
        DeploymentRecord record = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.NAME, "image")
                .digest("a".repeat(64))
                .status(status)
                .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                .set(RecordField.DEPLOYMENT_NAME, deployment)
                .build();
        return deliveries.submit(new DeliveryRequest(
                DeploymentKey.of(url, record),
                deliveries.askedNow(),
                "credential",
                Pacing.GITHUB,
                "job",
                Duration.ofSeconds(20),
                () -> client.send(record, TOKEN),
                waits::add));
    }

    private static Outcome outcome(Delivery delivery) throws Exception {
        return delivery.outcome().get(30, TimeUnit.SECONDS);
    }

    @Test
    void anOutageAndALimitAreSatOut() throws Exception {
        gitHub.answerNext(503, Map.of(), "");
        gitHub.answerNext(429, Map.of("Retry-After", "1"), "{\"message\":\"slow down\"}");
        assertThat(outcome(submit("deployed")) instanceof Outcome.Recorded, is(true));
        assertThat(gitHub.received().size(), is(3));
        assertThat(waits.stream().map(Wait::reason).toList(), contains(Wait.Reason.RETRY, Wait.Reason.LIMIT));
        assertThat(waits.get(1).text(), containsString(url.hostAndPort() + " limits the credential"));
    }

    @Test
    void theLaterStateIsWhatGitHubHas() throws Exception {
        GitHubStandIn.Hold hold = gitHub.hold();
        Delivery first = submit("deployed");
        hold.awaitArrival();
        Delivery second = submit("decommissioned");
        hold.release();
        assertThat(outcome(first) instanceof Outcome.Recorded, is(true));
        assertThat(outcome(second) instanceof Outcome.Recorded, is(true));
        assertThat(gitHub.received().size(), is(2));
        assertThat(gitHub.records().size(), is(1));
        assertThat(String.valueOf((Object) gitHub.received().get(1)), containsString("decommissioned"));
    }

    @Test
    void aRefusalEndsIt() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\":\"no\"}");
        var thrown = assertThrows(ExecutionException.class, () -> outcome(submit("deployed")));
        assertThat(thrown.getCause() instanceof DeliveryException, is(true));
        assertThat(thrown.getCause().getMessage(), containsString("GitHub says: \"no\""));
        assertThat(gitHub.received().size(), is(1));
    }

    @Test
    void anAbortEndsTheCall() throws Exception {
        GitHubStandIn.Hold hold = gitHub.hold();
        Delivery delivery = submit("deployed");
        hold.awaitArrival();
        assertThat(delivery.cancel(), is(true));
        assertThat(delivery.outcome().isCancelled(), is(true));
        assertThat(http.dispatcher().runningCallsCount() == 0 || awaitsIdle(), is(true));
    }

    /** Where GitHub answers nobody: two that watch over the open calls, and the timer. */
    @Test
    void aThousandThatWaitCostThreeThreadsBesidesTheOpenCalls() throws Exception {
        var holds = new ArrayList<GitHubStandIn.Hold>();
        for (int i = 0; i < Controller.CALLS.ofHost(); i++) {
            holds.add(gitHub.hold());
        }
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var all = new ArrayList<Delivery>();
        for (int i = 0; i < 1_000; i++) {
            all.add(submit("shop-" + i, "deployed"));
        }
        gitHub.awaitReceived(Controller.CALLS.ofHost());
        List<String> more = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("stand-in"))
                .toList();
        // the latest first, so that no other is begun
        Collections.reverse(all);
        all.forEach(Delivery::cancel);
        holds.forEach(GitHubStandIn.Hold::release);
        assertThat(
                more.toString(), more.size(), is(both(greaterThanOrEqualTo(6)).and(lessThanOrEqualTo(6 + 3))));
        assertThat(deliveries.pending(), is(0));
    }

    private boolean awaitsIdle() throws InterruptedException {
        var idle = new CountDownLatch(1);
        http.dispatcher().setIdleCallback(idle::countDown);
        return http.dispatcher().runningCallsCount() == 0 || idle.await(10, TimeUnit.SECONDS);
    }
}
