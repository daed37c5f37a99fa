package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The address of GitHub's REST API: {@code https://api.github.com}, or {@code https://api.SUBDOMAIN.ghe.com} for data
 * residency.
 *
 * <p>Plain http is refused, because it would expose the token on the network; only loopback addresses are allowed, for
 * a stand-in.
 */
public final class ApiUrl {

    public static final String GITHUB_COM = "https://api.github.com";

    private static final String API = "api.";
    private static final String DATA_RESIDENCY = ".ghe.com";

    private final HttpUrl url;

    private ApiUrl(HttpUrl url) {
        this.url = url;
    }

    /**
     * Parses a URL.
     *
     * @param typed the URL as the administrator typed it
     * @throws IllegalArgumentException with a text for a person, if the URL cannot be used
     */
    public static ApiUrl of(String typed) {
        String text = TypedText.trimToNull(typed);
        HttpUrl url = text == null || TypedText.firstInvisible(text).isPresent() ? null : HttpUrl.parse(text);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            // not quoted, because it may contain a password
            throw new IllegalArgumentException(Texts.get("url.malformed"));
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(Texts.get("url.query", RecordField.quoted(typed)));
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw new IllegalArgumentException(Texts.get("url.plain", RecordField.quoted(typed)));
        }
        return new ApiUrl(url);
    }

    /** Parses a URL that may have been edited in a file; empty if it cannot be used. */
    public static Optional<ApiUrl> parse(String typed) {
        try {
            return Optional.of(of(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the host is a loopback address, judged by its name or literal address alone; a name that merely resolves
     * to a loopback address does not count.
     */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    /** Returns the host's name or address, in lower case. */
    public String host() {
        return url.host();
    }

    public boolean isLoopback() {
        return isLoopback(url.host());
    }

    /**
     * Whether GitHub provides deployment records at this host, judged by its name: a GitHub Enterprise Server does not.
     */
    public boolean isKnownToHaveRecords() {
        String host = url.host();
        return host.equals("api.github.com") || host.startsWith(API) && host.endsWith(DATA_RESIDENCY);
    }

    /** Returns the host of GitHub's pages and repositories, in lower case; empty if it is not known. */
    Optional<String> webHost() {
        return isKnownToHaveRecords() ? Optional.of(url.host().substring(API.length())) : Optional.empty();
    }

    /** Returns the host, in lower case, with its port unless it is the default port of the scheme. */
    public String hostAndPort() {
        String host = url.host().indexOf(':') < 0 ? url.host() : '[' + url.host() + ']';
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ':' + url.port();
    }

    /**
     * Returns the page that shows an organization's artifacts and their deployments; empty if no such page is known.
     */
    public Optional<String> artifactsPage(String organization) {
        return webHost().map(host -> "https://" + host + "/orgs/" + organization + "/artifacts");
    }

    /** Returns a builder to which the path of a resource can be added. */
    HttpUrl.Builder resource() {
        return url.newBuilder();
    }

    HttpUrl deploymentRecords(String organization) {
        return resource()
                .addPathSegment("orgs")
                .addPathSegment(organization)
                .addPathSegments("artifacts/metadata/deployment-record")
                .build();
    }

    /**
     * Returns the address for records of a whole cluster.
     *
     * @param cluster a name that {@link ClusterName#fits}
     */
    HttpUrl clusterDeploymentRecords(String organization, String cluster) {
        return deploymentRecords(organization)
                .newBuilder()
                .addPathSegment("cluster")
                .addPathSegment(cluster)
                .build();
    }

    HttpUrl deploymentRecordsOf(String organization, ArtifactDigest digest) {
        return resource()
                .addPathSegment("orgs")
                .addPathSegment(organization)
                .addPathSegment("artifacts")
                .addPathSegment(digest.value())
                .addPathSegments("metadata/deployment-records")
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiUrl that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    /** Returns the URL without a slash at its end. */
    @Override
    public String toString() {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
