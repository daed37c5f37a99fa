package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * GitHub did not confirm a record. The message describes the failure, quotes GitHub, and gives advice; it can be
 * printed in a build's log, and contains no secret.
 */
public abstract sealed class GitHubException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether GitHub may still be processing the request, so that the next record of the same deployment must wait. */
    public boolean isInDoubt() {
        return false;
    }

    /** Has no cause, because the text of a network library may quote a hostile server, including the token. */
    private GitHubException(String message) {
        super(message);
    }

    /**
     * GitHub does not accept the request in this form (400, 422, a redirect), or a proxy refuses the connection. The
     * same request would fail again.
     */
    public static sealed class Refused extends GitHubException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * 400, 413, 422: GitHub does not accept the body. If the body has several records, a single record may be the
     * cause.
     */
    public static final class Invalid extends Refused {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    /** 409: GitHub is running another job for the cluster. The same request may succeed when that job has ended. */
    public static final class Conflict extends Refused {
        private static final long serialVersionUID = 1L;

        Conflict(String message) {
            super(message);
        }
    }

    /** 401: GitHub does not know the token. */
    public static final class Unauthorized extends GitHubException {
        private static final long serialVersionUID = 1L;

        Unauthorized(String message) {
            super(message);
        }
    }

    /** 403 without the headers of a rate limit: the token lacks a permission. */
    public static final class Forbidden extends GitHubException {
        private static final long serialVersionUID = 1L;

        Forbidden(String message) {
            super(message);
        }
    }

    /** 404, which has several possible causes at GitHub, including a missing permission. */
    public static final class NotFound extends GitHubException {
        private static final long serialVersionUID = 1L;

        private final String beginning;

        /**
         * @param beginning says that nothing was found, and quotes GitHub
         * @param causes the cause, the possible causes, or a list of checks
         */
        NotFound(String beginning, String causes) {
            super(ErrorSection.NOT_FOUND.endOf(beginning + '\n' + causes));
            this.beginning = beginning;
        }

        /** Returns the same failure with other causes. */
        NotFound because(String causes) {
            return new NotFound(beginning, causes);
        }
    }

    /** 429, or 403 with the headers of a rate limit: GitHub accepts requests again later. */
    public static final class RateLimited extends GitHubException {
        private static final long serialVersionUID = 1L;

        /** Plain values, because a build's files can contain neither a Java record nor an Instant. */
        private final RateLimit.Kind kind;

        private final long untilMillis;

        RateLimited(String message, RateLimit limit) {
            super(message);
            this.kind = limit.kind();
            this.untilMillis = limit.until().toEpochMilli();
        }

        public RateLimit limit() {
            return new RateLimit(kind, Instant.ofEpochMilli(untilMillis));
        }
    }

    /**
     * GitHub could not be reached or could not answer: a network error, a time-out, 408 or 5xx. The same request may
     * succeed later.
     */
    public static final class Unavailable extends GitHubException {
        private static final long serialVersionUID = 1L;

        /** Milliseconds of the epoch, for the same reason; 0 if GitHub set no time. */
        private final long notBeforeMillis;

        private final boolean inDoubt;

        /** @param notBefore null if GitHub set no time */
        Unavailable(String message, Instant notBefore, boolean inDoubt) {
            super(message);
            this.inDoubt = inDoubt;
            this.notBeforeMillis = notBefore == null ? 0 : notBefore.toEpochMilli();
        }

        @Override
        public boolean isInDoubt() {
            return inDoubt;
        }

        /**
         * Returns the earliest time for the next attempt, from {@code Retry-After}; at most an hour after the answer.
         */
        public Optional<Instant> notBefore() {
            return notBeforeMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(notBeforeMillis));
        }
    }

    /** An answer that is not in the format of GitHub's API: a proxy's page, broken JSON, an empty or endless body. */
    public static final class UnexpectedAnswer extends GitHubException {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(String message) {
            super(message);
        }
    }
}
