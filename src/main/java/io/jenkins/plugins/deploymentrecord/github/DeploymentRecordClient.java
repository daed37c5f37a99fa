package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * Sends records to one GitHub server, {@code POST /orgs/{org}/artifacts/metadata/deployment-record}, alone or all
 * records of a cluster in one request, and reads the records of an artifact.
 *
 * <p>Each call makes one request and never retries: that is the caller's decision. Nothing is kept between calls.
 */
public final class DeploymentRecordClient {

    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** For a whole call: connecting, sending, waiting and reading. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    /** For a whole call with the records of a cluster, unless the client's own time-out is longer. */
    public static final Duration CLUSTER_CALL_TIMEOUT = Duration.ofSeconds(30);

    /** Supported by GitHub until 2028-03-10 at least. */
    static final String API_VERSION = "2022-11-28";

    private static final Duration MIN_PING_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_PING_INTERVAL = Duration.ofSeconds(5);

    /**
     * The type that GitHub recommends, then the type of its contract, which is the only type that other servers with
     * this contract know.
     */
    private static final String ACCEPT = "application/vnd.github+json, application/json";

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final ApiUrl url;
    private final String userAgent;
    private final Clock clock;
    private final Consumer<AnswerNotice> notices;

    /**
     * @param http made by {@link #configure}
     * @param userAgent required, because GitHub refuses requests without it
     * @param clock used to compute the end of a rate limit
     */
    public DeploymentRecordClient(OkHttpClient http, ApiUrl url, String userAgent, Clock clock) {
        this(http, url, userAgent, clock, notice -> {});
    }

    /** @param notices receives the announcements of each answer, on a thread of the HTTP client; must not throw */
    public DeploymentRecordClient(
            OkHttpClient http, ApiUrl url, String userAgent, Clock clock, Consumer<AnswerNotice> notices) {
        this.notices = notices;
        this.http = http;
        this.url = url;
        this.userAgent = userAgent;
        this.clock = clock;
    }

    /**
     * Configures an HTTP client for this package: time-outs; no redirects, which would send the token along; no retries
     * of its own; a malformed answer of a server causes nothing but an {@link IOException}.
     */
    public static OkHttpClient.Builder configure(OkHttpClient.Builder builder) {
        return timeout(builder, CALL_TIMEOUT)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(new UnreadableAnswers())
                .addNetworkInterceptor(new UnreadableHeaders());
    }

    /**
     * Sets the time-out of a whole call, and the ping that detects a dead connection within that time.
     *
     * <p>HTTP/2 uses one connection for all calls. A firewall or NAT may forget that connection without a FIN or RST.
     * OkHttp keeps such a connection as long as only calls time out, and not the connection's own reads: every attempt
     * would use the same dead connection until TCP gives up. A ping that is not answered before the next ping is due
     * closes the connection, at the latest two intervals after it became silent. With an interval of a third of the
     * call's time-out, the connection is closed during the first attempt, so the second attempt opens a new connection;
     * if the time-out is below three seconds, the third attempt does.
     *
     * @param call at least a second
     */
    public static OkHttpClient.Builder timeout(OkHttpClient.Builder builder, Duration call) {
        Duration third = call.dividedBy(3);
        Duration ping = third.compareTo(MAX_PING_INTERVAL) > 0 ? MAX_PING_INTERVAL : third;
        return builder.callTimeout(call)
                .readTimeout(call)
                .writeTimeout(call)
                .pingInterval(ping.compareTo(MIN_PING_INTERVAL) < 0 ? MIN_PING_INTERVAL : ping);
    }

    /** Returns a request with the headers that every request to GitHub has. */
    static Request.Builder request(GitHubToken token, String userAgent) {
        return new Request.Builder()
                .header("Accept", ACCEPT)
                .header("Authorization", token.authorization())
                .header("User-Agent", userAgent)
                .header("X-GitHub-Api-Version", API_VERSION);
    }

