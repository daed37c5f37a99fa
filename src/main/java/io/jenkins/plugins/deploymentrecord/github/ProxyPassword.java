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
 * Answers an HTTP proxy that asks for a user name and password. Looks at every challenge, in whatever order the proxy
 * lists its schemes; Basic (RFC 7617) is the scheme that it can answer.
 *
 * <p>The charset is UTF-8 if the proxy asks for that, or if ISO-8859-1, which most proxies expect otherwise, has not
 * every character.
 */
public final class ProxyPassword implements Authenticator {

    private static final String ANSWER = "Proxy-Authorization";
    /** OkHttp's name for the challenge of a request that opens a tunnel. */
    private static final String BEFORE_THE_PROXY_WAS_HEARD = "OkHttp-Preemptive";

    /** What the proxy wants to know. */
    public record Login(String userName, String password) {

        private String text() {
            return userName + ':' + password;
        }

        /** RFC 7617: in UTF-8 as composed characters. */
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

    /** @param login asked for each time, as an administrator may change it; empty if none is set */
    public ProxyPassword(Supplier<Optional<Login>> login) {
        this.login = login;
    }

    /** @return null if there is no answer, the proxy refused this password already, or it is not the proxy that asks */
    @Override
    public Request authenticate(Route route, Response response) {
        Request asked = response.request();
        if (!mayBeOfProxy(asked) || asked.header(ANSWER) != null) {
            return null;
        }
        return login.get()
                .flatMap(l -> response.challenges().stream()
                        .flatMap(challenge -> answer(challenge, l).stream())
                        .findFirst())
                .map(answer -> asked.newBuilder().header(ANSWER, answer).build())
                .orElse(null);
    }

    /**
     * A proxy asks before it opens a tunnel, or in the middle of a connection without TLS. What comes out of a tunnel
     * is the word of the server at its end, which must never see the proxy's password.
     */
    private static boolean mayBeOfProxy(Request asked) {
        return asked.method().equals("CONNECT") || !asked.isHttps();
    }

    private static Optional<String> answer(Challenge challenge, Login login) {
        boolean isPlain = ISO_8859_1.newEncoder().canEncode(login.text());
        if (challenge.scheme().equalsIgnoreCase(BEFORE_THE_PROXY_WAS_HEARD)) {
            // the charset that the proxy wants is not known yet
            return US_ASCII.newEncoder().canEncode(login.text())
                    ? Optional.of(login.basic(US_ASCII))
                    : Optional.empty();
        }
        return challenge.scheme().equalsIgnoreCase("Basic")
                ? Optional.of(login.basic(isPlain && !challenge.charset().equals(UTF_8) ? ISO_8859_1 : UTF_8))
                : Optional.empty();
    }
}
