package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;

/** Says in words why no answer came. */
final class NetworkFailures {

    private NetworkFailures() {}

    /**
     * @return unavailable, which may pass; refused where it is a proxy that does not let the connection through, as asking
     *     again with a wrong password can lock an account
     */
    static GitHubException explain(IOException e, ApiUrl url, OkHttpClient http, GitHubToken token) {
        String key =
                switch (e) {
                    case UnknownHostException unknown -> "network.unknownHost";
                    case InterruptedIOException timeout -> "network.timeout";
                    case ConnectException refused -> "network.refused";
                    case NoRouteToHostException unreachable -> "network.refused";
                    case SSLException tls -> "network.tls";
                    default -> isOfProxy(e) ? "network.proxy" : "network.broken";
                };
        String text = Texts.get(
                key,
                url.hostAndPort(),
                Texts.quote(token.maskIn(
                        e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()))),
                Duration.ofMillis(http.connectTimeoutMillis()).toSeconds(),
                Duration.ofMillis(http.callTimeoutMillis()).toSeconds());
        return key.equals("network.proxy") && !isPassing(e)
                ? new GitHubException.Refused(text)
                : new GitHubException.Unavailable(text, null);
    }

    /** A proxy that is itself in trouble. */
    private static boolean isPassing(IOException e) {
        return String.valueOf(e.getMessage()).matches(".*CONNECT: 5\\d\\d.*");
    }

    /** OkHttp has no type of its own for a proxy that refuses the tunnel; these are its texts. */
    private static boolean isOfProxy(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("authenticate with proxy")
                || message.contains("CONNECT")
                || message.contains("HTTP_PROXY_AUTH");
    }
}
