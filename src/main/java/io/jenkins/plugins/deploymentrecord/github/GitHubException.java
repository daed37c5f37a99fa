package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that GitHub did not confirm. The message says what happened, quotes GitHub, and lists what to check; it is
 * fit for a build's log, and no secret is in it.
 */
public abstract sealed class GitHubException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether GitHub may still be processing the request, so that the next record of its deployment must wait. */
    public boolean isInDoubt() {
        return false;
    }

    /** Without a cause: a network library's text may quote what a hostile server sent, the token among it. */
    private GitHubException(String message) {
        super(message);
    }

    /**
     * GitHub does not accept the request as it is: 400, 422, a redirect; or a proxy does not let it through. The same
     * again would fail again.
     */
    public static sealed class Refused extends GitHubException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** 400, 413, 422: GitHub does not accept the body. Of several records in it, a single record may be the cause. */
    public static final class Invalid extends Refused {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    /** 409: another job of GitHub's for the cluster is running. The same again may succeed when it has ended. */
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

    /** 403 without a limit's headers: the token lacks a permission. */
    public static final class Forbidden extends GitHubException {
        private static final long serialVersionUID = 1L;

        Forbidden(String message) {
            super(message);
        }
    }

    /** 404, which at GitHub has several possible causes, missing permission among them. */
    public static final class NotFound extends GitHubException {
        private static final long serialVersionUID = 1L;

        private final String beginning;

        /**
         * Makes it of two parts.
         *
         * @param beginning says that nothing was found, and quotes GitHub
         * @param causes or what to check
         */
        NotFound(String beginning, String causes) {
            super(ErrorSection.NOT_FOUND.endOf(beginning + '\n' + causes));
            this.beginning = beginning;
        }

        /** The same with other causes. */
        NotFound because(String causes) {
            return new NotFound(beginning, causes);
        }
    }

    /** 429, or 403 with a limit's headers: GitHub takes requests again later. */
    public static final class RateLimited extends GitHubException {
        private static final long serialVersionUID = 1L;

        /** Plain values, as a build's files can hold neither a record nor an Instant. */
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

    /** GitHub could not be reached or could not answer: a network error, a time-out, 408 or 5xx. It may work later. */
    public static final class Unavailable extends GitHubException {
        private static final long serialVersionUID = 1L;

        /** Milliseconds of the epoch, for the same reason; 0 if nothing was told. */
        private final long notBeforeMillis;

        private final boolean inDoubt;

        /** @param notBefore null if nothing was told */
        Unavailable(String message, Instant notBefore, boolean inDoubt) {
            super(message);
            this.inDoubt = inDoubt;
            this.notBeforeMillis = notBefore == null ? 0 : notBefore.toEpochMilli();
        }

        @Override
        public boolean isInDoubt() {
            return inDoubt;
        }

        /** When GitHub asks to be tried again, by {@code Retry-After}; at most an hour from its answer on. */
        public Optional<Instant> notBefore() {
            return notBeforeMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(notBeforeMillis));
        }
    }

    /** Something answered that does not speak GitHub's API: a proxy's page, broken JSON, an empty or endless body. */
    public static final class UnexpectedAnswer extends GitHubException {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(String message) {
            super(message);
        }
    }
}
