package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The texts for calls without an answer. */
@Timeout(60)
class NetworkErrorsTest {

    private static final String FIREWALL = "\nCheck that a firewall or proxy on the way lets this controller through."
            + Clients.more("the-connection-broke");

    private static OkHttpClient clientWithShortTimeOut() {
        return Clients.http().callTimeout(Duration.ofMillis(300)).build();
    }

    private static String text(String url, OkHttpClient http) {
        GitHubException failure = Clients.failure(url, http);
        assertThat(failure, is(instanceOf(GitHubException.Unavailable.class)));
        return failure.getMessage();
    }

    @Test
    void unknownHostIsExplained() {
        var http = Clients.http()
                .dns(host -> {
                    throw new UnknownHostException(host + ": Name or service not known");
                })
                .build();
        assertThat(
                text("https://api.octo.ghe.com", http),
                is("The host api.octo.ghe.com is not known (UnknownHostException: api.octo.ghe.com: Name or service not"
                        + " known).\n"
                        + "Check that\n"
                        + "  - the server's API URL is right\n"
                        + "  - this controller can look up the name, or reaches GitHub through the proxy that is set in"
                        + " Manage Jenkins, System or, if none is set there, through the Java properties https.proxyHost"
                        + " and https.proxyPort" + Clients.more("the-host-is-not-known")));
    }

    @Test
    void refusedConnectionIsExplained() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(
                text("http://127.0.0.1:" + port, Clients.http().build()),
                is("127.0.0.1:" + port + " cannot be connected to (ConnectException: Failed to connect to /127.0.0.1:"
                        + port + ").\n"
                        + "Check that\n"
                        + "  - the server's API URL is right\n"
                        + "  - a firewall or proxy on the way lets this controller through"
                        + Clients.more("no-connection")));
    }

    @Test
    void unreachableNetworkIsExplained() {
        assertThat(
                explained(new NoRouteToHostException("No route to host")),
                startsWith("api.github.com cannot be connected to (NoRouteToHostException: No route to host).\n"));
    }

    @Test
    void missingAnswerIsExplainedAsATimeOut() {
        var end = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> end.await())) {
            assertThat(
                    text(server.url(), clientWithShortTimeOut()).replaceFirst("\\(\\w+: \\w+\\)", "(why)"),
                    is("127.0.0.1:" + server.port() + " did not answer in time: 5 s to connect, 0 s in all (why).\n"
                            + "Check that\n"
                            + "  - GitHub works: https://www.githubstatus.com\n"
                            + "  - a firewall or proxy on the way lets this controller through"
                            + Clients.more("no-answer-in-time")));
            end.countDown();
        }
    }

    @Test
    void timeOutErrorNamesTheTimeOuts() {
        assertThat(
                explained(new SocketTimeoutException("Connect timed out")),
                startsWith("api.github.com did not answer in time: 5 s to connect, 15 s in all"
                        + " (SocketTimeoutException: Connect timed out).\n"));
    }

    @Test
    void slowAnswerIsExplainedAsATimeOut() {
        var end = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            var out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (!end.await(10, TimeUnit.MILLISECONDS)) {
                out.write(' ');
            }
        })) {
            assertThat(text(server.url(), clientWithShortTimeOut()), containsString(" did not answer in time: "));
            end.countDown();
        }
    }

    @Test
    void truncatedBodyIsExplainedAsABrokenConnection() {
        byte[] cut =
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"total_count\": 1".getBytes(StandardCharsets.UTF_8);
        try (var server = RawServer.answering(cut)) {
            assertThat(
                    text(server.url(), Clients.http().build()),
                    is("The connection to 127.0.0.1:" + server.port() + " broke (ProtocolException: unexpected end of"
                            + " stream); the request may have arrived all the same." + FIREWALL));
        }
    }

    @Test
    void connectionThatEndsWithoutAnAnswerIsExplained() {
        try (var server = RawServer.answering(new byte[0])) {
            assertThat(
                    text(server.url(), Clients.http().build()),
                    startsWith("The connection to 127.0.0.1:" + server.port() + " broke (IOException: unexpected end of"
                            + " stream on "));
        }
    }

    @Test
    void connectionResetIsExplained() {
        try (var server = RawServer.answering(connection -> connection.setSoLinger(true, 0))) {
            assertThat(
                    text(server.url(), Clients.http().build()),
                    matchesPattern(
                            "(?s)The connection to 127\\.0\\.0\\.1:\\d+ broke \\(\\w+: .*\\); the request may .*"));
        }
    }

    @Test
    void untrustedCertificateIsExplained() {
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        var server =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (var gitHub = GitHubStandIn.start(server.sslContext())) {
            String text = text(gitHub.url(), Clients.http().build());
            assertThat(
                    text,
                    startsWith("No secure connection to 127.0.0.1:" + gitHub.port()
                            + " could be made (SSLHandshakeException: "));
            assertThat(
                    text,
                    containsString("\nCheck that\n"
                            + "  - the server's certificate is valid\n"
                            + "  - this controller's Java trusts it, or the certificate of a proxy that inspects the"
                            + " connection"));
            assertThat(gitHub.received().isEmpty(), is(true));
        }
    }

    @Test
    void networkErrorTextIsCleanedForALog() {
        String text = explained(new IOException("a\r\n\u001b[31mb " + Clients.SECRET));
        assertThat(
                text,
                startsWith("The connection to api.github.com broke (IOException: a [31mb ****); the request may "));
        assertThat(text, not(containsString("\u001b")));
    }

    @Test
    void exceptionWithoutAMessageIsExplained() {
        assertThat(explained(new IOException()), startsWith("The connection to api.github.com broke (IOException); "));
    }

    private static String explained(IOException e) {
        return NetworkErrors.explain(
                        e, ApiUrl.of(ApiUrl.GITHUB_COM), Clients.http().build(), Clients.TOKEN, true)
                .getMessage();
    }
}