    /**
     * Sends one record.
     *
     * @return completes with GitHub's record, or exceptionally with a {@link GitHubException}, on a thread of the HTTP
     *     client. Cancelling it ends the call at once; GitHub may have accepted the record nevertheless.
     */
    public CompletableFuture<DeploymentRecordResponse> send(DeploymentRecord record, GitHubToken token) {
        return post(
                http,
                url.deploymentRecords(record.organization()),
                record.body(),
                token,
                new ResponseParser(url, record, token, clock)::read);
    }

    /**
     * Sends the records of a cluster in one request: {@code POST
     * /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}}.
     *
     * @return completes with the outcomes in the order of the records, or exceptionally with a {@link GitHubException}
     *     if the whole request failed, on a thread of the HTTP client. Cancelling it ends the call at once; GitHub may
     *     have accepted the records nevertheless.
     */
    public CompletableFuture<List<ClusterOutcome>> send(ClusterRequest records, GitHubToken token) {
        boolean isLong = http.callTimeoutMillis() == 0 || http.callTimeoutMillis() >= CLUSTER_CALL_TIMEOUT.toMillis();
        return post(
                isLong ? http : timeout(http.newBuilder(), CLUSTER_CALL_TIMEOUT).build(),
                url.clusterDeploymentRecords(records.organization(), records.cluster()),
                records.body(),
                token,
                new ClusterResponseParser(url, records, token, clock)::read);
    }

    private <T> CompletableFuture<T> post(
            OkHttpClient client, HttpUrl target, byte[] json, GitHubToken token, GitHubCall.Parser<T> parser) {
        var body = new OnceOnly(json);
        Request request = request(token, userAgent).url(target).post(body).build();
        return new GitHubCall(client, url, token, notices, () -> body.isWritten).make(request, parser);
    }

    /**
     * Reads the records that GitHub has of an artifact: {@code GET
     * /orgs/{org}/artifacts/{digest}/metadata/deployment-records}. It changes nothing, so a kept connection that turns
     * out to be dead is replaced by a new connection.
     *
     * @return completes with all records that the token may read, in GitHub's order. Empty if GitHub has no such
     *     artifact, which is also its answer to some tokens without permission. Completes exceptionally with a {@link
     *     GitHubException}, on a thread of the HTTP client. Cancelling it ends the call at once.
     */
    public CompletableFuture<List<ReadRecord>> list(String organization, ArtifactDigest digest, GitHubToken token) {
        Request request = request(token, userAgent)
                .url(url.deploymentRecordsOf(organization, digest))
                .get()
                .build();
        var parser = new RecordListParser(url, organization, token, clock);
        return new GitHubCall(forReading(http), url, token, notices, () -> false).make(request, parser::read);
    }

    /**
     * Finds out why GitHub did not find the organization, the repository or the artifact of a record, with at most
     * three reads, in at most ten seconds.
     *
     * @return completes with the failure: its message names the cause or the possible causes that remain, or is
     *     unchanged if the reads show nothing. Cancelling it ends the reads at once.
     */
    public CompletableFuture<GitHubException> explain(
            DeploymentRecord record, GitHubToken token, GitHubException.NotFound failure) {
        return new NotFoundDiagnosis(target -> read(target, token), url, record, token, failure)
                .run(NotFoundDiagnosis.TIMEOUT);
    }

    private CompletableFuture<ReadAnswer> read(HttpUrl target, GitHubToken token) {
        return new GitHubCall(forReading(http), url, token, notices, () -> false)
                .make(
                        request(token, userAgent).url(target).get().build(),
                        response -> new ReadAnswer(response, token, clock.instant()));
    }

    /**
     * Returns a client for reads. A read may be repeated, unlike the sending of a record, if a kept connection is dead.
     */
    static OkHttpClient forReading(OkHttpClient http) {
        return http.newBuilder().retryOnConnectionFailure(true).build();
    }

    /**
     * A body that is sent once: OkHttp would send it again automatically after some answers, such as a 503 with {@code
     * Retry-After: 0}.
     */
    private static final class OnceOnly extends RequestBody {

        private final byte[] bytes;
        /** Whether the first byte may have left the machine: GitHub may have the record from then on. */
        private volatile boolean isWritten;

        OnceOnly(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            isWritten = true;
            sink.write(bytes);
        }
    }
}
