package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The meaning of an answer: derived from its status and, if one status has several causes at GitHub, from its words.
 */
enum AnswerKind {
    SUCCESS,
    /** The API version that this plugin uses has ended: a 410, or a 400 that mentions the version. */
    VERSION_ENDED,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    /** A proxy between the controller and GitHub requires a user name and password. */
    PROXY_LOGIN,
    CONFLICT,
    INVALID,
    LIMITED,
    /** GitHub cannot answer at present. */
    UNAVAILABLE,
    REDIRECT,
    OTHER;

    private static final Pattern VERSION = Pattern.compile("(?i)api[- ]?version");

    /**
     * Classifies an answer.
     *
     * @param limit the rate limit in the answer; empty if there is none
     */
    static AnswerKind of(int code, AnswerBody body, Optional<RateLimit> limit) {
        if (limit.isPresent()) {
            return LIMITED;
        }
        return switch (code) {
            case 400 -> VERSION.matcher(body.words()).find() ? VERSION_ENDED : OTHER;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 407 -> PROXY_LOGIN;
            case 408 -> UNAVAILABLE;
            case 409 -> CONFLICT;
            case 410 -> VERSION_ENDED;
            case 422 -> INVALID;
            default -> ofClass(code);
        };
    }

    private static AnswerKind ofClass(int code) {
        return switch (code / 100) {
            case 2 -> SUCCESS;
            case 3 -> REDIRECT;
            case 4 -> OTHER;
            default -> code >= 500 ? UNAVAILABLE : OTHER;
        };
    }
}
