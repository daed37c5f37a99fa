package io.jenkins.plugins.deploymentrecord.github;

import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Converts an answer that is not a success into an exception with advice. */
final class FailedAnswer {

    private final String host;
    private final RefusalTexts texts;
    private final GitHubToken token;
    private final Response response;
    private final RetryAfterHeaders times;
    private final AnswerBody body;
    private final String quotation;

    FailedAnswer(ApiUrl url, RefusalTexts texts, GitHubToken token, Response response, Instant arrived) {
        this.host = url.hostAndPort();
        this.texts = texts;
        this.token = token;
        this.response = response;
        this.times = new RetryAfterHeaders(response::header, arrived);
        this.body = AnswerBody.ofFailure(response, token);
        this.quotation = new Quotation(response::header, body, token).text();
    }

    /** Whether GitHub says that it has no such artifact. */
    boolean isOfUnknownArtifact() {
        return response.code() == 404 && body.saysNoArtifacts();
    }

    GitHubException exception() {
        Optional<RateLimit> limit = RateLimit.of(response.code(), times, body);
        return switch (AnswerKind.of(response.code(), body, limit)) {
            case LIMITED -> limited(limit.orElseThrow());
            case UNAUTHORIZED ->
                new GitHubException.Unauthorized(
                        ErrorSection.UNAUTHORIZED.endOf(Texts.get("status.401", host, quotation)));
            case FORBIDDEN ->
                new GitHubException.Forbidden(ErrorSection.FORBIDDEN.endOf(texts.forbidden(host, quotation)));
            case NOT_FOUND -> new GitHubException.NotFound(texts.notFound(host, quotation), texts.notFoundCauses());
            case UNAVAILABLE ->
                new GitHubException.Unavailable(
                        ErrorSection.UNAVAILABLE.endOf(
                                Texts.get("status.unavailable", host, response.code(), quotation)),
                        times.retryAfter().orElse(null),
                        // a gateway answers while GitHub may still be processing the request
                        true);
            case PROXY_LOGIN -> refused(ErrorSection.PROXY, Texts.get("status.407", host, quotation));
            case CONFLICT ->
                new GitHubException.Conflict(ErrorSection.CONFLICT.endOf(Texts.get("status.409", host, quotation)));
            case INVALID -> new GitHubException.Invalid(ErrorSection.INVALID.endOf(texts.invalid(host, quotation)));
            case VERSION_ENDED ->
                refused(
                        ErrorSection.VERSION_ENDED,
                        Texts.get(
                                "status.version",
                                host,
                                response.code(),
                                DeploymentRecordClient.API_VERSION,
                                quotation));
            case REDIRECT ->
                refused(ErrorSection.REDIRECT, Texts.get("status.redirect", host, response.code(), redirectTarget()));
            case OTHER, SUCCESS ->
                new GitHubException.Invalid(
                        ErrorSection.OTHER.endOf(Texts.get("status.other", host, response.code(), quotation)));
        };
    }

    private static GitHubException refused(ErrorSection section, String text) {
        return new GitHubException.Refused(section.endOf(text));
    }

    private GitHubException limited(RateLimit limit) {
        return new GitHubException.RateLimited(
                ErrorSection.LIMITED.endOf(
                        Texts.get("status.limited." + limit.kind(), host, response.code(), limit.until(), quotation)),
                limit);
    }

    /** Returns the host alone, because a path and a query may contain secrets. */
    private String redirectTarget() {
        String location = response.header("Location");
        HttpUrl target = location == null ? null : response.request().url().resolve(location);
        return target == null ? "?" : Texts.quote(token.maskIn(target.host()));
    }
}
