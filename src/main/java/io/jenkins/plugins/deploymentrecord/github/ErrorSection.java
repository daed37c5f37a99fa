package io.jenkins.plugins.deploymentrecord.github;

/**
 * The section of {@code docs/errors.md} that explains an error. The text of an error ends with the address of the
 * section.
 */
enum ErrorSection {
    INVALID_INPUT("before-anything-is-sent"),
    UNAUTHORIZED("401-the-token-is-not-accepted"),
    FORBIDDEN("403-the-token-may-not-write"),
    LIMITED("403-or-429-a-limit"),
    NOT_FOUND("404-not-found"),
    CONFLICT("409-a-conflict"),
    INVALID("422-a-field-is-refused"),
    VERSION_ENDED("400-or-410-the-api-version-has-ended"),
    UNAVAILABLE("5xx-github-cannot-answer"),
    REDIRECT("a-redirect"),
    NOT_GITHUB("an-answer-that-is-not-githubs"),
    OTHER("any-other-answer"),
    UNKNOWN_HOST("the-host-is-not-known"),
    NO_CONNECTION("no-connection"),
    TIMEOUT("no-answer-in-time"),
    TLS("no-secure-connection"),
    PROXY("the-proxy-does-not-let-the-connection-through"),
    BROKEN("the-connection-broke");

    private static final String PAGE =
            "https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/docs/errors.md#";

    private final String anchor;

    ErrorSection(String anchor) {
        this.anchor = anchor;
    }

    String anchor() {
        return anchor;
    }

    /** Appends a line with the address of the section to the text of an error. */
    String endOf(String text) {
        return text + '\n' + Texts.get("error.more", PAGE + anchor);
    }
}
