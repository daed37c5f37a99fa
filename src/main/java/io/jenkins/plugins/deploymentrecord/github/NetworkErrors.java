package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;

/** Explains in words why no answer was received. */
final class NetworkErrors {

    private NetworkErrors() {}

    /**
     * Explains a failure.
     *
     * @param mayBeProcessed whether GitHub may have received the whole request
     * @return unavailable, which may be temporary; refused if a proxy refuses the connection, because repeated requests
     *     with a wrong password can lock an account
     */
    static GitHubException explain(
            IOException e, ApiUrl url, OkHttpClient http, GitHubToken token, boolean mayBeProcessed) {
        if (e instanceof UnreadableAnswers.UnreadableAnswerException) {
            return unreadable(url, e.getMessage());
        }
        ErrorSection section = section(e);
        String text = section.endOf(Texts.get(
                key(section, mayBeProcessed),
                url.hostAndPort(),
                Texts.quote(token.maskIn(
                        e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()))),
                Duration.ofMillis(http.connectTimeoutMillis()).toSeconds(),
                Duration.ofMillis(http.callTimeoutMillis()).toSeconds()));
        return section == ErrorSection.PROXY && !isPassing(e)
                ? new GitHubException.Refused(text)
                : new GitHubException.Unavailable(text, null, mayBeProcessed);
    }

    /** @param kind the kind of the failure to read the answer, in a word; nothing that the server sent */
    static GitHubException unreadable(ApiUrl url, String kind) {
        return new GitHubException.UnexpectedAnswer(
                ErrorSection.NOT_GITHUB.endOf(Texts.get("answer.unreadable", url.hostAndPort(), kind)));
    }

    private static ErrorSection section(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> ErrorSection.UNKNOWN_HOST;
            case InterruptedIOException timeout -> ErrorSection.TIMEOUT;
            case ConnectException refused -> ErrorSection.NO_CONNECTION;
            case NoRouteToHostException unreachable -> ErrorSection.NO_CONNECTION;
            case SSLException tls -> ErrorSection.TLS;
            default -> isOfProxy(e) ? ErrorSection.PROXY : ErrorSection.BROKEN;
        };
    }

    private static String key(ErrorSection section, boolean mayBeProcessed) {
        return switch (section) {
            case UNKNOWN_HOST -> "network.unknownHost";
            case TIMEOUT -> "network.timeout";
            case NO_CONNECTION -> "network.refused";
            case TLS -> "network.tls";
            case PROXY -> "network.proxy";
            default -> mayBeProcessed ? "network.broken" : "network.interrupted";
        };
    }

    /** Whether the proxy itself has a temporary problem. */
    private static boolean isPassing(IOException e) {
        return String.valueOf(e.getMessage()).matches(".*CONNECT: 5\\d\\d.*");
    }

    /** OkHttp has no exception type for a proxy that refuses the tunnel; these are its texts. */
    private static boolean isOfProxy(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("authenticate with proxy")
                || message.contains("CONNECT")
                || message.contains("HTTP_PROXY_AUTH");
    }
}
