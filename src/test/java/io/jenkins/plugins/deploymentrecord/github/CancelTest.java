package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling the future of {@code send} ends the call itself, on the network. */
@Timeout(60)
class CancelTest {

    private final Dispatcher dispatcher = new Dispatcher();
    private final OkHttpClient http = Clients.http().dispatcher(dispatcher).build();
    private final CountDownLatch idle = new CountDownLatch(1);

    @AfterEach
    void stop() {
        dispatcher.executorService().shutdownNow();
    }

    @Test
    void cancelBeforeTheAnswerEndsTheCall() throws Exception {
        try (var gitHub = GitHubStandIn.start()) {
            Hold hold = gitHub.hold();
            var sent = Clients.of(gitHub.url(), http).send(Records.built(Records.required()), Clients.TOKEN);
            hold.awaitArrival();
            dispatcher.setIdleCallback(idle::countDown);
            assertThat(dispatcher.runningCallsCount(), is(1));

            assertThat(sent.cancel(true), is(true));
            assertThat("the call ended", idle.await(10, TimeUnit.SECONDS), is(true));
            assertThat(dispatcher.runningCallsCount(), is(0));
            assertThat(sent.isCancelled(), is(true));
        }
    }

    @Test
    void cancelDuringTheAnswerEndsTheConnection() throws Exception {
        var half = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            half.countDown();
            try {
                connection.getInputStream().read();
            } finally {
                gone.countDown();
            }
        })) {
            var sent = Clients.of(server.url(), http).send(Records.built(Records.required()), Clients.TOKEN);
            assertThat(half.await(10, TimeUnit.SECONDS), is(true));

            sent.cancel(true);
            assertThat("the connection ended", gone.await(10, TimeUnit.SECONDS), is(true));
            assertThat(sent.isCancelled(), is(true));
        }
    }

    @Test
    void cancelAfterTheAnswerChangesNothing() {
        try (var gitHub = GitHubStandIn.start()) {
            var sent = Clients.of(gitHub.url(), http).send(Records.built(Records.required()), Clients.TOKEN);
            DeploymentRecordResponse answer = Clients.answer(sent);
            assertThat(sent.cancel(true), is(false));
            assertThat(sent.join(), is(answer));
        }
    }

    /** Another call at the same time continues. */
    @Test
    void cancelOfACallLeavesAnotherCallAlone() throws Exception {
        try (var gitHub = GitHubStandIn.start()) {
            Hold first = gitHub.hold();
            Hold second = gitHub.hold();
            var client = Clients.of(gitHub.url(), http);
            var cancelled = client.send(Records.built(Records.required()), Clients.TOKEN);
            first.awaitArrival();
            var kept = client.send(Records.built(Records.full()), Clients.TOKEN);
            second.awaitArrival();

            cancelled.cancel(true);
            second.release();
            assertThat(Clients.answer(kept).cluster(), is("moda-1"));
        }
    }
}
