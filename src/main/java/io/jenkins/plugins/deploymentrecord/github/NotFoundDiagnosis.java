package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * Finds out why GitHub answered a record with 404, which has several possible causes: reads the owner, the repository
 * and the attestation with the token of the record, and stops at the first answer that shows the cause.
 */
final class NotFoundDiagnosis {

    /** For all reads together, because the entry does not end before the diagnosis does. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Function<HttpUrl, CompletableFuture<ReadAnswer>> read;
    private final ApiUrl url;
    private final DeploymentRecord record;
    private final GitHubToken token;
    private final GitHubException.NotFound failure;
    private final CompletableFuture<GitHubException> result = new CompletableFuture<>();
    private volatile CompletableFuture<ReadAnswer> reading;

    /** @param read makes one call, and fails with a {@link GitHubException} if there is no answer */
    NotFoundDiagnosis(
            Function<HttpUrl, CompletableFuture<ReadAnswer>> read,
            ApiUrl url,
            DeploymentRecord record,
            GitHubToken token,
            GitHubException.NotFound failure) {
        this.read = read;
        this.url = url;
        this.record = record;
        this.token = token;
        this.failure = failure;
    }

    /** Starts the reads. Completes with the failure, whose message names the causes if the reads found them. */
    CompletableFuture<GitHubException> run(Duration timeout) {
        organization().whenComplete((causes, error) -> {
            boolean isFound = error == null && causes != null;
            result.complete(isFound ? failure.because(causes) : failure);
        });
        result.completeOnTimeout(failure, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((any, error) -> reading.cancel(true));
        return result;
    }

    private CompletableFuture<String> organization() {
        return get("orgs", record.organization()).thenCompose(answer -> switch (answer.kind()) {
            case SUCCESS -> isUser(answer) ? cause("cause.account") : repository();
            case NOT_FOUND -> owner();
            default -> noCause();
        });
    }

    /** GitHub shows the type of an account to everyone, but an organization only to those who may see it. */
    private CompletableFuture<String> owner() {
        return get("users", record.organization()).thenCompose(answer -> switch (answer.kind()) {
            case SUCCESS -> cause(isUser(answer) ? "cause.account" : "cause.hidden");
            case NOT_FOUND -> cause("cause.noOwner");
            default -> noCause();
        });
    }

    private static boolean isUser(ReadAnswer answer) {
        return answer.json().path("type").asText("").equals("User");
    }

    private CompletableFuture<String> repository() {
        String name = record.githubRepository();
        if (name == null) {
            return attestation().thenCompose(this::ofUnnamedRepository);
        }
        return get("repos", record.organization(), name).thenCompose(answer -> switch (answer.kind()) {
            case SUCCESS ->
                attestation().handle((attestation, error) -> ofRepository(answer.json(), attestation, name));
            case NOT_FOUND -> cause("cause.repository", name);
            case REDIRECT -> cause("cause.moved", name);
            default -> noCause();
        });
    }

    private CompletableFuture<String> ofUnnamedRepository(ReadAnswer attestation) {
        JsonNode repositoryId = repositoryId(attestation);
        if (!repositoryId.isMissingNode()) {
            return cause("cause.leftAttested", record.digest(), repositoryId.asText());
        }
        boolean isNone = attestation.kind() == AnswerKind.NOT_FOUND
                || attestation.kind() == AnswerKind.SUCCESS
                        && attestation.json().path("attestations").isArray();
        return isNone
                ? CompletableFuture.completedFuture(Texts.get("cause.noAttestation", record.digest()))
                : noCause();
    }

    /**
     * Returns the causes if the record's repository exists.
     *
     * @param attestation null if it could not be read
     */
    private String ofRepository(JsonNode repository, ReadAnswer attestation, String name) {
        JsonNode attestedId = attestation == null ? repository.path("") : repositoryId(attestation);
        if (!attestedId.isMissingNode() && !attestedId.equals(repository.path("id"))) {
            return Texts.get("cause.otherRepository", record.digest(), attestedId.asText());
        }
        // an installation is not a user, and has no role in a repository
        boolean mayNotWrite =
                !token.isOfInstallation() && !repository.at("/permissions/push").asBoolean(true);
        return Texts.get(mayNotWrite ? "cause.noWriteAccess" : "cause.left", record.organization(), name);
    }

    private CompletableFuture<ReadAnswer> attestation() {
        return get(url.resource()
                .addPathSegment("orgs")
                .addPathSegment(record.organization())
                .addPathSegment("attestations")
                .addPathSegment(record.digest().value())
                .addQueryParameter("per_page", "1")
                .build());
    }

    /** Returns the ID of the repository of the attestation; a missing node if there is no attestation. */
    private static JsonNode repositoryId(ReadAnswer attestation) {
        JsonNode id = attestation.json().at("/attestations/0/repository_id");
        return attestation.kind() == AnswerKind.SUCCESS && id.isIntegralNumber() ? id : id.path("");
    }

    private CompletableFuture<ReadAnswer> get(String... segments) {
        HttpUrl.Builder target = url.resource();
        for (String segment : segments) {
            target.addPathSegment(segment);
        }
        return get(target.build());
    }

    private CompletableFuture<ReadAnswer> get(HttpUrl target) {
        if (result.isDone()) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        reading = read.apply(target);
        return reading;
    }

    private CompletableFuture<String> cause(String key, Object... more) {
        var arguments = new Object[more.length + 1];
        arguments[0] = record.organization();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return CompletableFuture.completedFuture(Texts.get(key, arguments));
    }

    private static CompletableFuture<String> noCause() {
        return CompletableFuture.completedFuture(null);
    }
}
