package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * Finds out why GitHub answered a record with 404, which has several causes there: asks for the owner, the repository and
 * the attestation, each with the token of the record, and ends with the first answer that tells the cause.
 */
final class NotFoundDiagnosis {

    /** For all reads together: an entry waits meanwhile to end. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<HttpUrl, CompletableFuture<ReadAnswer>> read;
    private final ApiUrl url;
    private final DeploymentRecord record;
    private final GitHubToken token;
    private final GitHubException.NotFound failure;
    private final CompletableFuture<GitHubException> result = new CompletableFuture<>();
    private volatile CompletableFuture<ReadAnswer> reading;

    /** @param read makes one call, and fails with a {@link GitHubException} if no answer comes */
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

    /** Begins to read. Completes with the failure, which says more if reading told more. */
    CompletableFuture<GitHubException> make(Duration patience) {
        organization().whenComplete((causes, error) -> {
            boolean isTold = error == null && causes != null;
            result.complete(isTold ? failure.because(causes) : failure);
        });
        result.completeOnTimeout(failure, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((any, error) -> reading.cancel(true));
        return result;
    }

    private CompletableFuture<String> organization() {
        return get("orgs", record.organization()).thenCompose(answer -> switch (answer.kind()) {
            case SUCCESS -> isUser(answer) ? told("cause.account") : repository();
            case NOT_FOUND -> owner();
            default -> untold();
        });
    }

    /** GitHub shows the type of an account to everybody, and an organization to those who may see it. */
    private CompletableFuture<String> owner() {
        return get("users", record.organization()).thenCompose(answer -> switch (answer.kind()) {
            case SUCCESS -> told(isUser(answer) ? "cause.account" : "cause.hidden");
            case NOT_FOUND -> told("cause.noOwner");
            default -> untold();
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
            case NOT_FOUND -> told("cause.repository", name);
            case REDIRECT -> told("cause.moved", name);
            default -> untold();
        });
    }

    private CompletableFuture<String> ofUnnamedRepository(ReadAnswer attestation) {
        JsonNode repositoryId = repositoryId(attestation);
        if (!repositoryId.isMissingNode()) {
            return told("cause.leftAttested", record.digest(), repositoryId.asText());
        }
        boolean isNone = attestation.kind() == AnswerKind.NOT_FOUND
                || attestation.kind() == AnswerKind.SUCCESS
                        && attestation.json().path("attestations").isArray();
        return isNone ? CompletableFuture.completedFuture(Texts.get("cause.noAttestation", record.digest())) : untold();
    }

    /** @param attestation null if it could not be read */
    private String ofRepository(JsonNode repository, ReadAnswer attestation, String name) {
        JsonNode attestedId = attestation == null ? repository.path("") : repositoryId(attestation);
        if (!attestedId.isMissingNode() && !attestedId.equals(repository.path("id"))) {
            return Texts.get("cause.otherRepository", record.digest(), attestedId.asText());
        }
        // an installation is no user, and has no role in a repository
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

    /** Missing if there is no attestation. */
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

    private CompletableFuture<String> told(String key, Object... more) {
        var arguments = new Object[more.length + 1];
        arguments[0] = record.organization();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return CompletableFuture.completedFuture(Texts.get(key, arguments));
    }

    private static CompletableFuture<String> untold() {
        return CompletableFuture.completedFuture(null);
    }
}
