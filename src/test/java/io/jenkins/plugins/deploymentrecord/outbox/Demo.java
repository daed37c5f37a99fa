package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RecordReader;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;

/**
 * The demo without Jenkins: sends records to a stand-in for GitHub on this machine and prints each HTTP exchange.
 * {@code ./dev demo} runs it if Jenkins' artifacts are not available;
 * {@code mvn -q -f client/pom.xml test-compile exec:exec} always runs it.
 */
final class Demo implements AutoCloseable {

    private static final GitHubToken TOKEN =
            GitHubToken.of("a-token-that-the-stand-in-takes").orElseThrow();
    private static final String DIGEST_OF_1_4_2 = "1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";
    private static final String DIGEST_OF_1_5_0 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final PrintStream out;
    private final GitHubStandIn gitHub = GitHubStandIn.start();
    private final ApiUrl url = ApiUrl.of(gitHub.url());
    private final OkHttpClient http;
    private final DeploymentRecordClient client;
    private final LineWriter writer = LineWriter.start();
    private final Path directory;
    private final Outbox outbox;
    private int count;

    private Demo(PrintStream out) throws IOException {
        this.out = out;
        this.http = DeploymentRecordClient.configure(new OkHttpClient.Builder())
                .addNetworkInterceptor(new WirePrinter(out))
                .build();
        this.client = new DeploymentRecordClient(http, url, "github-deployment-record", Clock.systemUTC());
        this.directory = Files.createTempDirectory("deployment-records");
        this.outbox = Outbox.open(
                new Outbox.Settings(directory, List.of("demo"), false),
                writer,
                this::lookUp,
                this::send,
                new Listener());
        gitHub.refuseUnknownArtifacts();
    }

    public static void main(String[] arguments) throws Exception {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) throws Exception {
        try (var demo = new Demo(out)) {
            demo.showAll();
        }
    }

    private void showAll() throws Exception {
        out.println("Records for a stand-in for GitHub at " + gitHub.url()
                + ". Lines of requests begin with >, lines of" + " answers with <.");
        title("1. A deployment is recorded");
        record(shop("1.4.2", DIGEST_OF_1_4_2));
        title("2. An update: the next version of the same deployment, so GitHub changes the same record");
        record(shop("1.5.0", DIGEST_OF_1_5_0));
        title("3. The deployment is decommissioned");
        record(shop("1.5.0", DIGEST_OF_1_5_0).status("decommissioned"));
        title("4. GitHub refuses a record: the token does not cover the repository");
        gitHub.answerNext(404, Map.of("Content-Type", "application/json"), "{\"message\": \"Not Found\"}");
        record(required("worker", "f".repeat(64)).set(RecordField.GITHUB_REPOSITORY, "secret-worker"));
        title("5. Wrong fields are refused before anything is sent, all of them at once");
        record(required("worker", "latest").status("removed").set(RecordField.GITHUB_REPOSITORY, "octo org/worker"));
        title("6. A record gets through an outage of GitHub");
        gitHub.answerNext(503, Map.of("Content-Type", "text/plain"), "Service Unavailable");
        gitHub.answerNext(502, Map.of("Content-Type", "text/plain"), "Bad Gateway");
        record(required("worker", "e".repeat(64)).set(RecordField.GITHUB_REPOSITORY, "worker"));
    }

    private static DeploymentRecord.Builder shop(String version, String digest) {
        return required("shop", digest)
                .set(RecordField.VERSION, version)
                .set(RecordField.CLUSTER, "europe-1")
                .set(RecordField.GITHUB_REPOSITORY, "shop")
                .tag("team", "checkout")
                .runtimeRisks(List.of("internet-exposed"));
    }

    private static DeploymentRecord.Builder required(String name, String digest) {
        return DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.NAME, name)
                .digest(digest)
                .set(RecordField.LOGICAL_ENVIRONMENT, "production")
                .set(RecordField.DEPLOYMENT_NAME, name + "-web-app");
    }

    private void title(String text) {
        out.println("\n== " + text + "\n");
    }

    private void record(DeploymentRecord.Builder builder) throws IOException, InterruptedException {
        try {
            DeploymentRecord record = builder.build();
            OutboxEntry entry = OutboxEntry.of(
                    "demo " + ++count,
                    outbox.nextNumber(),
                    new OutboxEntry.Origin("demo", 1, System.currentTimeMillis(), null),
                    new OutboxEntry.Destination("stand-in", url.toString(), record.organization(), "token"),
                    record.toJson(),
                    false,
                    Duration.ofHours(1).toMillis());
            EntryResult result = outbox.submit(List.of(entry), false, this::print)
                    .get()
                    .getFirst()
                    .result()
                    .get();
            out.println(
                    result.kind() == EntryResult.Kind.RECORDED
                            ? "Recorded: " + record.summary() + " [record "
                                    + result.answer().id() + "]"
                            : result.message());
        } catch (InvalidDeploymentException e) {
            out.println(e.getMessage());
        } catch (ExecutionException e) {
            out.println(e.getCause().getMessage());
        }
    }

    private void print(Progress progress) {
        if (progress.stage() == Progress.Stage.RETRY) {
            out.println(progress.text() + "\n");
        }
    }

    private CompletableFuture<TokenLookup.Token> lookUp(OutboxEntry entry) {
        return CompletableFuture.completedFuture(new TokenLookup.Found(TOKEN, "demo", "demo"));
    }

    private CompletableFuture<List<RequestSender.Answer>> send(List<OutboxEntry> entries, GitHubToken token) {
        OutboxEntry entry = entries.getFirst();
        return client.send(RecordReader.read(entry.destination().organization(), entry.body()), token)
                .handle((recorded, failure) -> List.of(
                        failure == null
                                ? new RequestSender.Confirmed(recorded)
                                : new RequestSender.Failed((GitHubException) failure, false)));
    }

    /** The listener of a server without a rate limit. */
    private static final class Listener implements OutboxListener {

        @Override
        public OptionalInt requestsPerMinute(String apiUrl) {
            return OptionalInt.of(0);
        }

        @Override
        public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() throws IOException {
        outbox.close();
        writer.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        gitHub.close();
    }
}
