package io.jenkins.plugins.deploymentrecord.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Answers an HTTP proxy that requires a user name and password. Considers all challenges, in any order of schemes, and
 * answers Basic (RFC 7617).
 *
 * <p>The charset is ISO-8859-1, which most proxies expect; it is UTF-8 if the proxy requests UTF-8, or if ISO-8859-1
 * lacks a character.
 */
public final class ProxyPassword implements Authenticator {

    private static final String ANSWER = "Proxy-Authorization";
    /**
     * The scheme under which OkHttp asks for credentials before the proxy has answered, for a request that opens a
     * tunnel.
     */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    /** The user name and the password for the proxy. */
    public record Login(String userName, String password) {

        private String text() {
            return userName + ':' + password;
        }

        /** Encodes the login; in UTF-8, RFC 7617 requires composed characters. */
        private String basic(Charset charset) {
            byte[] bytes = (charset.equals(UTF_8) ? Normalizer.normalize(text(), Normalizer.Form.NFC) : text())
                    .getBytes(charset);
            return "Basic " + Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        public String toString() {
            return userName + ":****";
        }
    }

    private final Supplier<Optional<Login>> login;

    /** @param login called each time, because an administrator may change the login; empty if none is set */
    public ProxyPassword(Supplier<Optional<Login>> login) {
        this.login = login;
    }

    /** @return null if there is no login, if the proxy already refused it, or if the challenge is not the proxy's */
    @Override
    public Request authenticate(Route route, Response response) {
        Request request = response.request();
        if (!mayBeOfProxy(request) || request.header(ANSWER) != null) {
            return null;
        }
        return login.get()
                .flatMap(l -> response.challenges().stream()
                        .flatMap(challenge -> answer(challenge, l).stream())
                        .findFirst())
                .map(answer -> request.newBuilder().header(ANSWER, answer).build())
                .orElse(null);
    }

    /**
     * A proxy sends its challenge before it opens a tunnel, or on a connection without TLS. An answer from inside a
     * tunnel comes from the server at its end, which must never see the proxy's password.
     */
    private static boolean mayBeOfProxy(Request request) {
        return request.method().equals("CONNECT") || !request.isHttps();
    }

    private static Optional<String> answer(Challenge challenge, Login login) {
        boolean isPlain = ISO_8859_1.newEncoder().canEncode(login.text());
        if (challenge.scheme().equalsIgnoreCase(PREEMPTIVE)) {
            // the charset that the proxy expects is not known yet
            return US_ASCII.newEncoder().canEncode(login.text())
                    ? Optional.of(login.basic(US_ASCII))
                    : Optional.empty();
        }
        return challenge.scheme().equalsIgnoreCase("Basic")
                ? Optional.of(login.basic(isPlain && !challenge.charset().equals(UTF_8) ? ISO_8859_1 : UTF_8))
                : Optional.empty();
    }
}
