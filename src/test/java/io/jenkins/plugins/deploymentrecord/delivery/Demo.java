package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import okhttp3.OkHttpClient;

/**
 * The demo without Jenkins: sends records to a stand-in for GitHub on this machine, and prints each exchange as it goes
 * over the wire. {@code ./dev demo} runs it if Jenkins' artifacts cannot be had, and
 * {@code mvn -q -f client/pom.xml test-compile exec:exec} everywhere.
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
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final Deliveries deliveries;

    private Demo(PrintStream out) {
        this.out = out;
        this.http = DeploymentRecordClient.configure(new OkHttpClient.Builder())
                .addNetworkInterceptor(new WirePrinter(out))
                .build();
        this.client = new DeploymentRecordClient(http, url, "github-deployment-record", Clock.systemUTC());
        this.deliveries = new Deliveries(
                TimeSource.system(),
                Scheduler.on(timers),
                new SplittableRandom(),
                SentLog.inMemory(),
                new OpenCalls(1, 1));
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
        out.println("Records for a stand-in for GitHub at " + gitHub.url() + ". What is sent begins with >, what comes"
                + " back with <.");
        title("1. A deployment is recorded");
        record(shop("1.4.2", DIGEST_OF_1_4_2));
        title("2. An update: the next version of the same deployment, so GitHub changes the same record");
        record(shop("1.5.0", DIGEST_OF_1_5_0));
        title("3. The deployment is decommissioned");
        record(shop("1.5.0", DIGEST_OF_1_5_0).status("decommissioned"));
        title("4. GitHub refuses a record: it does not know the artifact, and no repository is named");
        record(required("worker", "f".repeat(64)));
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

    private void record(DeploymentRecord.Builder builder) throws InterruptedException {
        try {
            DeploymentRecord record = builder.build();
            Outcome outcome = deliveries
                    .submit(new DeliveryRequest(
                            DeploymentKey.of(url, record),
                            deliveries.askedNow(),
                            "credential",
                            Pacing.GITHUB,
                            "demo",
                            Duration.ofMinutes(1),
                            () -> client.send(record, TOKEN),
                            wait -> out.println(wait.text() + "\n")))
                    .outcome()
                    .get();
            out.println(text(outcome, record));
        } catch (InvalidDeploymentException e) {
            out.println(e.getMessage());
        } catch (ExecutionException e) {
            out.println(e.getCause().getMessage());
        }
    }

    private static String text(Outcome outcome, DeploymentRecord record) {
        return switch (outcome) {
            case Outcome.Recorded recorded ->
                "Recorded: " + record.summary() + " [record "
                        + recorded.deployment().id() + "]";
            case Outcome.Superseded superseded -> superseded.text();
        };
    }

    @Override
    public void close() {
        timers.shutdownNow();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        gitHub.close();
    }
}
