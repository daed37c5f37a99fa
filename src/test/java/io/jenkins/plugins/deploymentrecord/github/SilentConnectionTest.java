package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** api.github.com uses HTTP/2, which uses one connection for all calls; here the connection becomes silent. */
@Timeout(120)
class SilentConnectionTest {

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private final List<Protocol> protocols = new CopyOnWriteArrayList<>();
    private final ConnectionPool pool = new ConnectionPool();
    private MockWebServer gitHub;
    private SilentRelay relay;

    @BeforeEach
    void start() throws IOException {
        gitHub = new MockWebServer();
        gitHub.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        gitHub.start(InetAddress.getLoopbackAddress(), 0);
        relay = SilentRelay.to(gitHub.getPort());
    }

    @AfterEach
    void stop() throws IOException {
        pool.evictAll();
        relay.close();
        gitHub.close();
    }

    private OkHttpClient http(Duration timeout) {
        var trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return DeploymentRecordClient.timeout(DeploymentRecordClient.configure(new OkHttpClient.Builder()), timeout)
                .connectionPool(pool)
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .eventListener(new EventListener() {
                    @Override
                    public void connectionAcquired(Call call, Connection connection) {
                        protocols.add(connection.protocol());
                    }
                })
                .build();
    }

    @Test
    void silentConnectionIsReplacedByTheSecondOrThirdAttempt() throws Exception {
        var client = Clients.of("https://127.0.0.1:" + relay.port(), http(Duration.ofSeconds(3)));
        confirmNext();
        Clients.answer(client.send(Records.built(Records.required()), Clients.TOKEN));
        relay.goSilent();
        confirmNext();

        int attempts = 1;
        while (!isRecorded(client)) {
            attempts++;
            assertThat(attempts, is(lessThanOrEqualTo(3)));
        }

        assertThat("the silent connection was used", attempts, is(greaterThan(1)));
        assertThat(relay.connections(), is(2));
        assertThat(protocols, everyItem(is(Protocol.HTTP_2)));
    }

    private void confirmNext() {
        gitHub.enqueue(new MockResponse.Builder().body("{\"total_count\": 1}").build());
    }

    private static boolean isRecorded(DeploymentRecordClient client) throws Exception {
        try {
            client.send(Records.built(Records.required()), Clients.TOKEN).get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            // an outcome that the outbox retries
            assertThat(e.getCause(), is(instanceOf(GitHubException.Unavailable.class)));
            return false;
        }
    }
}
