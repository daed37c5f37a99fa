package io.jenkins.plugins.deploymentrecord.github;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** Clients for servers on this machine, and what became of their calls. */
final class Clients {

    static final String SECRET = "ghp_ThisIsNotARealTokenButOneForTests0123";
    static final GitHubToken TOKEN = GitHubToken.of(SECRET).orElseThrow();
    /** What the clock of every client says. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final OkHttpClient SHARED =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();

    private Clients() {}

    /** Shares its connections and threads with all others made from it. */
    static OkHttpClient.Builder http() {
        return SHARED.newBuilder();
    }

    static DeploymentRecordClient of(String url) {
        return of(url, SHARED);
    }

    static DeploymentRecordClient of(String url, OkHttpClient http) {
        return new DeploymentRecordClient(http, ApiUrl.of(url), "client-test/1.0", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The last line of an error: where the docs explain it. */
    static String more(String anchor) {
        return "\nMore: https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/docs/errors.md#"
                + anchor;
    }

    /** The record that GitHub gave back. */
    static DeploymentRecordResponse answer(CompletableFuture<DeploymentRecordResponse> sent) {
        try {
            return sent.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a record with the required fields alone, and gives the error that comes of it. */
    static GitHubException failure(String url) {
        return failure(of(url).send(Records.built(Records.required()), TOKEN));
    }

    static GitHubException failure(String url, OkHttpClient http) {
        return failure(of(url, http).send(Records.built(Records.required()), TOKEN));
    }

    /** The error that a call ended with; anything else than one of the package's own fails the test. */
    static GitHubException failure(CompletableFuture<DeploymentRecordResponse> sent) {
        var thrown = assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));
        if (thrown.getCause() instanceof GitHubException failure) {
            return failure;
        }
        throw new AssertionError("no error of this package", thrown);
    }
}
