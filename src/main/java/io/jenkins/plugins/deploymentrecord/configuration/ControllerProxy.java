package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The proxy of Manage Jenkins → System. If no proxy is set there, the JVM's proxy, as set by the system properties
 * {@code https.proxyHost}, {@code https.proxyPort} and {@code http.nonProxyHosts}. Looked up for each connection.
 */
@Restricted(NoExternalUse.class)
final class ControllerProxy extends ProxySelector {

    /** Returns the proxies to try, in order; {@link Proxy#NO_PROXY} for a direct connection. */
    @Override
    public List<Proxy> select(URI uri) {
        ProxyConfiguration configuration = Jenkins.get().getProxy();
        if (configuration != null) {
            return List.of(configuration.createProxy(uri.getHost()));
        }
        ProxySelector ofJvm = ofJvm();
        return ofJvm == null ? List.of(Proxy.NO_PROXY) : ofJvm.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        ProxySelector ofJvm = ofJvm();
        if (Jenkins.get().getProxy() == null && ofJvm != null) {
            ofJvm.connectFailed(uri, address, failure);
        }
    }

    @CheckForNull
    private static ProxySelector ofJvm() {
        return ProxySelector.getDefault();
    }

    /** Describes the route of a call to the URL, as shown to users. */
    String route(URI uri) {
        if (!(select(uri).get(0).address() instanceof InetSocketAddress address)) {
            return Messages.DeploymentRecordServer_direct();
        }
        String hostAndPort = address.getHostString() + ':' + address.getPort();
        return Jenkins.get().getProxy() == null
                ? Messages.DeploymentRecordServer_jvmProxy(hostAndPort)
                : Messages.DeploymentRecordServer_proxy(hostAndPort);
    }
}
