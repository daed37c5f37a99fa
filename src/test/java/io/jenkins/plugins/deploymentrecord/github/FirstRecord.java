package io.jenkins.plugins.deploymentrecord.github;

import java.time.Clock;
import okhttp3.OkHttpClient;

/**
 * Sends one record to a stand-in for GitHub on this machine and prints what went over the wire:
 * {@code mvn -f client/pom.xml -q test-compile exec:exec}.
 */
final class FirstRecord {

    private FirstRecord() {}

    public static void main(String[] arguments) throws Exception {
        OkHttpClient http =
                DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();
        try (var gitHub = GitHubStandIn.start()) {
            var client = new DeploymentRecordClient(
                    http, ApiUrl.of(gitHub.url()), "github-deployment-record", Clock.systemUTC());
            DeploymentRecord record = DeploymentRecord.builder()
                    .set(RecordField.ORGANIZATION, "octo-org")
                    .set(RecordField.NAME, "awesome-image")
                    .digest("sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72")
                    .set(RecordField.VERSION, "2.1.0")
                    .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                    .set(RecordField.CLUSTER, "moda-1")
                    .set(RecordField.DEPLOYMENT_NAME, "shop-web")
                    .set(RecordField.GITHUB_REPOSITORY, "shop")
                    .tag("team", "platform")
                    .build();
            GitHubToken token = GitHubToken.of("a-token-for-the-stand-in").orElseThrow();
            RecordedDeployment answer = client.send(record, token).join();
            System.out.println("The request:\n\n" + gitHub.onlyRequest() + "\n");
            System.out.println("The record as GitHub gives it back:\n\n" + answer);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }
}
