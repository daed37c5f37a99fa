package io.jenkins.plugins.deploymentrecord.github;

import java.time.Instant;

/** Exceptions of this package, for tests of other packages. */
public final class Failures {

    private Failures() {}

    public static GitHubException unavailable(String message) {
        return unavailable(message, null);
    }

    public static GitHubException unavailable(String message, Instant notBefore) {
        return new GitHubException.Unavailable(message, notBefore, true);
    }

    public static GitHubException refused(String message) {
        return new GitHubException.Refused(message);
    }

    public static GitHubException invalid(String message) {
        return new GitHubException.Invalid(message);
    }

    public static GitHubException conflict(String message) {
        return new GitHubException.Conflict(message);
    }

    public static GitHubException unauthorized(String message) {
        return new GitHubException.Unauthorized(message);
    }

    public static GitHubException forbidden(String message) {
        return new GitHubException.Forbidden(message);
    }

    public static GitHubException notFound(String message) {
        return new GitHubException.NotFound(message, "");
    }

    public static GitHubException unexpected(String message) {
        return new GitHubException.UnexpectedAnswer(message);
    }

    /** Returns a record as GitHub returns it. */
    public static DeploymentRecordResponse confirmed(long id) {
        return new DeploymentRecordResponse(id, null, null, null, null, null, null, null, null);
    }

    public static GitHubException limited(String message, Instant until) {
        return new GitHubException.RateLimited(message, new RateLimit(RateLimit.Kind.SECONDARY, until));
    }
}
