package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy that requires a password, between this machine and GitHub's https. */
@Timeout(60)
class ProxyTunnelTest {

    private static final ProxyPassword.Login LOGIN = new ProxyPassword.Login("alice", "s3cret");
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("alice:s3cret".getBytes(StandardCharsets.UTF_8));
    private static final String BASIC = "Basic realm=\"proxy\"";

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .addSubjectAlternativeName("api.octo.ghe.com")
            .build();
    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext());
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private OkHttpClient http(ConnectProxy proxy, Supplier<Optional<ProxyPassword.Login>> login) {
        var trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return Clients.http()
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .proxy(proxy.address())
                .proxyAuthenticator(new ProxyPassword(login))
                .build();
    }

    static Stream<List<String>> challenges() {
        return Stream.of(
                List.of(BASIC),
                List.of("basic realm=\"proxy\", charset=\"UTF-8\""),
                List.of(BASIC, "NTLM", "Negotiate"),
                List.of("NTLM", BASIC, "Negotiate"),
                List.of("Negotiate", "NTLM", BASIC),
                List.of("Negotiate, NTLM, " + BASIC),
                List.of(BASIC + ", Negotiate, NTLM"),
                List.of("Digest realm=\"a\", nonce=\"b, c\", qop=\"auth\", " + BASIC));
    }

    /** The password becomes known after the first attempt, so that the proxy's challenges matter. */
    @ParameterizedTest
    @MethodSource("challenges")
    void basicIsAnsweredAmongOtherChallengesOfAProxy(List<String> challenges) throws Exception {
        Queue<Optional<ProxyPassword.Login>> logins = new ArrayDeque<>(List.of(Optional.empty()));
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, gitHub.port(), challenges)) {
            var http = http(proxy, () -> logins.isEmpty() ? Optional.of(LOGIN) : logins.remove());
            Clients.answer(Clients.of("https://api.octo.ghe.com", http)
                    .send(Records.built(Records.required()), Clients.TOKEN));

            assertThat(proxy.requests(), hasSize(2));
            assertTokenWentToGitHubAlone(proxy);
        }
    }

    @Test
    void proxyIsAnsweredInTheCharsetThatItNames() throws Exception {
        var login = new ProxyPassword.Login("alice", "p\u00e4\u20ac");
        String credentials =
                "Basic " + Base64.getEncoder().encodeToString("alice:p\u00e4\u20ac".getBytes(StandardCharsets.UTF_8));
        try (var proxy = ConnectProxy.demanding(
                credentials, gitHub.port(), List.of("Basic realm=\"proxy\", charset=\"UTF-8\""))) {
            Clients.answer(Clients.of("https://api.octo.ghe.com", http(proxy, () -> Optional.of(login)))
                    .send(Records.built(Records.required()), Clients.TOKEN));

            assertThat(proxy.requests(), hasSize(2));
            assertTokenWentToGitHubAlone(proxy);
        }
    }

    /** The server at the end of the tunnel imitates a proxy's challenge; it must not see the proxy's password. */
    @Test
    void serverBehindTheTunnelNeverReceivesTheProxyPassword() throws Exception {
        try (var server = new MockWebServer()) {
            server.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            for (int i = 0; i < 3; i++) {
                server.enqueue(new MockResponse.Builder()
                        .code(407)
                        .addHeader("Proxy-Authenticate", BASIC)
                        .build());
            }
            try (var proxy = ConnectProxy.demanding(CREDENTIALS, server.getPort(), List.of(BASIC))) {
                OkHttpClient http = http(proxy, () -> Optional.of(LOGIN));
                ConnectionCheck.run(
                        http,
                        ApiUrl.of("https://api.octo.ghe.com"),
                        "octo-org",
                        Clients.TOKEN,
                        "test",
                        Clock.systemUTC());
                GitHubException failure = Clients.failure("https://api.octo.ghe.com", http);
                assertThat(failure, is(instanceOf(GitHubException.Refused.class)));
            }
            assertThat(server.getRequestCount(), is(2));
            for (int i = 0; i < 2; i++) {
                assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"), is(nullValue()));
            }
        }
    }

    @Test
    void proxyReceivesThePasswordWithTheFirstRequest() throws Exception {
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, gitHub.port(), List.of(BASIC))) {
            Clients.answer(Clients.of("https://api.octo.ghe.com", http(proxy, () -> Optional.of(LOGIN)))
                    .send(Records.built(Records.required()), Clients.TOKEN));

            assertThat(proxy.requests(), hasSize(1));
            assertTokenWentToGitHubAlone(proxy);
        }
    }

    private void assertTokenWentToGitHubAlone(ConnectProxy proxy) {
        proxy.requests().forEach(request -> {
            assertThat(request, startsWith("CONNECT api.octo.ghe.com:443 HTTP/1.1\r\n"));
            assertThat(request, not(containsString(Clients.SECRET)));
            assertThat(request, not(containsString("\r\nAuthorization")));
        });
        assertThat(gitHub.onlyRequest().header("Authorization"), is("Bearer " + Clients.SECRET));
        assertThat(gitHub.onlyRequest().headers().containsKey("proxy-authorization"), is(false));
    }

    private String text(ConnectProxy proxy, Supplier<Optional<ProxyPassword.Login>> login) {
        GitHubException failure = Clients.failure("https://api.octo.ghe.com", http(proxy, login));
        assertThat(failure, is(instanceOf(GitHubException.Refused.class)));
        assertThat(gitHub.received(), is(empty()));
        proxy.requests().forEach(request -> assertThat(request, not(containsString(Clients.SECRET))));
        return failure.getMessage();
    }

    private static final String MORE = Clients.more("the-proxy-does-not-let-the-connection-through");
    private static final String ADVICE =
            "\nCheck the proxy's settings in Manage Jenkins, System: address, user name, password." + MORE;

    @Test
    void wrongProxyPasswordIsARefusalAfterOneRequest() throws Exception {
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, gitHub.port(), List.of(BASIC))) {
            assertThat(
                    text(proxy, () -> Optional.of(new ProxyPassword.Login("alice", "wrong"))),
                    is("The proxy on the way to api.octo.ghe.com does not let the connection through"
                            + " (IOException: Failed to authenticate with proxy)." + ADVICE));
            assertThat(proxy.requests(), hasSize(1));
        }
    }

    @Test
    void missingProxyPasswordIsARefusal() throws Exception {
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, gitHub.port(), List.of(BASIC))) {
            assertThat(
                    text(proxy, Optional::empty), containsString("(IOException: Failed to authenticate with proxy)"));
            assertThat(proxy.requests(), hasSize(1));
        }
    }

    @Test
    void proxyWithoutASupportedSchemeIsARefusal() throws Exception {
        Queue<Optional<ProxyPassword.Login>> logins = new ArrayDeque<>(List.of(Optional.empty()));
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, gitHub.port(), List.of("Negotiate", "NTLM"))) {
            assertThat(
                    text(proxy, () -> logins.isEmpty() ? Optional.of(LOGIN) : logins.remove()),
                    containsString("(IOException: Failed to authenticate with proxy)"));
            assertThat(proxy.requests(), hasSize(1));
        }
    }

    @Test
    void tunnelRefusedByTheProxyIsARefusal() throws Exception {
        try (var proxy = ConnectProxy.refusing("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(
                    text(proxy, () -> Optional.of(LOGIN)),
                    is("The proxy on the way to api.octo.ghe.com does not let the connection through"
                            + " (IOException: Unexpected response code for CONNECT: 403)." + ADVICE));
        }
    }

    /** The proxy may recover soon, whereas a wrong password remains wrong. */
    @Test
    void proxyErrorIsTemporary() throws Exception {
        try (var proxy = ConnectProxy.refusing("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            GitHubException failure =
                    Clients.failure("https://api.octo.ghe.com", http(proxy, () -> Optional.of(LOGIN)));

            assertThat(failure, is(instanceOf(GitHubException.Unavailable.class)));
        }
    }

    /** Plain http is only used for a loopback address, but a proxy may be set for that address, too. */
    @Test
    void missingProxyPasswordForPlainHttpIsARefusal() throws Exception {
        try (var proxy = ConnectProxy.demanding(CREDENTIALS, 0, List.of(BASIC))) {
            GitHubException failure = Clients.failure("http://127.0.0.1:1", http(proxy, Optional::empty));
            assertThat(failure, is(instanceOf(GitHubException.Refused.class)));
            assertThat(
                    failure.getMessage(),
                    is("The proxy on the way to 127.0.0.1:1 requires a user name and password (407). The answer gives"
                            + " no reason.\n"
                            + "Check the proxy's settings in Manage Jenkins, System." + MORE));
        }
    }

    @Test
    void loginRequestOfAnUnknownProxyIsARefusal() {
        try (var server = RawServer.answering(RawServer.http("407 No", "", ""))) {
            GitHubException failure = Clients.failure(server.url());
            assertThat(failure, is(instanceOf(GitHubException.Refused.class)));
            assertThat(failure.getMessage(), startsWith("The proxy on the way to 127.0.0.1:" + server.port()));
        }
    }
}
