package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of the client for one record, compared with a bare OkHttp POST of the same bytes with the same response,
 * both asynchronous: {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@record-cost}. The aim is at most
 * 1.15 times the bare POST.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(3)
public class RecordCost {

    private static final MediaType JSON = MediaType.get("application/json");

    private final GitHubToken token =
            GitHubToken.of("a-token-for-the-benchmark").orElseThrow();
    private KeepAliveServer server;
    private OkHttpClient http;
    private DeploymentRecordClient client;
    private DeploymentRecord.Builder builder;
    private DeploymentRecord record;
    private byte[] body;
    private String target;

    @Setup
    public void start() throws Exception {
        String digest = "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";
        String answer = """
            {"total_count": 1, "deployment_records": [{"id": 123, "digest": "%s", "logical_environment": "prod",
              "physical_environment": "pacific-east", "cluster": "moda-1", "deployment_name": "shop-web",
              "tags": {"team": "platform"}, "runtime_risks": ["sensitive-data"],
              "created_at": "2011-01-26T19:14:43Z", "updated_at": "2011-01-26T19:14:43Z", "attestation_id": 456}]}
            """.formatted(digest);
        server = new KeepAliveServer(answer.getBytes(StandardCharsets.UTF_8));
        http = DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();
        client = new DeploymentRecordClient(http, ApiUrl.of(server.url()), "benchmark", Clock.systemUTC());
        builder = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.NAME, "awesome-image")
                .digest(digest)
                .set(RecordField.VERSION, "2.1.0")
                .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                .set(RecordField.PHYSICAL_ENVIRONMENT, "pacific-east")
                .set(RecordField.CLUSTER, "moda-1")
                .set(RecordField.DEPLOYMENT_NAME, "shop-web")
                .set(RecordField.GITHUB_REPOSITORY, "shop")
                .tag("team", "platform")
                .runtimeRisks(List.of("sensitive-data"));
        record = builder.build();
        body = record.body();
        target = server.url() + "/orgs/octo-org/artifacts/metadata/deployment-record";
    }

    @TearDown
    public void stop() throws IOException {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        server.close();
    }

    @Benchmark
    public byte[] bareOkHttp() {
        var result = new CompletableFuture<byte[]>();
        Request request = new Request.Builder()
                .url(target)
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer a-token-for-the-benchmark")
                .header("User-Agent", "benchmark")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .post(RequestBody.create(body, JSON))
                .build();
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                    result.complete(response.body().bytes());
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    /** Creates the request from the record, and parses the response. */
    @Benchmark
    public DeploymentRecordResponse client() {
        return client.send(record, token).join();
    }

    /** Same as {@link #client}, but also validates the fields of the form. */
    @Benchmark
    public DeploymentRecordResponse clientFromFields() throws InvalidDeploymentException {
        return client.send(builder.build(), token).join();
    }
}
