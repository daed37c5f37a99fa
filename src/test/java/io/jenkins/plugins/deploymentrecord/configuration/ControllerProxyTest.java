package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.ProxyConfiguration;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.ConnectProxy;
import java.net.InetSocketAddress;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which proxy is used for calls to GitHub. */
class ControllerProxyTest extends JenkinsWithStandIn {

    /** The proxy refuses every tunnel, so this host is never called. */
    private static final String URL = "https://api.octo.ghe.com";

    private final ConnectProxy ofJenkins = refusing();
    private final ConnectProxy ofJvm = refusing();

    private static ConnectProxy refusing() {
        return ConnectProxy.refusing("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    }

    private static InetSocketAddress address(ConnectProxy proxy) {
        return (InetSocketAddress) proxy.address().address();
    }

    @BeforeEach
    void setJvmProxy() {
        System.setProperty("https.proxyHost", address(ofJvm).getHostString());
        System.setProperty("https.proxyPort", String.valueOf(address(ofJvm).getPort()));
    }

    @AfterEach
    void unset() throws Exception {
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
        Jenkins.get().setProxy(null);
        ofJenkins.close();
        ofJvm.close();
    }

    private static FormValidation test(String url) {
        return ((DeploymentRecordServerDescriptor) Jenkins.get().getDescriptorOrDie(DeploymentRecordServer.class))
                .doTestConnection(url, "octo-org", "token");
    }

    @Test
    void callsUseTheJvmsProxyIfJenkinsHasNoProxy() {
        assertThat(test(URL).renderHtml(), containsString("of this controller&#039;s Java (https.proxyHost"));
        assertThat(ofJvm.requests(), everyItem(startsWith("CONNECT api.octo.ghe.com:443 HTTP/1.1\r\n")));
        assertThat(ofJvm.requests(), is(not(empty())));
    }

    @Test
    void callsUseTheProxyOfJenkinsInsteadOfTheJvmsProxy() {
        Jenkins.get()
                .setProxy(new ProxyConfiguration(
                        address(ofJenkins).getHostString(), address(ofJenkins).getPort()));

        assertThat(test(URL).renderHtml(), containsString("of Manage Jenkins, System."));
        assertThat(ofJenkins.requests(), is(not(empty())));
        assertThat(ofJvm.requests(), is(empty()));
    }

    /** If Jenkins calls a host directly, the JVM's proxy is not used either. */
    @Test
    void callsUseNoProxyIfJenkinsExcludesTheHost() {
        Jenkins.get()
                .setProxy(new ProxyConfiguration(
                        address(ofJenkins).getHostString(), address(ofJenkins).getPort(), null, null, "127.0.0.1"));

        assertThat(test(gitHub.url()).renderHtml(), containsString("Without a proxy"));
        assertThat(ofJenkins.requests(), is(empty()));
        assertThat(ofJvm.requests(), is(empty()));
    }
}
