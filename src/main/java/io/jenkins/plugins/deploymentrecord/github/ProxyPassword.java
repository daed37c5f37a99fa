package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Answers an HTTP proxy that asks for a user name and password. Looks at every challenge, in whatever order the proxy
 * lists its schemes; Basic is the one that it can answer.
 */
public final class ProxyPassword implements Authenticator {

    /** What the proxy wants to know. */
    public record Login(String userName, String password) {
        @Override
        public String toString() {
            return userName + ":****";
        }
    }

    private final Supplier<Optional<Login>> login;

    /** @param login asked for each time, as an administrator may change it; empty where none is set */
    public ProxyPassword(Supplier<Optional<Login>> login) {
        this.login = login;
    }

    /** @return null where there is no answer, or the proxy refused this one already */
    @Override
    public Request authenticate(Route route, Response response) {
        Request asked = response.request();
        if (asked.header("Proxy-Authorization") != null
                || response.challenges().stream().noneMatch(ProxyPassword::canAnswer)) {
            return null;
        }
        return login.get()
                .map(l -> asked.newBuilder()
                        .header("Proxy-Authorization", Credentials.basic(l.userName(), l.password()))
                        .build())
                .orElse(null);
    }

    /** The second name is OkHttp's, for the request that opens a tunnel before the proxy was heard. */
    private static boolean canAnswer(Challenge challenge) {
        return challenge.scheme().equalsIgnoreCase("Basic")
                || challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive");
    }
}
