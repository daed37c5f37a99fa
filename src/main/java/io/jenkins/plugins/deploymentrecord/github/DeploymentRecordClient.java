package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Sends records to one GitHub server: {@code POST /orgs/{org}/artifacts/metadata/deployment-record}.
 *
 * <p>One request a call, without a retry: who calls decides about that. Nothing is kept between calls.
 */
public final class DeploymentRecordClient {

    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** For a whole call: connecting, sending, waiting and reading. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    /** The type that GitHub recommends, then the one that its contract declares, which alone other servers of it know. */
    private static final String ACCEPT = "application/vnd.github+json, application/json";

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final ApiUrl url;
    private final String userAgent;
    private final Clock clock;

    /**
     * @param http made by {@link #configure}
     * @param userAgent GitHub refuses requests without one
     * @param clock tells when a limit ends
     */
    public DeploymentRecordClient(OkHttpClient http, ApiUrl url, String userAgent, Clock clock) {
        this.http = http;
        this.url = url;
        this.userAgent = userAgent;
        this.clock = clock;
    }

    /**
     * Gives an HTTP client this package's manners: its time-outs; no redirect followed, as the token would go along; no
     * retry of its own.
     */
    public static OkHttpClient.Builder configure(OkHttpClient.Builder builder) {
        return builder.connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(CALL_TIMEOUT)
                .writeTimeout(CALL_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false);
    }

    /** The headers that every request to GitHub has. */
    static Request.Builder request(GitHubToken token, String userAgent) {
        return new Request.Builder()
                .header("Accept", ACCEPT)
                .header("Authorization", token.authorization())
                .header("User-Agent", userAgent)
                .header("X-GitHub-Api-Version", "2022-11-28");
    }

    /**
     * Sends one record.
     *
     * @return completes with GitHub's record or exceptionally with a {@link GitHubException}, on a thread of the HTTP
     *     client. Cancelling it ends the call at once; GitHub may have taken the record all the same.
     */
    public CompletableFuture<RecordedDeployment> send(DeploymentRecord record, GitHubToken token) {
        Call call = http.newCall(request(token, userAgent)
                .url(url.deploymentRecords(record.organization()))
                .post(new OnceOnly(record.body()))
                .build());
        var result = new CompletableFuture<RecordedDeployment>();
        result.whenComplete((answer, failure) -> {
            if (result.isCancelled()) {
                call.cancel();
            }
        });
        var reader = new AnswerReader(url, record, token, clock);
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call ended, Response response) {
                try (response) {
                    result.complete(reader.read(response));
                } catch (GitHubException e) {
                    result.completeExceptionally(e);
                } catch (IOException e) {
                    result.completeExceptionally(NetworkFailures.explain(e, url, http, token));
                } catch (RuntimeException | StackOverflowError e) {
                    // OkHttp would drop it, and nobody would ever hear of this call again
                    result.completeExceptionally(new GitHubException.UnexpectedAnswer(Texts.get(
                            "answer.unreadable",
                            url.hostAndPort(),
                            response.code(),
                            e.getClass().getSimpleName())));
                }
            }

            @Override
            public void onFailure(Call ended, IOException e) {
                result.completeExceptionally(NetworkFailures.explain(e, url, http, token));
            }
        });
        return result;
    }

    /** OkHttp would send a body again on its own for some answers, such as a 503 with {@code Retry-After: 0}. */
    private static final class OnceOnly extends RequestBody {

        private final byte[] bytes;

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
            sink.write(bytes);
        }
    }
}
