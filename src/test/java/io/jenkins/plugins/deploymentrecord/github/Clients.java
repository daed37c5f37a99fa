package io.jenkins.plugins.deploymentrecord.github;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** Clients for servers on this machine, and the results of their calls. */
final class Clients {

    static final String SECRET = "ghp_ThisIsNotARealTokenButOneForTests0123";
    static final GitHubToken TOKEN = GitHubToken.of(SECRET).orElseThrow();
    /** The time of every client's clock. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final OkHttpClient SHARED =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();

    private Clients() {}

    /** Returns a builder for a client that shares connections and threads with all other clients of this class. */
    static OkHttpClient.Builder http() {
        return SHARED.newBuilder();
    }

    static DeploymentRecordClient of(String url) {
        return of(url, SHARED);
    }

    static DeploymentRecordClient of(String url, OkHttpClient http) {
        return new DeploymentRecordClient(http, ApiUrl.of(url), "client-test/1.0", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Returns the last line of an error, which links to its section in the docs. */
    static String more(String anchor) {
        return "\nMore: https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/docs/errors.md#"
                + anchor;
    }

    /** Waits for GitHub's record. */
    static DeploymentRecordResponse answer(CompletableFuture<DeploymentRecordResponse> sent) {
        try {
            return sent.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a record with only the required fields, and returns the error. */
    static GitHubException failure(String url) {
        return failure(of(url).send(Records.built(Records.required()), TOKEN));
    }

    static GitHubException failure(String url, OkHttpClient http) {
        return failure(of(url, http).send(Records.built(Records.required()), TOKEN));
    }

    /** Waits for the error of a call; fails if it is not an exception of this package. */
    static GitHubException failure(CompletableFuture<DeploymentRecordResponse> sent) {
        var thrown = assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));
        if (thrown.getCause() instanceof GitHubException failure) {
            return failure;
        }
        throw new AssertionError("no error of this package", thrown);
    }
}
