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
 * The controller's only HTTP client for GitHub: a new client for each call would open a new tunnel each time. Goes
 * through the proxy of {@link ControllerProxy}.
 */
@Restricted(NoExternalUse.class)
public final class GitHubHttp {

    /**
     * More than the outbox ever begins: a call that was given up may still look up a host, and none shall wait behind
     * it.
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

    /** @param notices takes the announcements of each answer; must not throw */
    public static DeploymentRecordClient client(ApiUrl url, Consumer<AnswerNotice> notices) {
        return new DeploymentRecordClient(http(), url, userAgent(), Clock.systemUTC(), notices);
    }

    /** Asks a server what can be known without changing anything; blocks. */
    static List<ConnectionCheck.Finding> check(ApiUrl url, @CheckForNull String organization, GitHubToken token) {
        return ConnectionCheck.run(http(), url, organization, token, userAgent(), Clock.systemUTC());
    }

    /** With the time-out that is set now; connections and threads are the same ones. */
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

    /** Of Jenkins' own proxy alone: nobody else's proxy gets that password. */
    private static Optional<ProxyPassword.Login> proxyLogin() {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        return proxy == null || Util.fixEmpty(proxy.getUserName()) == null
                ? Optional.empty()
                : Optional.of(new ProxyPassword.Login(proxy.getUserName(), Secret.toString(proxy.getSecretPassword())));
    }

    private static String userAgent() {
        return UserAgent.VALUE;
    }

    /** Made once, as looking for the plugin goes through all of them; and only when Jenkins knows it. */
    private static final class UserAgent {

        static final String VALUE = "jenkins-github-deployment-record" + version();

        private static String version() {
            var plugin = Jenkins.get().getPluginManager().whichPlugin(GitHubHttp.class);
            return plugin == null ? "" : '/' + plugin.getVersion().replaceAll("[^A-Za-z0-9._-].*", "");
        }
    }
}
