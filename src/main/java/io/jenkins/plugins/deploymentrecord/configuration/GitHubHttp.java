package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.github.AnswerNotice;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ConnectionCheck;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.ProxyPassword;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's only HTTP client for GitHub: a new client for each call would open a new tunnel each time. Uses the
 * proxy of {@link ControllerProxy}.
 */
@Restricted(NoExternalUse.class)
public final class GitHubHttp {

    /**
     * More than the outbox ever starts: a call that was given up may still be looking up a host, and must not block
     * other calls.
     */
    private static final int MAX_CALLS = 64;

    private static final OkHttpClient CLIENT = DeploymentRecordClient.configure(
                    JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()))
            .dispatcher(dispatcher())
            .proxy(null)
            .proxySelector(new ControllerProxy())
            .proxyAuthenticator(new ProxyPassword(GitHubHttp::proxyLogin))
            .build();

    private GitHubHttp() {}

    /** @param notices receives the notices of each answer; must not throw */
    public static DeploymentRecordClient client(ApiUrl url, Consumer<AnswerNotice> notices) {
        return new DeploymentRecordClient(http(), url, userAgent(), Clock.systemUTC(), notices);
    }

    /** Checks the connection to a server without changing anything on the server; blocks. */
    static List<ConnectionCheck.Finding> check(ApiUrl url, @CheckForNull String organization, GitHubToken token) {
        return ConnectionCheck.run(http(), url, organization, token, userAgent(), Clock.systemUTC());
    }

    /** Returns a client with the current time-out. All clients share their connections and threads. */
    private static OkHttpClient http() {
        Duration timeout = DeploymentRecordsConfiguration.get().timeout();
        return timeout.toMillis() == CLIENT.callTimeoutMillis()
                ? CLIENT
                : DeploymentRecordClient.timeout(CLIENT.newBuilder(), timeout).build();
    }

    private static Dispatcher dispatcher() {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_CALLS);
        dispatcher.setMaxRequestsPerHost(MAX_CALLS);
        return dispatcher;
    }

    /** Returns the login for Jenkins' own proxy. No other proxy gets this password. */
    private static Optional<ProxyPassword.Login> proxyLogin() {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        return proxy == null || Util.fixEmpty(proxy.getUserName()) == null
                ? Optional.empty()
                : Optional.of(new ProxyPassword.Login(proxy.getUserName(), Secret.toString(proxy.getSecretPassword())));
    }

    private static String userAgent() {
        return UserAgent.VALUE;
    }

    /** Computed once, because finding the plugin searches all plugins; and only after Jenkins has loaded the plugin. */
    private static final class UserAgent {

        static final String VALUE = "jenkins-github-deployment-record" + version();

        private static String version() {
            var plugin = Jenkins.get().getPluginManager().whichPlugin(GitHubHttp.class);
            return plugin == null ? "" : '/' + plugin.getVersion().replaceAll("[^A-Za-z0-9._-].*", "");
        }
    }
}
