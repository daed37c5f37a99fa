package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where GitHub's REST API is: {@code https://api.github.com}, or {@code https://api.SUBDOMAIN.ghe.com} for data residency.
 *
 * <p>Plain http is refused, as it would show the token to everybody on the way; a loopback address is let through, for a
 * stand-in.
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
     * @param typed the URL as the administrator typed it
     * @throws IllegalArgumentException with a text for a person, if the URL cannot be used
     */
    public static ApiUrl of(String typed) {
        String text = TypedText.trimToNull(typed);
        HttpUrl url = text == null || TypedText.firstInvisible(text).isPresent() ? null : HttpUrl.parse(text);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            // not quoted: it may hold a password
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

    /** The same for a URL that may have been edited in a file; empty if it cannot be used. */
    public static Optional<ApiUrl> parse(String typed) {
        try {
            return Optional.of(of(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By the host's name or literal address alone; a name that merely resolves to a loopback address is none. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    /** The host's name or address, in lower case. */
    public String host() {
        return url.host();
    }

    public boolean isLoopback() {
        return isLoopback(url.host());
    }

    /** Whether GitHub has deployment records there, by the host's name: a GitHub Enterprise Server has not. */
    public boolean isKnownToHaveRecords() {
        String host = url.host();
        return host.equals("api.github.com") || host.startsWith(API) && host.endsWith(DATA_RESIDENCY);
    }

    /** The host of GitHub's pages and repositories, in lower case; empty if it is not known. */
    Optional<String> webHost() {
        return isKnownToHaveRecords() ? Optional.of(url.host().substring(API.length())) : Optional.empty();
    }

    /** The host, in lower case, with its port if it is not the scheme's own. */
    public String hostAndPort() {
        String host = url.host().indexOf(':') < 0 ? url.host() : '[' + url.host() + ']';
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ':' + url.port();
    }

    /** The page that shows an organization's artifacts and where they run; empty if no such page is known. */
    public Optional<String> artifactsPage(String organization) {
        return webHost().map(host -> "https://" + host + "/orgs/" + organization + "/artifacts");
    }

    /** To be followed by a resource's path. */
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

    /** @param cluster a name that {@link ClusterName#fits} */
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

    /** The URL without a slash at its end. */
    @Override
    public String toString() {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
